"""The table of a profile: an indicator a row, its distance from the whole country on one common scale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain

from markupsafe import Markup

from contract.codes import Against, Kind, Language, Unit
from picture.html.asked import question_mark
from picture.html.indicator_cells import correction_sign
from picture.html.links import overview_address, page_link
from picture.html.profile.key import spine_key
from picture.html.profile.spine import SPINE_HEIGHT, SPINE_WIDTH, Spine, half_width, scale_head, spine_of, spine_picture
from picture.html.sparkline import image
from picture.html.verdict_mark import verdict_mark
from picture.html.year_tag import year_tag
from picture.query.indicator_rows import DOMAINS, IndicatorRow, indicator_rows
from picture.query.model import Area, Dataset, Observation
from picture.text.findings.front import compared_with
from picture.text.labels import mark, mark_words, verdict_label
from picture.text.names import area_name
from picture.text.outcomes import hidden_because, outcome_in
from picture.text.reading.spine import spine_alt, spine_note
from picture.text.words import moments, number, percent_sign, word

SPINE_CELL = Markup('<td role="cell" class="lb-spine-{}"{}>{}</td>')
SPINE_HEAD = Markup('<th scope="col" role="columnheader" class="lb-spine-{}">{}</th>')


def in_spine(item: IndicatorRow) -> bool:
    """Return whether a row has its place in the table: a number of a survey, which the country has too, or a gap.

    The whole country's own rows are compared with the period before: on this scale they would have no distance.
    """
    if item.against != Against.COUNTRY or not item.indicator.sampled or item.indicator.kind == Kind.REGISTER_COUNT:
        return False
    return item.row.value is None or (item.reference is not None and item.reference.shown)


def without_spine(dataset: Dataset) -> Dataset:
    """Return the dataset with the rows only that stand below the table, in words."""
    told: set[int] = set()
    for domain in DOMAINS:
        told |= {id(item.row) for item in indicator_rows(dataset, domain) if not in_spine(item)}
    return replace(dataset, rows=tuple(r for r in dataset.rows if id(r) in told))


def spine_table(dataset: Dataset, regions: Sequence[Observation], second: Area | None = None) -> Markup:
    """Write key and table, a group of rows for each domain; nothing where no row has its place in it.

    regions: numbers of all regions, of any indicator and period; second: a region shown beside.
    """
    domains = {domain: list(filter(in_spine, indicator_rows(dataset, domain))) for domain in DOMAINS}
    shown = [item for item in chain.from_iterable(domains.values()) if item.row.shown]
    if not any(domains.values()):
        return Markup("")
    beside = _of_area(second, regions)
    spines = {
        item.row.indicator: spine_of(item.row, item.reference, regions, dataset, _same(item.row, beside))
        for item in shown
    }
    half = half_width(spines.values())
    written = _Rows(dataset, spines, half, second, beside)
    bodies = Markup("").join(written.domain(domain, items) for domain, items in domains.items() if items)
    return Markup(
        '<div class="lb-spine">{}<table role="table"><caption class="lb-unseen">{}</caption>{}{}</table>'
        '<p class="lb-spine-note">{}</p></div>'
    ).format(
        spine_key(dataset, spines.values(), second),
        word("spine_caption", dataset.view.language, area=area_name(dataset)),
        _head(half, dataset, second),
        bodies,
        spine_note([item.indicator for item in shown], spines.values(), dataset.view.language),
    )


def _of_area(second: Area | None, regions: Sequence[Observation]) -> list[Observation]:
    return [] if second is None else [r for r in regions if r.area.code == second.code and r.shown]


def _same(row: Observation, beside: Sequence[Observation]) -> Observation | None:
    return next((r for r in beside if (r.indicator, r.period) == (row.indicator, row.period)), None)


def _head(half: int, dataset: Dataset, second: Area | None) -> Markup:
    language = dataset.view.language
    country = word("level_country", language)
    sides = (word("lower_share", language), word("higher_share", language))
    unseen = Markup('<span class="lb-unseen">{}</span>').format(word("spine_scale", language))
    heads = [
        ("name", word("column_indicator", language)),
        ("own", area_name(dataset)),
        ("country", country),
        ("scale", unseen + scale_head(half, sides, country, language)),
        ("said", word("spine_against", language)),
        ("change", word("spine_change", language)),
    ]
    if second is not None:
        heads.insert(3, ("second", second.name))
    return Markup('<thead role="rowgroup"><tr role="row">{}</tr></thead>').format(
        Markup("").join(SPINE_HEAD.format(*head) for head in heads)
    )


@dataclass(frozen=True, slots=True)
class _Rows:
    """What all rows of one table share."""

    dataset: Dataset
    spines: dict[str, Spine]  # by indicator
    half: int
    second: Area | None
    beside: Sequence[Observation]  # numbers of the second area

    @property
    def language(self) -> Language:
        """The language of the table."""
        return self.dataset.view.language

    @property
    def columns(self) -> int:
        """How many columns it has."""
        return 6 if self.second is None else 7

    def domain(self, domain: str, items: Sequence[IndicatorRow]) -> Markup:
        """Write a domain's title and its rows."""
        head = Markup(
            '<tr role="row" class="lb-spine-domain"><th scope="rowgroup" role="rowheader" colspan="{}">{}</th></tr>'
        ).format(self.columns, word(f"domain_{domain}", self.language))
        rows = Markup("").join(map(self._row, items))
        return Markup('<tbody role="rowgroup">{}{}</tbody>').format(head, rows)

    def _row(self, item: IndicatorRow) -> Markup:
        name = self._name(item)
        spine = self.spines.get(item.row.indicator)
        if spine is None or item.reference is None:
            hidden = Markup(
                '<tr role="row">{}<td role="cell" colspan="{}" class="lb-hidden"><span class="lb-hatch"'
                ' aria-hidden="true"></span>{} {}</td></tr>'
            )
            return hidden.format(name, self.columns - 1, hidden_because(item.row, self.language), mark(item.row))
        differs = Markup(' class="lb-differs"') if spine.certain else ""
        return Markup('<tr role="row"{}>{}{}</tr>').format(
            differs, name, self._cells(item, spine, _same(item.row, self.beside))
        )

    def _name(self, item: IndicatorRow) -> Markup:
        dataset = self.dataset
        link = page_link(item.indicator.name, overview_address("trends", dataset.view, indicator=item.indicator.id))
        mean = item.indicator.kind == Kind.SURVEY_MEAN
        scale = Markup(' <span class="lb-scale-of">0–10</span>') if mean else ""
        return Markup('<th scope="row" role="rowheader" class="lb-spine-name">{}{}{} {}</th>').format(
            link, scale, question_mark(item, dataset), year_tag(item.row, dataset.stamp, self.language)
        )

    def _cells(self, item: IndicatorRow, spine: Spine, other: Observation | None) -> Markup:
        label = verdict_label(item.row, Against.COUNTRY, item.indicator, item.breaks, self.language)
        alt = spine_alt(item, spine, other, self.dataset)
        picture = image(spine_picture(spine, self.half), alt, SPINE_WIDTH, SPINE_HEIGHT, "lb-spine-img")
        country = Markup(' data-name="{}"').format(word("level_country", self.language))
        cells = [("own", "", self._own(item)), ("country", country, self._beside(item.reference, item))]
        if self.second is not None:
            name = Markup(' data-name="{}"').format(self.second.name)
            cells.append(("second", name, self._beside(other, item)))
        cells += [("scale", "", picture), ("said", "", verdict_mark(label)), ("change", "", self._change(item))]
        return Markup("").join(SPINE_CELL.format(*cell) for cell in cells)

    def _own(self, item: IndicatorRow) -> Markup:
        marks = Markup(' <abbr class="lb-status" title="{}">{}</abbr>').format(
            mark_words(item.row, item.indicator, self.language), mark(item.row)
        )
        return self._amount(item.row, item) + (marks if mark(item.row) else Markup(""))

    def _beside(self, row: Observation | None, item: IndicatorRow) -> Markup:
        corrected = correction_sign(row, item.indicator, self.language) if row else Markup()
        return self._amount(row, item) + corrected

    def _amount(self, row: Observation | None, item: IndicatorRow) -> Markup:
        if row is None or row.value is None:
            return Markup('<span class="lb-no-change">–</span>')
        after = percent_sign(self.language) if item.indicator.unit == Unit.PERCENT else ""
        told = number(row.value, item.indicator.decimals, self.language)
        sign = Markup('<span class="lb-unit">{}</span>').format(after) if after else ""
        return Markup("<b>{}</b>{}").format(told, sign)

    def _change(self, item: IndicatorRow) -> Markup:
        """Write the certain change since the previous number, else since the first; a stroke where there is none."""
        language = self.language
        for against in (Against.PREVIOUS, Against.TREND):
            before = compared_with(item.row, self.dataset, against)
            if before is None or not outcome_in(item.row, against, self.dataset).differs:
                continue
            label = verdict_label(item.row, against, item.indicator, item.breaks, language)
            ends = [number(r.value or 0.0, item.indicator.decimals, language) for r in (before, item.row)]
            words = word("spine_since", language, earlier=ends[0], now=ends[1], **moments(before.period, language))
            unseen = Markup('<span class="lb-unseen">{}</span>').format(label.short)
            return verdict_mark(replace(label, short=words)) + unseen
        return Markup('<span class="lb-no-change">–</span>')
