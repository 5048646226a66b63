"""The finding of a map: which areas differ from the whole country, told from stored verdicts; then the numbers."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from contract.codes import Against, Language, Unit
from picture.query.model import Area, Dataset, Observation
from picture.query.rounding import rounded
from picture.text.findings.extremes import spread_sentence
from picture.text.outcomes import Outcome, named_reasons, no_map_sentence, outcomes, reference_sentences
from picture.text.places import in_area, in_areas
from picture.text.sentences import left_out, untold
from picture.text.words import amount, capital, listing, number, numeral, phrase, word

MOST_IN_TITLE = 3  # more areas are counted
MOST_IN_LEAD = 8
UNSAID = Markup("")


def map_headline(dataset: Dataset) -> str:
    """Name the areas that differ from the country, or count them; else say what may be said instead."""
    language = dataset.view.language
    if not any(r.shown for r in dataset.rows):
        return no_map_sentence(dataset)
    found = outcomes(dataset, Against.COUNTRY)
    if not any(r.shown and r.against(Against.COUNTRY) for r in dataset.rows):
        return _spread_title(dataset)
    higher = _areas(dataset, found, Outcome.HIGHER)
    lower = _areas(dataset, found, Outcome.LOWER)
    if higher or lower:
        return _differing(higher, lower, dataset)
    same = found.count(Outcome.NO_DIFFERENCE)
    if not same:
        return " ".join(left_out("map", [r.area.name for r in dataset.rows], found, language))
    key = {1: "map_none_one", 2: "map_none_two"}.get(same, "map_none")
    return f"{dataset.indicators[0].name}: {_small(word(key, language))}"


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]


def _areas(dataset: Dataset, found: Sequence[Outcome], wanted: Outcome) -> list[Area]:
    return [r.area for r, one in zip(dataset.rows, found, strict=True) if one == wanted]


def _topic(dataset: Dataset) -> tuple[str, str]:
    """Return of which kind the words of a difference are, and what they speak of."""
    indicator = dataset.indicators[0]
    if indicator.clause is None:
        return "name", indicator.name
    return ("share" if indicator.unit == Unit.PERCENT else "mean"), indicator.clause


def _differing(higher: list[Area], lower: list[Area], dataset: Dataset) -> str:
    """Write the title where some differ: the side with few areas by name, else how many there are on each."""
    language = dataset.view.language
    kind, topic = _topic(dataset)
    for way, areas in (("higher", higher), ("lower", lower)):
        if 0 < len(areas) <= MOST_IN_TITLE:
            return capital(word(f"finding_only_{way}_{kind}", language, areas=in_areas(areas, language), topic=topic))
    way = "both" if higher and lower else "higher" if higher else "lower"
    counts = {
        "higher": numeral(len(higher), language, "at"),
        "lower": numeral(len(lower), language, "at"),
        "total": numeral(len(dataset.rows), language, "of"),
    }
    return capital(word(f"finding_count_{way}_{kind}", language, topic=topic, **counts))


def _spread_title(dataset: Dataset) -> str:
    """Write between which figures areas lie that are not tested, with what they are of."""
    language = dataset.view.language
    indicator = dataset.indicators[0]
    values = [rounded(r.value, indicator.decimals) for r in dataset.rows if r.value is not None]
    if len(values) == 1 or min(values) == max(values):
        return f"{indicator.name}: {_small(spread_sentence(dataset.rows, indicator, 'map', language))}"
    told = word(
        "map_by_area",
        language,
        low=number(min(values), indicator.decimals, language),
        high=amount(max(values), indicator, language),
    )
    return f"{indicator.name}: {_small(told.rstrip('.'))}"


def map_lead(dataset: Dataset) -> Markup:
    """Write the numbers of the areas that the title names, who differs on the other side, and the rest in counts."""
    language = dataset.view.language
    if not any(r.shown for r in dataset.rows):
        return UNSAID
    found = outcomes(dataset, Against.COUNTRY)
    if not any(r.shown and r.against(Against.COUNTRY) for r in dataset.rows):
        return _spread_lead(dataset, found)
    told = [_numbers(dataset, found), *_other_sides(dataset, found), _rest(found, language)]
    told += [Markup("{}").format(one) for one in _left(dataset, found)]
    return Markup(" ").join(one for one in told if one)


def _named_in_title(dataset: Dataset, found: Sequence[Outcome]) -> Outcome | None:
    """Return the side that the title names."""
    for side in (Outcome.HIGHER, Outcome.LOWER):
        if 0 < found.count(side) <= MOST_IN_TITLE and len(found) == len(dataset.rows):
            return side
    return None


def _numbers(dataset: Dataset, found: Sequence[Outcome]) -> Markup:
    """Write the numbers of the areas that the title names and the country's, or the country's alone."""
    language = dataset.view.language
    country = next((r for r in dataset.reference if r.shown), None)
    side = _named_in_title(dataset, found)
    named = [r for r, one in zip(dataset.rows, found, strict=True) if one == side] if side else []
    if not named:
        if country is None:
            return UNSAID
        alone = _place_and_number(country, dataset)
        return alone[:1].upper() + alone[1:] + "."
    places = [str(_place_and_number(r, dataset)) for r in named]
    areas = Markup(listing(places, language))  # noqa: S704 - made of escaped parts
    begun = areas[:1].upper() + areas[1:]
    if country is None:
        return begun + "."
    return begun + phrase("lead_beside_country", language, country=_place_and_number(country, dataset))


def _place_and_number(row: Observation, dataset: Dataset) -> Markup:
    language = dataset.view.language
    return phrase(
        "lead_place",
        language,
        where=in_area(row.area, language),
        value=amount(row.value or 0.0, dataset.indicators[0], language),
    )


def _other_sides(dataset: Dataset, found: Sequence[Outcome]) -> list[Markup]:
    """Name the areas of a side that the title does not name; very many stand in the pictures."""
    language = dataset.view.language
    title = _named_in_title(dataset, found)
    kind = "share" if dataset.indicators[0].unit == Unit.PERCENT else "mean"
    told = []
    for side in (Outcome.HIGHER, Outcome.LOWER):
        areas = _areas(dataset, found, side)
        if side != title and areas and len(areas) <= MOST_IN_LEAD:
            told.append(phrase(f"lead_{side}_{kind}", language, areas=in_areas(areas, language)))
        elif side != title and areas and title is not None:
            key = f"lead_{side}_{kind}_many"
            told.append(phrase(key, language, count=numeral(len(areas), language, "at")))
    return told


def _rest(found: Sequence[Outcome], language: Language) -> Markup:
    """Write in how many areas a test found no difference, beside others that differ."""
    same = found.count(Outcome.NO_DIFFERENCE)
    if not same or not any(one.differs for one in found):
        return UNSAID
    key = "lead_rest_one" if same == 1 else "lead_rest"
    return Markup("{}").format(
        capital(word(key, language, **({} if same == 1 else {"count": numeral(same, language, "at")})))
    )


def _left(dataset: Dataset, found: Sequence[Outcome]) -> list[str]:
    if not any(one.tested for one in found):
        return []
    return left_out("map", [r.area.name for r in dataset.rows], found, dataset.view.language)


def _spread_lead(dataset: Dataset, found: Sequence[Outcome]) -> Markup:
    """Write what else may be said where nothing is tested: the country, why there is no test, who has no number."""
    language = dataset.view.language
    shown = [one for r, one in zip(dataset.rows, found, strict=True) if r.shown]
    told = reference_sentences(dataset)
    told += untold("map", shown, dataset) if len(shown) > 1 else []
    without = [(r.area.name, one) for r, one in zip(dataset.rows, found, strict=True) if not r.shown]
    if without:
        why = named_reasons([name for name, _ in without], [one for _, one in without], language)
        key = "map_without_one" if len(without) == 1 else "map_without"
        count = numeral(len(without), language)
        told.append(capital(word(key, language, count=count, total=numeral(len(found), language, "of"), reasons=why)))
    return Markup("{}").format(" ".join(told))
