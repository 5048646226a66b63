"""The signs that a picture with dots holds, and what each means."""

from __future__ import annotations

from collections.abc import Sequence

from contract.codes import Against, Unit
from picture.charts.dot_plot import dot_colour
from picture.charts.group_plot import group_sign
from picture.charts.palette import DOT, NEITHER, WHITE
from picture.query.groups.blocks import blocks_of
from picture.query.indicator_rows import DOMAINS, indicator_row
from picture.query.model import Dataset, Observation
from picture.text.words import word

GROUP_SIGNS = {  # in the order of the key, and the words of each
    "certain": "certain_difference",
    "open": "no_significant_difference",
    "grey": "groups_untested_sign",
    "reference": "groups_reference_sign",
}
Sign = tuple[str, str]  # which one (see `sparkline.legend_sign`), what it means


def dot_signs(dataset: Dataset) -> list[Sign]:
    """List the signs of areas drawn as dots beside each other."""
    return _signs(dataset, dataset.rows)


def group_signs(dataset: Dataset) -> list[Sign]:
    """List the signs of groups in blocks: what a dot says of its group, which one is the reference, the interval."""
    language = dataset.view.language
    drawn: set[str] = set()
    for block in blocks_of(dataset):
        drawn |= {group_sign(row, block, dataset) for row in block.rows if row.shown}
    if drawn == {"grey"}:  # nothing to tell it from
        drawn = set()
    told = [(sign, word(GROUP_SIGNS[sign], language)) for sign in GROUP_SIGNS if sign in drawn]
    return told + [one for one in _signs(dataset, dataset.rows) if one[0] == "interval"]


def overview_signs(dataset: Dataset) -> list[Sign]:
    """List the signs of an overview of indicators, in which only shares are drawn as dots."""
    language = dataset.view.language
    shares = {i.id for i in dataset.indicators if i.unit == Unit.PERCENT and i.domain in DOMAINS}
    drawn = [r for r in dataset.rows if r.indicator in shares and r.shown]
    signs = _signs(dataset, drawn)
    if any(_beside(r, dataset) for r in drawn):
        before = dataset.compared_with == Against.PREVIOUS
        signs.append(
            ("previous", word("previous_period", language)) if before else ("country", word("legend_country", language))
        )
    second = [r.area.name for r in dataset.second if r.shown and r.indicator in shares]
    signs += [("second", name) for name in second[:1]]
    return [*signs, *([("break", word("series_break", language))] if dataset.breaks else [])]


def _beside(row: Observation, dataset: Dataset) -> bool:
    """Return whether the number compared with is drawn beside this one."""
    other = indicator_row(row, dataset.indicator(row.indicator), dataset, dataset.compared_with).reference
    return other is not None and other.shown


def no_signs(dataset: Dataset) -> list[Sign]:  # noqa: ARG001 - has the form of the others
    """List no sign: lines carry their names."""
    return []


def _signs(dataset: Dataset, rows: Sequence[Observation]) -> list[Sign]:
    against = dataset.compared_with
    ends = "change" if against == Against.PREVIOUS else "difference"
    dots = {dot_colour(r, against) for r in rows if r.shown}
    meanings = ((DOT, "certain", f"certain_{ends}"), (WHITE, "open", f"no_significant_{ends}"))
    signs = [(sign, name) for colour, sign, name in meanings if colour in dots]
    signs += [("grey", "no_comparison")] if signs and NEITHER in dots else []
    shown = [r for r in rows if r.shown]
    some = sum(r.ci_low is not None for r in shown)
    signs += [("interval", "interval_95" if some == len(shown) else "interval_95_some")] if some else []
    return [(sign, word(name, dataset.view.language)) for sign, name in signs]
