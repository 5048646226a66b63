"""Questions to discuss, made of what an area's figures say."""

from __future__ import annotations

from contract.codes import Against, Kind, Level
from picture.query.model import Dataset
from picture.text.findings.front import Finding, findings
from picture.text.report.findings import told_difference
from picture.text.words import word


def to_discuss(dataset: Dataset) -> list[str]:
    """Write what lies behind the worst change and the largest difference, whom the survey misses, what to decide."""
    language = dataset.view.language
    changes = findings(dataset, Against.PREVIOUS) or findings(dataset, Against.TREND)
    change = next((one for one in changes if one.better is False), changes[0] if changes else None)
    of_country = dataset.view.area_level == Level.COUNTRY
    differences = [] if of_country else findings(dataset, Against.COUNTRY)
    told = [_told_change(change, dataset)] if change else []
    told += [told_difference(one, dataset) for one in differences[:1]]
    behind = [word("report_ask_why", language, told=one) for one in told]
    return [*behind, word("report_ask_reached", language), word("report_ask_decide", language)]


def _told_change(one: Finding, dataset: Dataset) -> str:
    if one.indicator.kind == Kind.SURVEY_MEAN:
        way = "rose" if one.higher else "fell"
    else:
        way = "more" if one.higher else "fewer"
    return word(f"news_time_{way}", dataset.view.language, clause=one.indicator.clause)
