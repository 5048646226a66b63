"""The signs that a picture with dots holds, and what each means."""

from __future__ import annotations

from contract.codes import Against
from picture.charts.dot_plot import dot_colour
from picture.charts.palette import DOT, NEITHER, WHITE
from picture.query.model import Answer, Row
from picture.text.words import word


def signs_of(answer: Answer) -> list[tuple[str, str]]:
    """List the signs that a picture with dots holds (see spark.key) and what each means."""
    language = answer.view.language
    against = answer.compared_with
    ends = "change" if against == Against.PREVIOUS else "difference"
    dots = {dot_colour(r, against) for r in answer.rows if r.shown and _has_dot(r, answer)}
    signs = [("certain", f"certain_{ends}"), ("open", f"no_significant_{ends}")] if dots & {DOT, WHITE} else []
    signs += [("grey", "no_comparison")] if signs and NEITHER in dots else []
    signs += [("interval", "interval_95")] if any(r.ci_low is not None for r in answer.rows) else []
    if answer.kind in {"front", "profile"}:
        signs.append(("previous", "previous_period") if ends == "change" else ("country", "legend_country"))
        signs += [("break", "series_break")] if answer.breaks else []
    return [(sign, word(name, language)) for sign, name in signs]


def _has_dot(row: Row, answer: Answer) -> bool:
    """Tell whether a number is drawn as a dot: beside others of its kind always, in an overview only as a share."""
    units = {i.id: i.unit for i in answer.indicators}
    return answer.kind in {"map", "groups"} or units[row.indicator] == "percent"
