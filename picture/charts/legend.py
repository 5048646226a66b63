"""The signs that a picture with dots holds, and what each means."""

from __future__ import annotations

from contract.codes import Against
from picture.charts.dot_plot import dot_colour
from picture.charts.palette import DOT, NEITHER, WHITE
from picture.query.model import Dataset, Observation
from picture.text.words import word


def signs_of(dataset: Dataset) -> list[tuple[str, str]]:
    """List the signs that a picture with dots holds (see spark.key) and what each means."""
    language = dataset.view.language
    against = dataset.compared_with
    ends = "change" if against == Against.PREVIOUS else "difference"
    dots = {dot_colour(r, against) for r in dataset.rows if r.shown and _has_dot(r, dataset)}
    signs = [("certain", f"certain_{ends}"), ("open", f"no_significant_{ends}")] if dots & {DOT, WHITE} else []
    signs += [("grey", "no_comparison")] if signs and NEITHER in dots else []
    signs += [("interval", "interval_95")] if any(r.ci_low is not None for r in dataset.rows) else []
    if dataset.kind in {"front", "profile"}:
        signs.append(("previous", "previous_period") if ends == "change" else ("country", "legend_country"))
        signs += [("break", "series_break")] if dataset.breaks else []
    return [(sign, word(name, language)) for sign, name in signs]


def _has_dot(row: Observation, dataset: Dataset) -> bool:
    """Tell whether a number is drawn as a dot: beside others of its kind always, in an overview only as a share."""
    units = {i.id: i.unit for i in dataset.indicators}
    return dataset.kind in {"map", "groups"} or units[row.indicator] == "percent"
