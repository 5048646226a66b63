"""The slides of a profile: what differs from the country on one scale; what has changed; every number as a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pptx.presentation import Presentation as Deck

from contract.codes import Against, Level
from picture.export.pptx.chart.book import cell_row
from picture.export.pptx.chart.spine import SpineRow, spine_chart, spine_entries
from picture.export.pptx.key import draw_chart
from picture.export.pptx.kinds.alone import lone_number_slide
from picture.export.pptx.kinds.changes import changes_slide
from picture.export.pptx.kinds.tables import MOST_TABLE_ROWS, table_slide, table_slides
from picture.export.pptx.layout import WIDE_LAYOUT
from picture.export.pptx.parts import beside
from picture.export.pptx.slide import add_slide
from picture.html.profile.spine import factor_of, spine_of
from picture.query.model import Dataset, Observation
from picture.text.alt_text import overview_alt_text
from picture.text.captions import Captions, captions_of_part, part_of
from picture.text.findings.front import findings
from picture.text.labels import mark
from picture.text.names import dated_name
from picture.text.outcomes import outcome_in
from picture.text.reading.profile import profile_reading
from picture.text.words import amount, word

MOST_SPINE_ROWS = 12  # on one slide


def profile_slides(deck: Deck, dataset: Dataset, captions: Captions) -> None:
    """Draw what differs from the country, else all that was compared; of the country itself what has changed."""
    if dataset.view.area_level == Level.COUNTRY:
        changes_slide(deck, dataset, captions)
        return
    certain = [one.row for one in findings(dataset, Against.COUNTRY)]
    drawn = certain or [row for row in dataset.rows if outcome_in(row, Against.COUNTRY, dataset).tested]
    told = [row for row in dataset.rows if row.shown] or (dataset.rows if _any_shown(dataset.reference) else ())
    if drawn:
        _spine_slide(deck, dataset, captions, _by_side(drawn, dataset)[:MOST_SPINE_ROWS], certain=bool(certain))
    elif told:
        table_slide(deck, dataset, captions, told[:MOST_TABLE_ROWS])
    else:
        lone_number_slide(deck, dataset, captions, None)


def more_profile_slides(deck: Deck, dataset: Dataset, captions: Captions) -> None:
    """Draw what has changed in the area, then write every number with its verdict."""
    if dataset.view.area_level != Level.COUNTRY and any(
        findings(dataset, against) for against in (Against.PREVIOUS, Against.TREND)
    ):
        changes_slide(deck, replace(dataset, compared_with=Against.PREVIOUS), captions)
    table_slides(deck, dataset, captions)


def _any_shown(rows: Sequence[Observation]) -> bool:
    return any(row.shown for row in rows)


def _by_side(rows: Sequence[Observation], dataset: Dataset) -> list[Observation]:
    """Put the largest difference upwards first and the largest downwards last."""
    country = {row.indicator: row.value or 0.0 for row in dataset.reference}

    def difference(row: Observation) -> float:
        return ((row.value or 0.0) - country.get(row.indicator, 0.0)) * factor_of(dataset.indicator(row.indicator))

    return sorted(rows, key=difference, reverse=True)


def _spine_slide(
    deck: Deck, dataset: Dataset, captions: Captions, rows: Sequence[Observation], *, certain: bool
) -> None:
    language = dataset.view.language
    part = part_of(dataset, rows, beside(dataset, rows))
    alt = overview_alt_text(part, "dots")
    under = captions_of_part(captions, part)
    scale = word("spine_scale", language)
    notes = "\n".join(text for text in (profile_reading(part), under.notes) if text)
    under = replace(under, title=captions.title, subtitle=f"{captions.subtitle} · {scale}", alt=alt, notes=notes)
    second = next((row.area.name for row in part.second if row.shown), "")
    lines = [word("slide_only_certain", language)] if certain else []
    lines += [word("slide_second_untested", language, area=second)] if second else []
    if any(factor_of(dataset.indicator(row.indicator)) != 1 for row in rows):
        lines.append(word("spine_note_means", language))
    slide = add_slide(deck, WIDE_LAYOUT, part, under, [" ".join(lines)])
    drawn = [_row(row, part) for row in rows]
    key = spine_entries(drawn, second, part)
    draw_chart(slide, lambda size: spine_chart(drawn, second, part, captions.link, size), key, scale, alt)


def _row(row: Observation, part: Dataset) -> SpineRow:
    indicator = part.indicator(row.indicator)
    language = part.view.language
    country = next(r for r in part.reference if r.indicator == row.indicator)
    second = next((r for r in part.second if r.indicator == row.indicator and r.shown), None)
    own, other = (amount(one.value or 0.0, indicator, language) for one in (row, country))
    cells = [one for one in (row, country, second) if one is not None]
    return SpineRow(
        name=f"{dated_name(row, indicator, part)} {mark(row)}".rstrip(),
        spine=spine_of(row, country, part.regions, part, second),
        cells=tuple(cell_row(one, f"{indicator.name}, {one.area.name}", indicator.id, part) for one in cells),
        told=word("beside_country", language, value=own, country=other),
    )
