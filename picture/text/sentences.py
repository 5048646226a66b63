"""Verdicts -> sentences. They speak of a change or a difference only where a stored verdict allows it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from contract.codes import Against, Direction, Language, Level, Unit, Verdict
from picture.query.model import Break, Dataset, Indicator, Observation
from picture.query.series import newest_break
from picture.text.extremes import spread_sentence
from picture.text.names import area_name, group_name
from picture.text.outcomes import Outcome, no_map_sentence, number_sentence, outcome, reasons, reference_sentences
from picture.text.words import amount, listing, number, period, word


def comparison_sentence(row: Observation, against: Against, breaks: Iterable[Break], language: Language) -> str:
    """Write what a stored comparison allows to say; an empty text where nothing was compared."""
    found = row.against(against)
    if found is None:
        return ""
    reason = _reason(row, breaks)
    return word(
        f"{against}_{found.verdict}", language, reference=period(found.reference), reason=reason, group=row.group.name
    ).strip()


def _reason(row: Observation, breaks: Iterable[Break]) -> str:
    """Return why earlier periods cannot be compared."""
    newest = newest_break(row, breaks)
    return newest.reason if newest else ""


def map_headline(dataset: Dataset) -> str:
    """Name the areas that differ from the country, and count those of which that cannot be said."""
    language = dataset.view.language
    found = [outcome(r, Against.COUNTRY) for r in dataset.rows]
    if not any(r.shown for r in dataset.rows):
        return no_map_sentence(dataset)
    if all(one == Outcome.UNTESTED for r, one in zip(dataset.rows, found, strict=True) if r.shown):
        return _untested_map(dataset)
    told = [
        word(f"map_{one}", language, areas=listing(names, language))
        for one in (Outcome.HIGHER, Outcome.LOWER)
        if (names := [r.area.name for r, o in zip(dataset.rows, found, strict=True) if o == one])
    ]
    if Outcome.NO_DIFFERENCE in found:
        told.append(word("map_rest" if told else "map_none", language))
    if untested := sum(not one.tested for one in found):
        told.append(word("map_untested", language, count=untested, total=len(found)))
    return " ".join(told)


def _untested_map(dataset: Dataset) -> str:
    """Write between which figures the areas lie, and how many have none."""
    language = dataset.view.language
    told = [spread_sentence(dataset.rows, dataset.indicators[0], "map", language)]
    if without := sum(not r.shown for r in dataset.rows):
        told.append(word("map_without", language, count=without, total=len(dataset.rows)))
    return " ".join(told)


def trend_headline(dataset: Dataset) -> str:
    """Write the number of the asked period, and how it has changed."""
    language = dataset.view.language
    last = told_row(dataset)
    if last is None:
        return word("not_on_level", language)
    told = [number_sentence(last, dataset.indicators[0], language) + "."]
    if last.value is not None:
        told += [comparison_sentence(last, against, dataset.breaks, language) for against in worth_telling(last)]
        told.append(_untested_change(last, dataset))
    return " ".join(t for t in told if t)


def _untested_change(last: Observation, dataset: Dataset) -> str:
    """Write why no change is told of a sample's series: its publisher gave no intervals; else an empty text."""
    tested = any(last.against(against) for against in (Against.PREVIOUS, Against.TREND))
    series = [r for r in dataset.rows if dataset.view.chose(r.area) and r.shown]
    if tested or not dataset.indicators[0].sampled or len(series) == 1 or any(r.ci_low is not None for r in series):
        return ""
    return word("trend_untested", dataset.view.language)


def told_row(dataset: Dataset) -> Observation | None:
    """Return the number of a trend that its sentence tells: the chosen area's in the asked period, else its latest."""
    mine = [r for r in dataset.rows if dataset.view.chose(r.area)]
    return next((r for r in mine if r.period == dataset.view.period), mine[-1] if mine else None)


def worth_telling(row: Observation) -> list[Against]:
    """Choose what to say of a change: the trend only where it says more than the change since the period before."""
    previous = row.against(Against.PREVIOUS)
    trend = row.against(Against.TREND)
    if previous and trend and trend.verdict != Verdict.NOT_COMPARABLE and trend.reference != previous.reference:
        return [Against.PREVIOUS, Against.TREND]
    return [Against.PREVIOUS if previous else Against.TREND]


def groups_headline(dataset: Dataset) -> str:
    """Name the groups that differ from the one that they are compared with."""
    language = dataset.view.language
    found = [outcome(r, Against.GROUP) for r in dataset.rows]
    if not dataset.rows:
        return " ".join([word("groups_empty", language), *reference_sentences(dataset)])
    if not any(r.shown for r in dataset.rows):
        return word("groups_withheld", language, reasons=reasons(found, language))
    compared = [one for r, one in zip(dataset.rows, found, strict=True) if r.against(Against.GROUP)]
    if not compared:
        return _untested_groups(dataset)
    told = [
        word(f"group_{one}", language, groups=", ".join(names))
        for one in (Outcome.HIGHER, Outcome.LOWER)
        if (names := [group_name(r) for r, o in zip(dataset.rows, found, strict=True) if o == one])
    ]
    if told:
        return " ".join(told)
    told = [word("groups_none", language)] if Outcome.NO_DIFFERENCE in compared else []
    if untested := sum(not one.tested for one in compared):
        why = {"count": untested, "total": len(compared), "reasons": reasons(compared, language)}
        told.append(word("groups_undecided", language, **why))
    return " ".join(told)


def _untested_groups(dataset: Dataset) -> str:
    """Write how groups of a register lie, which has no sampling error, and why a sample's were not compared."""
    language = dataset.view.language
    indicator = dataset.indicators[0]
    if not indicator.sampled or sum(r.shown for r in dataset.rows) == 1:
        return spread_sentence(dataset.rows, indicator, "groups", language)
    intervals = any(r.ci_low is not None for r in dataset.rows)
    return word("groups_not_tested" if intervals else "groups_untested", language)


def profile_headline(dataset: Dataset) -> str:
    """Count the indicators in which the area differs from the country."""
    language = dataset.view.language
    area = area_name(dataset)
    if dataset.view.area_level == Level.COUNTRY:
        return word("profile_country", language)
    found = [outcome(r, Against.COUNTRY) for r in dataset.rows]
    if not dataset.rows:
        return word("not_on_level", language)
    tested = sum(one.tested for one in found)
    differ = sum(one.differs for one in found)
    if not tested:
        return _untested("profile", found, dataset)
    if not differ:
        return word("profile_none", language, area=area, total=tested)
    return word("profile_differs", language, area=area, count=differ, total=tested)


def _untested(page: str, found: list[Outcome], dataset: Dataset) -> str:
    """Write that nothing was tested: plainly where no number is from a sample or has an earlier one, else why."""
    language = dataset.view.language
    area = area_name(dataset)
    if set(found) == {Outcome.UNTESTED}:
        return word(f"{page}_not_tested", language, area=area)
    return word(f"{page}_untested", language, area=area, reasons=reasons(found, language))


def front_headline(dataset: Dataset) -> str:
    """Count what has changed for better or worse; all rows are counted, also those of which nothing can be said."""
    language = dataset.view.language
    found = [outcome(r, Against.PREVIOUS) for r in dataset.rows]
    if not dataset.rows:
        return word("not_on_level", language)
    others = reasons(found, language)
    tested = sum(one.tested for one in found)
    if not tested:
        return _untested("front", found, dataset)
    counts = Counter(_judged(one, dataset.indicator(r.indicator)) for r, one in zip(dataset.rows, found, strict=True))
    told = [word("front_counts", language, **{key: counts[key] for key in ("better", "worse", "same")})]
    told += [word("front_changed", language, count=counts["changed"])] if counts["changed"] else []
    total = f"{', '.join(told)} ({word('front_total', language, total=tested)})."
    if not others:
        return total
    return f"{total} {word('others', language, count=len(found) - tested, reasons=others)}"


def _judged(found: Outcome, indicator: Indicator) -> str:
    if not found.differs:
        return "same" if found.tested else "untested"
    if indicator.direction == Direction.NEITHER:
        return "changed"
    return "better" if found.value == indicator.direction else "worse"


def changes(dataset: Dataset) -> list[str]:
    """Write what has changed since the period before, and what cannot be compared, one sentence each.

    That nothing has changed is said only of numbers whose tests found no difference; where nothing was tested, why.
    """
    language = dataset.view.language
    told = [line for row in dataset.rows if (line := _change(row, dataset, language))]
    found = [outcome(r, Against.PREVIOUS) for r in dataset.rows]
    if any(one.differs for one in found) or (told and len(told) == len(found)):
        return told
    return [_no_change(found, dataset), *told]


def _no_change(found: list[Outcome], dataset: Dataset) -> str:
    language = dataset.view.language
    others = reasons(found, dataset.view.language)
    if not found:
        return word("not_on_level", language)
    tested = sum(one.tested for one in found)
    if not tested:
        return _untested("front", found, dataset)
    if not others:
        return word("changed_nothing", language)
    rest = word("others", language, count=len(found) - tested, reasons=others)
    return f"{word('changed_none_of', language, count=tested)} {rest}"


def _change(row: Observation, dataset: Dataset, language: Language) -> str:
    """Write how one number has changed, or across which break it cannot be compared; else an empty text."""
    found = row.against(Against.PREVIOUS)
    one = outcome(row, Against.PREVIOUS)
    indicator = dataset.indicator(row.indicator)
    if found is None or not (one.differs or found.verdict == Verdict.NOT_COMPARABLE):
        return ""
    times = {"indicator": indicator.name, "reference": period(found.reference), "period": period(row.period)}
    if found.verdict == Verdict.NOT_COMPARABLE:
        return word("changed_break", language, **times, reason=_reason(row, dataset.breaks))
    before = next((r for r in dataset.history if (r.indicator, r.period) == (row.indicator, found.reference)), None)
    if before is None or before.value is None or row.value is None:
        return f"{indicator.name}: {comparison_sentence(row, Against.PREVIOUS, dataset.breaks, language)}"
    ends = {"before": amount(before.value, indicator, language), "after": amount(row.value, indicator, language)}
    return word("changed_up" if one == Outcome.HIGHER else "changed_down", language, **times, **ends)


def detectable_sentence(dataset: Dataset) -> str:
    """Write the smallest change that the chosen area's sample could show; an empty text where none was stored."""
    language = dataset.view.language
    indicator = dataset.indicators[0]
    told = told_row(dataset)
    found = told.against(Against.PREVIOUS) if told else None
    if found is None or found.detectable is None or indicator.unit != Unit.PERCENT:
        return ""
    value = number(found.detectable, indicator.decimals, language)
    return word("mark_detectable_one", language) if value == "1" else word("mark_detectable", language, value=value)
