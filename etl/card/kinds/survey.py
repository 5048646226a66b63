"""A card for the answers of respondents."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from contract.actions.codes import Sampling
from contract.codes import Language
from contract.errors import UserError
from etl.card.columns import columns_headed, distinct, group_example, groups_of, names_of, scales_of
from etl.card.common import Subject, head, level_and_year, told_by_people
from etl.card.draft import Draft, line
from etl.card.kinds.table import layout_part
from etl.card.look import Layout
from etl.card.places import Places, places_of
from etl.config.catalogue.catalogue import Catalogue
from etl.config.survey.fieldwork import Fieldwork
from etl.read.formats.table import SourceTable

ROLES = ("respondent", "weight", "design_weight", "stratum", "psu", "fpc", "area")
MOST_CODES = 60  # different values of a column of areas or groups
EXAMPLES = {
    "sampled": 1000,
    "modes": ["web", "paper"],
    "first_day": date(2026, 2, 2),
    "last_day": date(2026, 4, 30),
    "languages": [*map(str, Language)],
}


@dataclass(frozen=True, slots=True)
class Found:
    """What the columns of a survey are."""

    columns: Mapping[str, str]  # our role = column
    places: Mapping[str, Sequence[Places]]
    groups: Mapping[str, tuple[str, Mapping[str, str], Sequence[str]]]  # dimension: column, value = code, unknown ones
    questions: Sequence[str]  # columns of the catalogue
    unknown: Sequence[str]


def survey_card(subject: Subject, layout: Layout) -> Draft:
    """Propose a card for the answers of respondents."""
    raw = layout.raw
    found = find_columns(raw, subject)
    draft = Draft(subject.language)
    head(draft, subject, "respondents", None)
    if found.unknown:
        draft.ask("unused", list(found.unknown), "unused")
    told_by_people(draft)
    layout_part(draft, layout)
    if "area" not in found.columns:
        place(draft)
    _design(draft, raw, found)
    _fieldwork(draft, raw)
    _groups(draft, found)
    _questions(draft, subject, raw, found)
    return draft


def find_columns(raw: SourceTable, subject: Subject) -> Found:
    """Find what the columns are: by their headers, then by their contents."""
    names = names_of(raw)
    asked = {one.answers.column for one in subject.catalogue.indicators if one.answers}
    questions = [name for name in names if name in asked]
    rest = [name for name in names if name not in questions]
    headed = columns_headed(rest, ROLES)
    few = {name: distinct(raw, name) for name in rest if raw.frame[name].n_unique() <= MOST_CODES}
    places = {name: found for name, known in few.items() if (found := places_of(known, subject.areas))}
    columns = {role: name for role, name in headed.items() if role != "area"}
    places = {name: found for name, found in places.items() if name not in columns.values()}
    if headed.get("area") in places or len(places) == 1:
        columns["area"] = headed["area"] if headed.get("area") in places else next(iter(places))
        places = {columns["area"]: places[columns["area"]]}
    groups: dict[str, tuple[str, Mapping[str, str], Sequence[str]]] = {}
    for name, known in few.items():
        if name not in columns.values():
            groups |= _group(name, known, subject, groups)
    taken = {*columns.values(), *places, *questions, *(column for column, _, _ in groups.values())}
    return Found(columns, places, groups, questions, [name for name in names if name not in taken])


def _group(
    name: str, known: Mapping[str, str], subject: Subject, taken: Mapping[str, object]
) -> dict[str, tuple[str, Mapping[str, str], Sequence[str]]]:
    """Return the group dimension that the values of a column name, if it has no column yet."""
    for dimension, codes in groups_of(known, subject.catalogue):
        if dimension.dim not in taken and len(set(codes.values())) > 1:
            return {dimension.dim: (name, codes, [one for one in known if one not in codes])}
    return {}


def _design(draft: Draft, raw: SourceTable, found: Found) -> None:
    draft.part("design")
    for role in ("respondent", "weight"):
        if role in found.columns:
            draft.put(role, found.columns[role])
        else:
            several = [*_candidates(raw, role, found.unknown)]
            draft.ask(role, several[0] if several else "…", role, columns=several)
    for role in ("stratum", "psu", "fpc"):
        if role in found.columns:
            draft.put(role, found.columns[role])
    if "stratum" not in found.columns:
        draft.remark("stratum")
    if "area" in found.columns:
        draft.put("area", found.columns["area"])
        level_and_year(draft, found.places[found.columns["area"]])
    else:
        several = [*found.places]
        draft.ask(
            "area", several[0] if several else "…", "area_several" if several else "area_unknown", columns=several
        )
        draft.ask("level", "maakunta")
        draft.ask("geo_year", 2026)
        draft.ask("population", 20_000, "population_of_place")
    if "design_weight" in found.columns:
        draft.ask_part("design.calibration", "calibration", column=found.columns["design_weight"])
        draft.ask_part("population", "population")
    draft.remark("design_more")
    draft.lines.extend([f"# {one}" for one in ("population = 4500000", 'lonely_psu = "adjust"', 'panel = "none"')])


def place(draft: Draft) -> None:
    """Ask for the place of a local collection, whose file needs no areas."""
    draft.ask_part("local", "local")
    draft.lines.extend(('# area = "KU049"', f'# sampling = "{Sampling.PROBABILITY}"  # "{Sampling.SELF_SELECTED}"'))


def _candidates(raw: SourceTable, role: str, names: Sequence[str]) -> Iterator[str]:
    """Yield the columns that may be the respondent (no value twice) or the weight (positive, not all whole)."""
    for name in names:
        if _may_be_weight(raw, name) if role == "weight" else _may_be_id(raw, name):
            yield name


def _may_be_id(raw: SourceTable, name: str) -> bool:
    return not raw.frame[name].has_nulls() and bool(raw.frame[name].is_unique().all())


def _may_be_weight(raw: SourceTable, name: str) -> bool:
    try:
        values = raw.number(name)
    except UserError:
        return False
    return values.null_count() == 0 and bool((values > 0).all()) and bool((values != values.round()).any())


def _fieldwork(draft: Draft, raw: SourceTable) -> None:
    draft.part("fieldwork")
    draft.put("responded", raw.frame.height, "responded")
    for key in Fieldwork.__struct_fields__:
        if key in EXAMPLES:
            draft.ask(key, EXAMPLES[key])


def _groups(draft: Draft, found: Found) -> None:
    if not found.groups:
        return
    draft.part("groups")
    for dim, (column, _, _) in found.groups.items():
        draft.put(dim, column)
    for dim, (_, codes, unknown) in found.groups.items():
        others = {value: code for value, code in codes.items() if value != code}
        if not others and not unknown:
            continue
        draft.part(f"groups.codes.{dim}")
        for value, code in others.items():
            draft.put(value, code)
        for value in unknown:
            draft.ask(value, group_example(value), "category_unknown", label=value)


def _questions(draft: Draft, subject: Subject, raw: SourceTable, found: Found) -> None:
    """Tell which questions of the catalogue the file has, and on which scale others may be answered."""
    draft.lines.append("")
    if found.questions:
        draft.remark("questions", columns=found.questions)
    for name in found.unknown:
        labels = raw.labels.get(name, {})
        for scale, _ in scales_of(labels, subject.catalogue):
            draft.remark("scale", column=name, scale=scale, questions=_on_scale(scale, subject.catalogue))
            draft.lines.append(f"#   … {line('', name).partition(' ')[2]}")


def _on_scale(scale: str, catalogue: Catalogue) -> list[str]:
    return [
        f"{one.answers.column} ({one.id})" for one in catalogue.indicators if one.answers and one.answers.scale == scale
    ]
