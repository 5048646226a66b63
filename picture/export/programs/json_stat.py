"""One indicator's numbers as a JSON-stat 2 dataset (https://json-stat.org/full/).

The cube has the dimensions area, period, group and measure. A cell without a number is null and has a status that says
why; it is never 0. Where no observation stands at all, the status is NOT_PUBLISHED.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

from contract.cell_key import area_key
from contract.codes import COUNTRY, Language
from contract.period import in_order
from contract.status import ConfStatus, format_obs
from picture.export.codebook import status_codes
from picture.export.stamp import warnings
from picture.query.choices import Choices
from picture.query.corrections import FigureCorrection
from picture.query.model import Dataset, Indicator, Observation, Source
from picture.query.programs.cell_key import row_key
from picture.query.selection import ALL
from picture.text.editions.citation import citation
from picture.text.labels import licence
from picture.text.source_lines import marked_source
from picture.text.words import unit, word

NOT_PUBLISHED = "_Z"  # the generic SDMX code for "not applicable": there is no such figure
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Measure:
    """One number of an observation: its code, the key of its words, where it stands."""

    code: str
    key: str
    of: Callable[[Observation], float | None]
    counts: bool = False  # whole people, whatever the indicator


MEASURES = (
    Measure("value", "column_value", lambda row: row.value),
    Measure("ci_low", "export_low", lambda row: row.ci_low),
    Measure("ci_high", "export_high", lambda row: row.ci_high),
    Measure("n", "column_n", lambda row: row.n, counts=True),
    Measure("effective_n", "column_effective_n", lambda row: row.effective_n, counts=True),
)


@dataclass(frozen=True, slots=True)
class Axes:
    """The codes along the dimensions of a cube, each with its label."""

    areas: dict[str, str]
    periods: dict[str, str]
    groups: dict[str, str]

    @property
    def size(self) -> list[int]:
        """Count the categories of each dimension, measures last."""
        return [len(self.areas), len(self.periods), len(self.groups), len(MEASURES)]


def status_code(row: Observation) -> str:
    """Write both statuses of a row as one: letters of CL_OBS_STATUS, then C where it is confidential."""
    if row.conf_status is ConfStatus.FREE:
        return format_obs(row.obs_status)
    return "".join(sorted(row.obs_status)) + row.conf_status.value


def axes_of(dataset: Dataset, choices: Choices) -> Axes:
    """Return the categories that have rows, in official order. Areas that share a name have their codes behind it."""
    keys = [row_key(row) for row in dataset.rows]
    areas, periods, groups = ({key[place] for key in keys} for place in range(3))
    named = {area_key(a.level, a.code): a.name for a in choices.areas}
    shared = Counter(named.values())
    of_groups = choices.groups[dataset.indicators[0].id]
    alike = Counter(group.name for group in of_groups)
    words = {f"{g.dim}.{g.code}": g.name if alike[g.name] == 1 else f"{g.dim_name}: {g.name}" for g in of_groups}
    return Axes(
        areas={k: name if shared[name] == 1 else f"{name} ({k})" for k, name in named.items() if k in areas},
        periods={period: period for period in in_order(periods)},
        groups={key: name for key, name in words.items() if key in groups},
    )


def axes_of_rows(rows: Iterable[Observation]) -> Axes:
    """Return the categories of rows in the order in which they stand, under the names that they carry."""
    known = [(row_key(row), row) for row in rows]
    return Axes(
        areas={area: row.area.name for (area, _, _), row in known},
        periods={period: period for period in in_order({period for (_, period, _), _ in known})},
        groups={group: row.group.name for (_, _, group), row in known},
    )


def cells(rows: Iterable[Observation], axes: Axes) -> tuple[list[float | None], list[str]]:
    """Lay rows out as the values and statuses of a cube, the last dimension running fastest."""
    places = {key: at for at, key in enumerate(product(axes.areas, axes.periods, axes.groups))}
    values: list[float | None] = [None] * (len(places) * len(MEASURES))
    statuses = [NOT_PUBLISHED] * len(values)
    for row in rows:
        status = status_code(row)
        for at, measure in enumerate(MEASURES, places[row_key(row)] * len(MEASURES)):
            values[at] = measure.of(row)
            if values[at] is not None or row.value is None:
                statuses[at] = status
    return values, statuses


def json_stat(dataset: Dataset, axes: Axes, addresses: Json) -> Json:
    """Write an indicator's numbers as a JSON-stat 2 dataset. addresses: its `href` and `link`."""
    indicator = dataset.indicators[0]
    values, statuses = cells(dataset.rows, axes)
    return {
        "version": "2.0",
        "class": "dataset",
        **addresses,
        "label": indicator.name,
        "source": "; ".join(dict.fromkeys(marked_source(one, dataset.view.language) for one in dataset.sources)),
        "updated": f"{dataset.stamp.built_at.isoformat(timespec='seconds')}Z",
        "note": list(_notes(dataset)),
        "id": ["area", "period", "group", "measure"],
        "size": axes.size,
        "role": {"time": ["period"], "geo": ["area"], "metric": ["measure"]},
        "dimension": _dimensions(axes, dataset),
        "value": values,
        "status": statuses,
        "extension": _extension(dataset, statuses),
    }


def _dimensions(axes: Axes, dataset: Dataset) -> Json:
    language = dataset.view.language
    indicator = dataset.indicators[0]
    measures = {measure.code: word(measure.key, language) for measure in MEASURES}
    breaks = {one.period: [one.reason] for one in dataset.breaks if one.period in axes.periods}
    return {
        "area": _dimension("column_area", axes.areas, language, child=_under(COUNTRY, axes.areas)),
        "period": _dimension("column_period", axes.periods, language, note=breaks),
        "group": _dimension("column_group", axes.groups, language, child=_under(ALL, axes.groups)),
        "measure": _dimension("export_measure", measures, language, unit=_units(indicator, language)),
    }


def _dimension(key: str, labels: dict[str, str], language: Language, **more: Json) -> Json:
    category = {"index": list(labels), "label": labels, **{name: told for name, told in more.items() if told}}
    return {"label": word(key, language), "category": category}


def _under(whole: str, codes: Iterable[str]) -> Json:
    """Put everything else under the whole country, or under everybody."""
    parts = [code for code in codes if code != whole]
    return {whole: parts} if whole in codes and parts else {}


def _units(indicator: Indicator, language: Language) -> Json:
    label = unit(indicator, language)
    own = {"decimals": indicator.decimals, **({"label": label, "position": "end"} if label else {})}
    return {measure.code: {"decimals": 0} if measure.counts else own for measure in MEASURES}


def _notes(dataset: Dataset) -> Iterator[str]:
    """Tell what a reader of the numbers must know: made up, a draft, what was asked and what it cannot say."""
    indicator = dataset.indicators[0]
    yield from warnings(dataset)
    if indicator.question:
        yield indicator.question
    yield from (indicator.counts, indicator.population, indicator.limits)


def _extension(dataset: Dataset, statuses: Sequence[str]) -> Json:
    stamp = dataset.stamp
    language = dataset.view.language
    return {
        "build": stamp.build,
        "edition": stamp.edition,
        "version": stamp.version,
        "status": stamp.status,
        "synthetic": dataset.synthetic,
        "language": language,
        "citation": citation(stamp, language),
        "indicator": dataset.indicators[0].id,
        "unit": dataset.indicators[0].unit,
        "licence": sorted({licence(source, language) for source in dataset.sources}),
        "sources": [source_facts(source, language) for source in dataset.sources],
        "division": list(_divisions(dataset.rows)),
        "breaks": [{"period": one.period, "reason": one.reason} for one in dataset.breaks],
        "observations": list(_told(dataset.rows)),
        "statuses": {code: status_words(code, language) for code in sorted(set(statuses))},
    }


def source_facts(source: Source, language: Language) -> Json:
    """Return who published a source, under which licence, and whether it is made up."""
    return {
        "id": source.id,
        "title": source.title,
        "producer": source.producer,
        "quoted_by": source.quoted_by,
        "licence": licence(source, language),
        "url": source.url,
        "synthetic": source.synthetic,
    }


def status_words(code: str, language: Language) -> str:
    """Write what a status of a cube means."""
    if code == NOT_PUBLISHED:
        return word("export_not_published", language)
    meanings = {letter: meaning for _, letter, meaning in status_codes(language)}
    return ", ".join(meanings[letter] for letter in code)


def _divisions(rows: Iterable[Observation]) -> Iterator[Json]:
    """Tell on which division of areas the numbers stand: for each year of a division, the areas and periods."""
    stands: dict[tuple[int, str], list[str]] = {}
    for row in rows:
        if row.geo_year is not None:
            area, period, _ = row_key(row)
            stands.setdefault((row.geo_year, area), []).append(period)
    alike: dict[tuple[int, tuple[str, ...]], list[str]] = {}
    for (year, area), periods in stands.items():
        alike.setdefault((year, tuple(in_order(set(periods)))), []).append(area)
    for (year, periods_of), areas in sorted(alike.items()):
        yield {"year": year, "areas": areas, "periods": list(periods_of)}


def _told(rows: Iterable[Observation]) -> Iterator[Json]:
    """Tell what a publisher says of single numbers, who quoted them, and which were corrected or are wrong."""
    for row in rows:
        if row.note or row.quoted_by or row.correction:
            area, period, group = row_key(row)
            key = {"area": area, "period": period, "group": group}
            told = {"source": row.source, "quoted_by": row.quoted_by, "note": row.note}
            yield {**key, **told, **({"correction": _correction(row.correction)} if row.correction else {})}


def _correction(found: FigureCorrection) -> Json:
    """Tell whether a figure is the corrected or the wrong one, since when, its other value, and what was wrong."""
    correction = found.correction
    return {
        "code": found.code,
        "corrected": correction.day.isoformat(),
        "wrong_since": correction.wrong_since.isoformat(),
        "other_value": found.other_value,
        "text": correction.text,
    }
