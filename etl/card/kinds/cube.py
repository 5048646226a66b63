"""A card for a cube: JSON-stat, SDMX or PX."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from contract.codes import COUNTRY
from etl.card.columns import columns_headed, distinct, group_example, groups_of, is_period, names_of, newest_period
from etl.card.common import Subject, counts, head, indicator, level_and_year, no_areas, told_by_people
from etl.card.draft import Draft, line
from etl.card.places import Places, places_of
from etl.read.declared.notes import name_of
from etl.read.formats.table import SourceTable

FEWEST = 0.02  # of the categories of the dimension of areas must be areas of one level: several levels stand in one
MEASURES = ("value", "status")


@dataclass(frozen=True, slots=True)
class Found:
    """What the dimensions of a cube are; `choose`: those of which one category is wanted."""

    dims: Mapping[str, Mapping[str, str]]  # dimension: category = its label
    period: str | None
    area: str | None
    places: Sequence[Places]
    labelled: bool  # the areas are known by their labels only
    group: tuple[str, str, Mapping[str, str]] | None  # our dimension, that of the cube, category = our code
    choose: Sequence[str]


def cube_card(subject: Subject, raw: SourceTable) -> Draft:
    """Propose a card for a cube."""
    found = find_dimensions(raw, subject)
    draft = Draft(subject.language)
    period = newest_period(found.dims[found.period]) if found.period else None
    head(draft, subject, "cube", period)
    _notes(draft, raw)
    told_by_people(draft)
    draft.part("cube")
    labels = chain.from_iterable(found.dims[name].values() for name in found.choose)
    indicator(draft, subject, [subject.path.stem, *labels])
    for key, name in (("area", found.area), ("period", found.period)):
        if name:
            draft.put(key, name)
        else:
            draft.ask(key, "…", "dimension", dims=[*found.dims])
    if found.places:
        level_and_year(draft, found.places)
    else:
        no_areas(draft)
    _select(draft, found)
    _areas(draft, found)
    _groups(draft, found)
    _statuses(draft, raw)
    counts(draft)
    return draft


def find_dimensions(raw: SourceTable, subject: Subject) -> Found:
    """Find what the dimensions are by their categories, and by their names where several could be."""
    dims = {name: distinct(raw, name) for name in names_of(raw) if name not in MEASURES}
    headed = columns_headed([*dims], ("period", "area"))
    periods = [name for name, known in dims.items() if is_period(known)]
    period = headed["period"] if headed.get("period") in periods else next(iter(periods[:1]), None)
    places = {}
    labelled = set()
    for name, known in dims.items():
        if name == period or len(known) < 2:  # noqa: PLR2004
            continue
        by_code = places_of({code: code for code in known}, subject.areas, FEWEST, known)
        by_label = places_of(known, subject.areas, FEWEST)
        if by_label and (not by_code or len(by_label[0].codes) > len(by_code[0].codes)):
            labelled.add(name)
        if by_code or by_label:
            places[name] = by_label if name in labelled else by_code
    area = (
        headed["area"]
        if headed.get("area") in places
        else max(places, key=lambda one: len(places[one][0].codes), default=None)
    )
    others = [name for name, known in dims.items() if name not in {period, area} and len(known) > 1]
    group = _group(others, dims, subject)
    choose = [name for name in others if group is None or name != group[1]]
    return Found(dims, period, area, places.get(area or "", ()), area in labelled, group, choose)


def _group(
    others: Sequence[str], dims: Mapping[str, Mapping[str, str]], subject: Subject
) -> tuple[str, str, Mapping[str, str]] | None:
    """Return the dimension that divides the population in a way that the catalogue has."""
    for name in others:
        for dimension, codes in groups_of(dims[name], subject.catalogue):
            if len(set(codes.values())) > 1:
                return dimension.dim, name, codes
    return None


def _notes(draft: Draft, raw: SourceTable) -> None:
    if raw.notes:
        draft.remark("notes")
        draft.ask("accepted_notes", [{"note": name_of(note)} for note in raw.notes])


def _select(draft: Draft, found: Found) -> None:
    draft.part("cube.select")
    if found.choose:
        draft.remark("select")
    for name in found.choose:
        known = found.dims[name]
        draft.ask(name, next(iter(known)))
        draft.list(f"{code} = {label}" if label != code else code for code, label in known.items())


def _areas(draft: Draft, found: Found) -> None:
    """Write our code of every area, where only the labels say which it is."""
    if not found.labelled:
        return
    draft.part("cube.areas")
    draft.remark("areas_labelled", others=found.places[0].others)
    codes = dict(found.places[0].codes)
    for category, label in found.dims[found.area or ""].items():
        if COUNTRY in (category, label):
            codes[category] = COUNTRY
    for category, code in codes.items():
        draft.put(category, code)


def _groups(draft: Draft, found: Found) -> None:
    if found.group is None:
        return
    dim, name, codes = found.group
    draft.remark("groups", column=name, dim=dim)
    draft.part("cube.groups")
    draft.put(dim, name)
    draft.part(f"cube.groups.codes.{dim}")
    for category, label in found.dims[name].items():
        if category in codes:
            draft.put(category, codes[category])
        else:
            draft.ask(category, group_example(label), "category_unknown", label=label)


def _statuses(draft: Draft, raw: SourceTable) -> None:
    signs = [*distinct(raw, "status")]
    if signs:
        draft.part("cube.status")
        draft.remark("statuses", signs=signs)
        draft.lines.extend([f"# {line(sign, '…')}" for sign in signs])
