"""Rows of respondents -> the tidy frame of docs/FORMATS.md, or an error that names the row."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import chain
from typing import TYPE_CHECKING

import polars as pl

from contract.errors import UserError
from etl.config.card import CARD, Design, SourceCard, design_of
from etl.config.findings import Finding
from etl.config.layout import group_codes, group_columns
from etl.read.area_codes import area_codes
from etl.read.asked import asked_questions, check_place_in_force, questions_of, scales_of
from etl.read.formats.files import read_file
from etl.read.formats.table import EXACT, ROW, SourceTable, told_in
from etl.read.labels.accepted import check_accepted
from etl.read.labels.answers import check_answers
from etl.read.labels.areas import Division, check_names_beside, names_beside
from etl.read.labels.groups import check_groups
from etl.read.labels.questions import check_questions
from etl.read.plausible.marks import check_weights
from etl.read.signs.missing import not_asked
from etl.read.survey_tools.answers import coded, tell_numbers
from etl.read.survey_tools.groups import by_name
from etl.read.survey_tools.prepare import read_survey_table

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from etl.config.catalogue.catalogue import Catalogue, Scale
    from geo.classification import Classification

OTHER_COLUMNS = (
    "column_missing",
    "column_unknown",
    "group_column_missing",
)  # a file does not have the columns that its card names
WEIGHTS = (1e-6, 1e7)  # from shares of a small sample to more people than live here; beyond, sums lose their digits


def read_respondents(
    card: SourceCard,
    catalogue: Catalogue,
    classification: Classification,
    told: list[Finding] | None = None,
    piece: SourceTable | None = None,
) -> pl.DataFrame:
    """Read a survey's rows: `row respondent weight stratum psu fpc area`, groups, questions, replicate weights.

    Where a calibration starts from a design weight, it is `design_weight`; a second stage has `unit unit_fpc`. Weights
    are positive numbers, areas are codes of the card's level, groups are our codes, answers are codes of their scale:
    no-answer codes stay, any other declared user-missing value is null, as not asked. Anything else raises UserError.
    What query edits find is added to `told`. `piece`: some rows of the file, where it is too large to be read at once.
    """
    design = design_of(card)
    check_place_in_force(card, classification)
    questions = {column: catalogue.scales[scale] for column, scale in scales_of(card, catalogue).items()}
    groups = group_columns(card.groups)
    asked = {column: questions[column] for column in asked_questions(card, questions)}
    before = design.calibration.design_weight if design.calibration else None
    replicates = design.replicates.columns if design.replicates else ()
    raw = _raw(card, asked, catalogue, told, piece)
    if piece is not None:
        _refuse_decimal_names(raw, [design.respondent, design.stratum, design.psu, design.unit, *groups.values()])
    division = Division(classification, design.level, date(design.geo_year, 1, 1))
    accepted = card.accepted_labels.get(design.area, {})
    check_names_beside(raw, design.area, card.unused, division, accepted)
    frame = pl.DataFrame(
        [
            raw.frame[ROW].alias("row"),
            _respondent(raw, design.respondent),
            _weight(raw, design.weight).alias("weight"),
            *([] if before is None else [_weight(raw, before).alias("design_weight")]),
            _stratum(raw, design.stratum),
            _filled(raw, design.psu or design.respondent).alias("psu"),
            _fpc(raw, design.fpc).alias("fpc"),
            *([] if design.second_fpc is None else _second_stage(raw, design, design.second_fpc, card)),
            area_codes(raw, design.area, design.level, design.geo_year, classification, accepted).alias("area"),
            *(read_group(raw, card, dim, catalogue).alias(dim) for dim in groups),
            *(_answers(raw, column, scale, card.answer_codes.get(column, {})) for column, scale in asked.items()),
            *(_replicate(raw, column).alias(replicate_column(at)) for at, column in enumerate(replicates)),
            *(
                pl.Series(column, [None] * raw.frame.height, dtype=pl.Int64)
                for column in questions
                if column not in asked
            ),
        ]
    )
    if piece is None:
        refuse_unanswered(card, [column for column in asked if not frame[column].count()])
    return frame


def _refuse_decimal_names(raw: SourceTable, columns: Iterable[str | None]) -> None:
    """Refuse decimal numbers as names: 1.0 is written "1" where all are whole, which no single piece can know."""
    for column in columns:
        if column is not None and raw.frame[column].dtype.is_float():
            values = raw.frame[column].fill_nan(None)
            raw.reject((values != values.round()) | (values.abs() >= EXACT), column, "name_is_decimal")


def refuse_unanswered(card: SourceCard, unanswered: Sequence[str]) -> None:
    """Refuse a question that nobody answered and that the card does not call not asked."""
    if unanswered:
        column = card.table.columns.get(unanswered[0], unanswered[0])
        raise UserError("question_unanswered", path=card.path, column=column)


def _raw(
    card: SourceCard,
    asked: Mapping[str, Scale],
    catalogue: Catalogue,
    told: list[Finding] | None,
    piece: SourceTable | None,
) -> SourceTable:
    """Read the columns that the card and the catalogue name; what stands in their cells means what the labels say."""
    design = design_of(card)
    before = design.calibration.design_weight if design.calibration else None
    stages = [design.stratum, design.psu, design.fpc, design.unit, design.second_fpc]
    fixed = [design.respondent, design.weight, before, design.area, *stages]
    groups = group_columns(card.groups).values()
    others = [
        *(one for one in fixed if one is not None),
        *groups,
        *(design.replicates.columns if design.replicates else ()),
    ]
    _check_codes(card, asked)
    try:
        raw = told_in(told, read_survey_table(card, [*others, *asked], piece))
    except UserError as error:
        if error.code in OTHER_COLUMNS and card.table.tool is None and piece is None:  # an answer's meaning comes first
            _check_labels(read_file(card), card, asked, catalogue)
        raise
    raw = not_asked(raw, card, asked, others)
    beside = {design.area: raw.labels.get(design.area) or names_beside(raw, design.area, card.unused)}
    check_accepted(card, replace(raw, labels={**raw.labels, **beside}), {*groups, *asked, design.area})
    check_questions(raw, _wordings(card, catalogue, asked))
    _check_labels(raw, card, asked, catalogue)
    tell_numbers(raw, card, asked)
    return raw


def _check_labels(raw: SourceTable, card: SourceCard, asked: Mapping[str, Scale], catalogue: Catalogue) -> None:
    """Refuse labels of answers that mean something else than the catalogue, in the columns that are there."""
    for column in [column for column in asked if column in raw.frame.columns]:
        accepted = card.accepted_labels.get(column, {})
        declared = card.answer_codes.get(column, {})
        check_answers(raw, column, asked[column], catalogue.scales, accepted=accepted, declared=declared)


def _wordings(card: SourceCard, catalogue: Catalogue, asked: Collection[str]) -> dict[str, list[str]]:
    """Return column = every wording of its question: of this wave, and what the catalogue shows."""
    texts = {column: [card.asked[column].wording] if column in card.asked else [] for column in asked}
    for one in questions_of(card, catalogue):
        if one.answers and one.answers.column in texts and one.question:
            texts[one.answers.column].append(one.question)
    return {column: [*chain.from_iterable((one.fi, one.sv, one.en) for one in told)] for column, told in texts.items()}


def _check_codes(card: SourceCard, asked: Mapping[str, Scale]) -> None:
    """Refuse codes on the card for a question that nobody asked, or that its scale does not have."""
    where = card.path.with_name(CARD)
    for part, questions in (("answer_codes", card.answer_codes), ("choices", card.choices)):
        for question in questions:
            if question not in asked:
                raise UserError("question_not_asked", path=where, key=part, found=question, questions=[*asked])
    for question, codes in card.answer_codes.items():
        known = sorted(int(code) for code in asked[question].codes)
        for text, code in codes.items():
            if code not in known:
                key = f"answer_codes.{question}"
                raise UserError("answer_code_unknown", path=where, key=key, found=f"{text} = {code}", codes=known)


def _respondent(raw: SourceTable, column: str) -> pl.Series:
    respondent = _filled(raw, column)
    raw.reject(~respondent.is_first_distinct(), column, "respondent_twice")
    return respondent.alias("respondent")


def _weight(raw: SourceTable, column: str) -> pl.Series:
    weight = raw.number(column)
    raw.reject(weight.is_null(), column, "weight_missing")
    raw.reject(weight <= 0, column, "weight_not_positive")
    raw.reject(~weight.is_between(*WEIGHTS), column, "weight_impossible")
    check_weights(raw, column)
    return weight


def replicate_column(place: int) -> str:
    """Name the column of a replicate weight in the tidy frame."""
    return f"replicate_{place}"


def _replicate(raw: SourceTable, column: str) -> pl.Series:
    weight = raw.number(column)
    raw.reject(weight.is_null() | (weight < 0), column, "replicate_weight_negative")
    check_weights(raw, column)
    return weight


def _stratum(raw: SourceTable, column: str | None) -> pl.Series:
    if column is None:
        return pl.Series("stratum", ["all"]).new_from_index(0, raw.frame.height)
    return _filled(raw, column).alias("stratum")


def _fpc(raw: SourceTable, column: str | None) -> pl.Series:
    if column is None:
        return pl.Series("fpc", [None] * raw.frame.height, dtype=pl.Float64)
    fpc = raw.number(column)
    raw.reject(fpc.is_null() | (fpc <= 0), column, "fpc_not_positive")
    return fpc


def _second_stage(raw: SourceTable, design: Design, fpc: str, card: SourceCard) -> list[pl.Series]:
    if design.psu is None or design.fpc is None:
        raise UserError("second_stage_without_first", path=card.path.with_name(CARD), key="design.second_fpc")
    return [_filled(raw, design.unit or design.respondent).alias("unit"), _fpc(raw, fpc).alias("unit_fpc")]


def _filled(raw: SourceTable, column: str) -> pl.Series:
    values = raw.text(column)
    raw.reject(values.is_null(), column, "cell_empty")
    return values


def read_group(raw: SourceTable, card: SourceCard, dim: str, catalogue: Catalogue) -> pl.Series:
    """Return our group codes of a column; an empty cell is nobody's group. Raise UserError with the row."""
    column = group_columns(card.groups)[dim]
    written = group_codes(card.groups, dim)
    known = {group.code for group in catalogue.groups_of(dim)}
    if not known:
        raise UserError("group_dimension_unknown", path=card.path.with_name(CARD), key="groups", found=dim)
    values = raw.text(column)
    check_groups(raw, column, dim, written, catalogue, accepted=card.accepted_labels.get(column, {}))
    labelled = values.replace(raw.labels.get(raw.name(column), {}))
    codes = values.replace_strict(written, default=labelled.replace(written)) if written else values
    codes = by_name(codes, dim, catalogue)
    unknown = codes.is_not_null() & ~codes.is_in(known)
    raw.reject(unknown, column, "group_code_unknown", dim=dim, codes=sorted(known))
    return codes


def _answers(raw: SourceTable, column: str, scale: Scale, declared: Mapping[str, int]) -> pl.Series:
    raw = coded(raw, column, scale, declared)
    values = raw.number(column, keep=scale.no_answer)  # a declared "refused" was asked; any other missing was not
    known = sorted(int(code) for code in scale.codes)
    unknown = values.is_not_null() & ~values.is_in([float(code) for code in known])
    raw.reject(unknown, column, "answer_code_unknown", codes=known)
    return values.cast(pl.Int64).alias(column)
