"""The finding of a profile: in how many indicators an area differs from the country, in which, and what has changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from markupsafe import Markup

from contract.codes import Against, Kind, Level, Unit
from picture.query.model import Area, Dataset
from picture.query.rounding import rounded
from picture.text.findings.front import MEAN_SCALE, Finding, findings, front_headline, listed, printed_alike
from picture.text.names import area_name
from picture.text.outcomes import Outcome, outcome_in, outcomes, reasons
from picture.text.places import in_area
from picture.text.words import amount, capital, listing, moments, number, numeral, phrase, word

MOST_ON_A_SIDE = 6  # differences in one direction that the lead names


def profile_headline(dataset: Dataset) -> str:
    """Count the indicators in which the area differs from the country; of the country itself, tell its news."""
    if dataset.view.area_level == Level.COUNTRY:
        return front_headline(dataset)
    language = dataset.view.language
    area = area_name(dataset)
    found = outcomes(dataset, Against.COUNTRY)
    if not dataset.rows:
        return word("front_empty", language, area=area)
    tested = sum(one.tested for one in found)
    differ = sum(one.differs for one in found)
    if not tested:
        return _untested(found, dataset)
    if not differ:
        key = {1: "profile_none_one", 2: "profile_none_two"}.get(tested, "profile_none")
        return word(key, language, area=area, total=numeral(tested, language, "of"))
    if differ == tested:
        key = {1: "profile_differ_only", 2: "profile_differ_both"}.get(tested, "profile_differ_all")
        return word(key, language, area=area, total=numeral(tested, language, "in"))
    places = {"count": numeral(differ, language, "in"), "total": numeral(tested, language, "of")}
    return word("profile_differ", language, area=area, **places)


def _untested(found: Sequence[Outcome], dataset: Dataset) -> str:
    """Write that nothing was tested: plainly where all are registers' numbers, else why."""
    language = dataset.view.language
    area = area_name(dataset)
    if set(found) == {Outcome.REGISTER}:
        return word("profile_register", language, area=area)
    return word("profile_untested", language, area=area, reasons=reasons(found, language))


def profile_lead(dataset: Dataset) -> list[Markup]:
    """Write two paragraphs: what differs from the country with both numbers, then what has changed in the area."""
    if dataset.view.area_level == Level.COUNTRY:
        return []
    return [text for text in (_differences(dataset), _changes(dataset)) if text]


def _differences(dataset: Dataset) -> Markup:
    found = findings(dataset, Against.COUNTRY)
    if not found:
        return Markup("{}").format(smallest_difference(dataset))
    people = [one for one in found if one.indicator.kind != Kind.SURVEY_MEAN]
    more = [one for one in people if one.higher]
    fewer = [one for one in people if not one.higher]
    means = [one for one in found if one not in people]
    explained = next((one for one in (*more, *fewer, *means) if not printed_alike(one)), None)
    told = [_side(more, "more", explained, dataset), _side(fewer, "fewer_too" if more else "fewer", explained, dataset)]
    told += [_mean(one, explained, dataset) for one in means]
    return Markup(" ").join(text for text in told if text)


def _side(some: Sequence[Finding], way: str, first: Finding | None, dataset: Dataset) -> Markup:
    """Write what more, or fewer, people do than in the country; first: it says which number is whose."""
    if not some:
        return Markup("")
    language = dataset.view.language
    clauses = [f"{one.indicator.clause} {_numbers(one, first, dataset)}" for one in some[:MOST_ON_A_SIDE]]
    if len(some) > MOST_ON_A_SIDE:
        clauses.append(word("lead_more", language, count=len(some) - MOST_ON_A_SIDE))
    return phrase(f"profile_{way}", language, where=_where(dataset), clauses=listing(clauses, language))


def _mean(one: Finding, first: Finding | None, dataset: Dataset) -> Markup:
    return phrase(
        f"profile_mean_{'higher' if one.higher else 'lower'}",
        dataset.view.language,
        clause=capital(one.indicator.clause or ""),
        numbers=_numbers(one, first, dataset),
    )


def _numbers(one: Finding, first: Finding | None, dataset: Dataset) -> str:
    """Write both numbers in brackets, the area's first; only its own where both are printed alike."""
    language = dataset.view.language
    own = amount(one.row.value or 0.0, one.indicator, language)
    if printed_alike(one):
        return f"({own})"
    country = amount(one.before.value or 0.0, one.indicator, language)
    if one == first:
        country = word("profile_country_is", language, country=country).replace(" ", "\u00a0")
    between = ";" if one.indicator.decimals else ","
    return f"({own}{between}\u00a0{country})"


def _where(dataset: Dataset) -> str:
    view = dataset.view
    return in_area(Area(view.area_level, view.area, area_name(dataset)), view.language)


def smallest_difference(dataset: Dataset) -> str:
    """Write from how many percentage points on the area's sample shows a difference; empty where that is not stored."""
    least: list[int] = []
    for row in dataset.rows:
        indicator = dataset.indicator(row.indicator)
        stored = row.against(Against.COUNTRY)
        tested = stored is not None and outcome_in(row, Against.COUNTRY, dataset).tested
        if tested and stored is not None and stored.detectable and indicator.unit in {Unit.PERCENT, *MEAN_SCALE}:
            least.append(int(rounded(stored.detectable * MEAN_SCALE.get(indicator.unit, 1.0), 0)))
    if not least:
        return ""
    language = dataset.view.language
    ends = dict.fromkeys(number(end, 0, language) for end in (min(least), max(least)))
    return word("profile_smallest", language, where=_where(dataset), points="–".join(ends))


def _changes(dataset: Dataset) -> Markup:
    """Write what has changed since the wave before and, of the rest, since the first one; else that nothing has."""
    recent = findings(dataset, Against.PREVIOUS)
    told = {one.row.indicator for one in recent}
    longer = [one for one in findings(dataset, Against.TREND) if one.row.indicator not in told]
    parts = [_since(some, dataset) for some in (recent, longer) if some]
    if not recent:
        parts.insert(0, _unchanged(dataset))
    return Markup(" ").join(part for part in parts if part)


def _since(some: Sequence[Finding], dataset: Dataset) -> Markup:
    language = dataset.view.language
    usual = Counter(one.before.period for one in some).most_common(1)[0][0]
    changes = listed(some, replace(dataset, compared_with=Against.PREVIOUS), usual)
    return phrase("profile_since", language, changes=changes, **moments(usual, language))


def _unchanged(dataset: Dataset) -> Markup:
    """Write that no test has found a change since the wave before; nothing where none was tested."""
    found = [(row.against(Against.PREVIOUS), outcome_in(row, Against.PREVIOUS, dataset)) for row in dataset.rows]
    tested = Counter(stored.reference for stored, one in found if stored and one.tested)
    if not tested or any(one.differs for _, one in found):
        return Markup("")
    language = dataset.view.language
    return phrase("profile_no_change", language, **moments(tested.most_common(1)[0][0], language))
