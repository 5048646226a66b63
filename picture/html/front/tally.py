"""How many headline indicators are better, worse or the same: a mark for each, which leads to its row."""

from __future__ import annotations

from collections import Counter

from markupsafe import Markup

from contract.codes import Against
from picture.html.front.counted import Counted, CountedGroup, every_counted
from picture.query.model import Dataset
from picture.text.words import moments, word

TALLY_ORDER: tuple[CountedGroup, ...] = ("better", "worse", "changed", "same", "untested")
TALLY_MARK = Markup('<a class="lb-mark lb-{}" href="#lb-row-{}" title="{}" aria-label="{}">{}</a>')
NO_MARK = "≠"  # where a row's own words say it without a mark


def tally(dataset: Dataset) -> Markup:
    """Write the count of every row on the panels; the parts add up to the whole. Nothing where there are no rows."""
    rows = every_counted(dataset)
    if not rows:
        return Markup("")
    parts = Markup("").join(_part(group, rows, dataset) for group in TALLY_ORDER)
    return Markup('<div class="lb-tally"><p>{}</p><ul>{}</ul></div>').format(_head(rows, dataset), parts)


def _head(rows: list[Counted], dataset: Dataset) -> Markup:
    """Write what the page compares with, and how many rows are counted."""
    language = dataset.view.language
    key = "tally_one" if len(rows) == 1 else "tally_many"
    count = Markup("<b>{}</b>").format(word(key, language, count=len(rows)))
    if dataset.compared_with == Against.COUNTRY:
        return Markup("{} {}").format(word("tally_country", language), count)
    stored = (one.item.row.against(dataset.compared_with) for one in rows)
    references = Counter(found.reference for found in stored if found)
    if not references:
        return count
    usual = references.most_common(1)[0][0]
    return Markup("{} {}").format(word("tally_since", language, **moments(usual, language)), count)


def _part(group: CountedGroup, rows: list[Counted], dataset: Dataset) -> Markup:
    found = [one for one in rows if one.group == group]
    if not found:
        return Markup("")
    key = "country" if dataset.compared_with == Against.COUNTRY and group in {"changed", "same"} else "time"
    words = word(f"tally_{group}_{key}", dataset.view.language, count=len(found))
    marks = Markup("").join(_mark(one) for one in found)
    return Markup('<li class="lb-tally-{}"><span class="lb-marks">{}</span> <span>{}</span></li>').format(
        group, marks, words
    )


def _mark(one: Counted) -> Markup:
    name = one.item.indicator.name
    tone = "unsure" if one.group == "untested" else one.label.tone
    return TALLY_MARK.format(tone, one.item.row.indicator, name, name, one.label.mark or NO_MARK)
