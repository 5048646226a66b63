"""The columns of every table that leaves: the numbers with their keys and marks, and the comparisons."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from contract.codes import Language, Verdict
from contract.status import format_obs
from picture.export.item import ExportItem
from picture.query.corrections import FigureCorrection
from picture.query.local.place import LocalCollection
from picture.query.model import Comparison, Dataset, Indicator, ModelEstimate, Observation, Source
from picture.query.programs.cell_key import cell_key
from picture.text.editions.corrected import corrected_words
from picture.text.labels import mark, mark_words
from picture.text.outcomes import hidden_because
from picture.text.reading.own_groups import own_group_note
from picture.text.source_lines import covariates_text, marked_source
from picture.text.words import unit, word

Value = str | float | None


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a table: a number, one comparison of it, or an estimate of the model."""

    dataset: Dataset
    row: Observation
    indicator: Indicator
    comparison: Comparison | None = None
    modelled: ModelEstimate | None = None
    collection: LocalCollection | None = None  # which a figure of a place's own survey is of

    @property
    def language(self) -> Language:
        return self.dataset.view.language

    @property
    def source(self) -> Source:
        """The source of this very number."""
        if self.collection:
            return self.collection.source
        return next((s for s in self.dataset.sources if s.id == self.row.source), self.indicator.source)

    @property
    def meaning(self) -> str:
        """What its marks mean, or why there is no number."""
        if self.row.shown:
            return mark_words(self.row, self.indicator, self.language)
        told = (hidden_because(self.row, self.language), corrected_words(self.row, self.indicator, self.language))
        return ", ".join(filter(None, told))


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name in files, the key of its words, what stands in it, and how wide it is in letters."""

    name: str
    key: str
    of: Callable[[Entry], Value]
    width: int = 14
    fixed: int | None = None  # decimals whatever the indicator: none of a number of people
    finer: int = 0  # decimals more than the indicator's
    code: bool = False  # for programs: the same in every language, and not printed
    type: str = "string"  # of what stands in it: string, number, integer or boolean

    def decimals(self, indicator: Indicator) -> int:
        """Return the decimals with which a number is shown in it: those of the indicator, or its own."""
        return indicator.decimals + self.finer if self.fixed is None else self.fixed

    def head(self, language: Language) -> str:
        """Write the head of the column in one language."""
        text = word(self.key, language)
        return word("export_code", language, name=text) if self.name.endswith("_code") else text


PLACE_WORDS = (
    Column("indicator", "column_indicator", lambda e: e.indicator.name, 40),
    Column("period", "column_period", lambda e: e.row.period, 11),
    Column("area", "column_area", lambda e: e.row.area.name, 24),
    Column("dimension", "choose_dimension", lambda e: e.row.group.dim_name, 20),
    Column("group", "column_group", lambda e: e.row.group.name, 18),
)
INTERVAL_COLUMNS = (
    Column("ci_low", "export_low", lambda e: e.row.ci_low, 18),
    Column("ci_high", "export_high", lambda e: e.row.ci_high, 18),
)
MARK_COLUMNS = (
    Column("shorthand", "column_mark", lambda e: mark(e.row) or None, 10),
    Column("mark", "export_mark_meaning", lambda e: e.meaning or None, 44),
)
# columns of corrections stand only in tables that hold a figure which was corrected, or is wrong in an old version
CORRECTED_ON = Column("corrected", "export_corrected", lambda e: _told(e, lambda c: c.correction.day.isoformat()), 14)
WHAT_WAS_WRONG = Column("correction", "export_correction", lambda e: _told(e, lambda c: c.correction.text), 60)
CORRECTION_COLUMNS = (CORRECTED_ON, WHAT_WAS_WRONG)
CODED_CORRECTIONS = (
    CORRECTED_ON,
    Column("correction_code", "export_correction_code", lambda e: _told(e, lambda c: c.code)),
    Column("other_value", "export_other_value", lambda e: _told(e, lambda c: c.other_value), type="number"),
)
SYNTHETIC_COLUMN = Column("synthetic", "export_synthetic_column", lambda e: _yes(e, e.source.synthetic), 11)
KEY_COLUMN = Column("key", "export_key", lambda e: cell_key(e.row), 46, code=True)
CODE_COLUMNS = (  # for programs: the same in every language and edition
    Column("level", "export_level", lambda e: e.row.area.level, 15, code=True),
    Column("division", "export_division", lambda e: _text(e.row.geo_year), 12, code=True),
    Column("area_code", "column_area", lambda e: e.row.area.code, 12, code=True),
    Column("dimension_code", "choose_dimension", lambda e: e.row.group.dim, 16, code=True),
    Column("group_code", "column_group", lambda e: e.row.group.code, 12, code=True),
    Column("indicator_code", "column_indicator", lambda e: e.row.indicator, 26, code=True),
    Column("domain_code", "column_domain", lambda e: e.indicator.domain.value, 14, code=True),
    Column("unit_code", "export_unit", lambda e: e.indicator.unit.value, 12, code=True),
    Column("decimals", "export_decimals", lambda e: e.indicator.decimals, 12, fixed=0, code=True),
    Column("obs_status", "export_obs_status", lambda e: format_obs(e.row.obs_status), 14, code=True),
    Column("conf_status", "export_conf_status", lambda e: e.row.conf_status.value, 14, code=True),
    Column("edition", "export_edition", lambda e: e.dataset.stamp.edition, 10, code=True),
    Column("version", "export_version", lambda e: e.dataset.stamp.version, 10, fixed=0, code=True),
    Column("build", "export_build", lambda e: e.dataset.stamp.build, 15, code=True),
    KEY_COLUMN,
)
VALUES = (
    *PLACE_WORDS,
    Column("value", "column_value", lambda e: e.row.value, 10),
    *INTERVAL_COLUMNS,
    Column("n", "column_n", lambda e: e.row.n, 12, fixed=0),
    Column("effective_n", "column_effective_n", lambda e: e.row.effective_n, 12, fixed=0),
    Column("unit", "export_unit", lambda e: unit(e.indicator, e.language) or None, 11),
    *MARK_COLUMNS,
    SYNTHETIC_COLUMN,
    Column("source", "source", lambda e: marked_source(e.source, e.language), 56),
    Column("quoted_by", "export_quoted_by", lambda e: e.row.quoted_by or e.source.quoted_by, 22),
    Column("note", "export_note", lambda e: e.row.note or own_group_note(e.row, e.dataset) or None, 30),
    *CODE_COLUMNS,
)
COMPARISONS = (
    *PLACE_WORDS,
    Column("against", "export_against", lambda e: word(f"export_against_{_found(e).against}", e.language), 24),
    Column("reference_code", "export_reference", lambda e: _found(e).reference, 14),
    Column("difference", "export_difference", lambda e: _found(e).difference, 10),
    Column("ci_low", "export_low", lambda e: _found(e).ci_low, 18),
    Column("ci_high", "export_high", lambda e: _found(e).ci_high, 18),
    Column("ci_level", "export_ci_level", lambda e: _found(e).ci_level, 28, fixed=4),
    Column("detectable", "export_detectable", lambda e: _found(e).detectable, 24),
    Column("verdict", "export_verdict", lambda e: verdict(_found(e).verdict, e.language), 40),
    Column("approximate", "export_approximate", lambda e: _yes(e, _found(e).approximate), 14),
    SYNTHETIC_COLUMN,
    Column("against_code", "export_against", lambda e: _found(e).against.value, 16, code=True),
    Column("verdict_code", "export_verdict", lambda e: _found(e).verdict.value, 16, code=True),
    KEY_COLUMN,
)
MODELLED = (
    *PLACE_WORDS,
    Column("value", "small_area_estimate", lambda e: e.row.value, 10),
    *INTERVAL_COLUMNS,
    Column("rmse", "export_rmse", lambda e: _modelled(e).rmse, 16, finer=1),
    Column("gamma", "export_gamma", lambda e: _modelled(e).gamma, 16, fixed=2),
    Column("direct", "small_area_direct", lambda e: _modelled(e).direct, 12),
    Column("unit", "export_unit", lambda e: unit(e.indicator, e.language) or None, 11),
    *MARK_COLUMNS,
    Column("covariates", "export_covariates", lambda e: covariates_text([_modelled(e)], e.dataset), 50),
    SYNTHETIC_COLUMN,
    *CODE_COLUMNS,
)


def with_corrections(columns: Sequence[Column], more: Sequence[Column], entries: Iterable[Entry]) -> tuple[Column, ...]:
    """Put columns of corrections behind the others where a figure was corrected: elsewhere they would only be empty."""
    return (*columns, *(more if any(entry.row.correction for entry in entries) else ()))


def verdict(of: Verdict, language: Language) -> str:
    """Write a verdict in a word or two."""
    keys = {
        Verdict.HIGHER: "export_verdict_higher",
        Verdict.LOWER: "export_verdict_lower",
        Verdict.NO_DIFFERENCE: "no_significant_difference",
        Verdict.NO_CLEAR_TREND: "no_clear_trend",
        Verdict.UNCERTAIN: "too_uncertain",
        Verdict.NOT_COMPARABLE: "not_comparable",
    }
    return word(keys[of], language)


def numbers(items: Sequence[ExportItem]) -> list[Entry]:
    """List every number of the datasets once: what is shown, its history and what it is compared with."""
    found: dict[Observation, Entry] = {}
    for dataset in (item.dataset for item in items):
        known = {i.id: i for i in dataset.indicators}
        for row in (*dataset.rows, *dataset.history, *dataset.reference, *dataset.second):
            found.setdefault(row, Entry(dataset, row, known[row.indicator]))
    return list(found.values())


def comparisons(entries: Sequence[Entry]) -> Iterator[Entry]:
    """Yield every stored comparison of those numbers."""
    for entry in entries:
        for one in entry.row.comparisons:
            yield Entry(entry.dataset, entry.row, entry.indicator, one)


def modelled(items: Sequence[ExportItem]) -> list[Entry]:
    """List every estimate of the model in the datasets once."""
    found: dict[ModelEstimate, Entry] = {}
    for dataset in (item.dataset for item in items):
        known = {i.id: i for i in dataset.indicators}
        for one in dataset.modelled:
            found.setdefault(one, Entry(dataset, one.row, known[one.row.indicator], modelled=one))
    return list(found.values())


def _told(entry: Entry, of: Callable[[FigureCorrection], Value]) -> Value:
    """Take something from the correction of a figure; None of a figure that was not corrected."""
    return None if entry.row.correction is None else of(entry.row.correction)


def _text(year: int | None) -> str | None:
    """Write a year as the code that it is: no program puts a thousands separator into it."""
    return None if year is None else str(year)


def _found(entry: Entry) -> Comparison:
    if entry.comparison is None:
        raise ValueError(f"{entry.row.indicator}: a line of comparisons needs a comparison")
    return entry.comparison


def _modelled(entry: Entry) -> ModelEstimate:
    if entry.modelled is None:
        raise ValueError(f"{entry.row.indicator}: a line of model estimates needs an estimate")
    return entry.modelled


def _yes(entry: Entry, given: bool) -> str:  # noqa: FBT001 - a yes-or-no cell
    return word("export_yes" if given else "export_no", entry.language)
