"""The questionnaire of our own survey, in one language: what a local collection is made of."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import duckdb

from contract.codes import Domain, Language
from picture.query.model import Group

BACKGROUND_DIMS = ("language", "origin", "sex", "age")  # what respondents are asked about themselves, in this order


@dataclass(frozen=True, slots=True)
class AnswerOption:
    """An answer, as it is printed and as it stands in files of respondents."""

    code: int
    text: str
    is_answer: bool  # not so: "cannot say", "prefer not to answer"


@dataclass(frozen=True, slots=True)
class SurveyQuestion:
    """A question of the catalogue."""

    indicator: str
    domain: Domain
    column: str  # of files of respondents
    scale: str
    wording: str
    easy: str  # the same in easy language
    options: tuple[AnswerOption, ...]


@dataclass(frozen=True, slots=True)
class BackgroundQuestion:
    """A question about the respondent; its answers are population groups."""

    dim: str
    name: str
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """All that is asked, in its order."""

    language: Language
    questions: tuple[SurveyQuestion, ...]
    background: tuple[BackgroundQuestion, ...]


def read_questionnaire(
    con: duckdb.DuckDBPyConnection, language: Language, indicators: Collection[str] = ()
) -> Questionnaire:
    """Read the questions of some indicators, or all; raise KeyError for an indicator that asks none."""
    scales = _scales(con, language)
    records = con.execute(
        f"""SELECT i.id, i.domain, q.column_name, q.scale, i.question_{language}, q.easy_{language}
        FROM question q JOIN indicator i ON i.id = q.indicator ORDER BY i.position"""
    ).fetchall()
    asked = {
        key: SurveyQuestion(key, Domain(domain), column, scale, wording, easy, scales[scale])
        for key, domain, column, scale, wording, easy in records
    }
    if unknown := [key for key in indicators if key not in asked]:
        raise KeyError(*unknown)
    chosen = tuple(one for one in asked.values() if not indicators or one.indicator in indicators)
    return Questionnaire(language, chosen, _background(con, language))


def _scales(con: duckdb.DuckDBPyConnection, language: Language) -> dict[str, tuple[AnswerOption, ...]]:
    scales: dict[str, tuple[AnswerOption, ...]] = {}
    for scale, *option in con.execute(
        f"SELECT scale, code, text_{language}, is_answer FROM answer_option ORDER BY scale, position"
    ).fetchall():
        scales[scale] = (*scales.get(scale, ()), AnswerOption(*option))
    return scales


def _background(con: duckdb.DuckDBPyConnection, language: Language) -> tuple[BackgroundQuestion, ...]:
    """Return the dimensions of which a survey of ours knows the groups."""
    records = con.execute(
        f"""SELECT dim, code, dim_{language}, name_{language} FROM population_group
        WHERE list_contains($asked, dim) ORDER BY list_position($asked, dim), position""",
        {"asked": list(BACKGROUND_DIMS)},
    ).fetchall()
    dims = dict.fromkeys(record[0] for record in records)
    groups = [Group(*record) for record in records]
    found = ((dim, tuple(one for one in groups if one.dim == dim)) for dim in dims)
    return tuple(BackgroundQuestion(dim, of[0].dim_name, of) for dim, of in found)
