"""The signs that a picture with dots holds, and what each means."""

from __future__ import annotations

from collections.abc import Iterable

from contract.codes import Against, Unit
from picture.charts.dot_plot import dot_colour
from picture.charts.palette import DOT, NEITHER, WHITE
from picture.query.model import Dataset, Observation
from picture.text.words import word

Sign = tuple[str, str]  # which one (see `sparkline.legend_sign`), what it means


def dot_signs(dataset: Dataset) -> list[Sign]:
    """List the signs of areas or groups drawn as dots beside each other."""
    return _signs(dataset, dataset.rows)


def overview_signs(dataset: Dataset) -> list[Sign]:
    """List the signs of an overview of indicators, in which only shares are drawn as dots."""
    language = dataset.view.language
    shares = {i.id for i in dataset.indicators if i.unit == Unit.PERCENT}
    signs = _signs(dataset, [r for r in dataset.rows if r.indicator in shares])
    before = dataset.compared_with == Against.PREVIOUS
    signs.append(
        ("previous", word("previous_period", language)) if before else ("country", word("legend_country", language))
    )
    return [*signs, *([("break", word("series_break", language))] if dataset.breaks else [])]


def no_signs(dataset: Dataset) -> list[Sign]:  # noqa: ARG001 - has the form of the others
    """List no sign: lines carry their names."""
    return []


def _signs(dataset: Dataset, rows: Iterable[Observation]) -> list[Sign]:
    against = dataset.compared_with
    ends = "change" if against == Against.PREVIOUS else "difference"
    dots = {dot_colour(r, against) for r in rows if r.shown}
    signs = [("certain", f"certain_{ends}"), ("open", f"no_significant_{ends}")] if dots & {DOT, WHITE} else []
    signs += [("grey", "no_comparison")] if signs and NEITHER in dots else []
    signs += [("interval", "interval_95")] if any(r.ci_low is not None for r in dataset.rows) else []
    return [(sign, word(name, dataset.view.language)) for sign, name in signs]
