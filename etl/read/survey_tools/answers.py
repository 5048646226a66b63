"""Answers written as texts -> the codes of their scale, by the catalogue's words or by what the card says."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

import polars as pl

from contract.errors import UserError
from etl.config.card import SourceCard
from etl.config.findings import Finding
from etl.read.formats.table import ROW, SourceTable
from etl.read.labels.plain_words import PARTS, plain, readable
from etl.read.survey_tools.words import bare, in_toml

if TYPE_CHECKING:
    from etl.config.catalogue.catalogue import Scale

NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?")
CODE_BESIDE = re.compile(r"\(?(\d+)\)?\s*[^\w\s(]*\s+\D.*|\D.*\s\(?(\d+)\)?", re.DOTALL)  # "5 - fully", "fully (5)"


def coded(raw: SourceTable, column: str, scale: Scale, declared: Mapping[str, int]) -> SourceTable:
    """Return the table with the codes of a question in the place of texts; raise UserError for unknown texts.

    What the card declares counts first, then numbers, then the labels of the scale in any language. A column of
    numbers with few words stays as it is: its words are no answers.
    """
    if raw.frame[column].dtype != pl.String:
        return _recoded(raw, column, declared)
    texts = raw.text(column)
    written = {bare(text): code for text, code in declared.items()}
    found: dict[str, str] = {}
    unknown: list[str] = []
    for stood in texts.unique(maintain_order=True).drop_nulls():
        code = written.get(bare(stood), None if NUMBER.fullmatch(stood) else _by_label(raw, column, stood, scale))
        if code is not None:
            found[stood] = str(code)
        elif not NUMBER.fullmatch(stood):
            unknown.append(stood)
    numbers = any(NUMBER.fullmatch(stood) for stood in texts.drop_nulls().unique(maintain_order=True))
    if unknown and (found or not numbers):
        raise _unknown(raw, column, unknown)
    if not found:
        return raw
    codes = texts.replace_strict(found, default=texts, return_dtype=pl.String)
    return replace(raw, frame=raw.frame.with_columns(codes.alias(column)))


def tell_numbers(raw: SourceTable, card: SourceCard, questions: Collection[str]) -> None:
    """Add to `told` which questions of a tool's export are numbers that nobody has explained."""
    said = {*card.answer_codes, *card.choices}
    numbers = [
        question
        for question in questions
        if question not in said
        and all(NUMBER.fullmatch(text) for text in raw.text(question).drop_nulls().unique(maintain_order=True))
    ]
    if card.table.tool and numbers:
        raw.told.append(Finding(UserError("answers_are_numbers", path=raw.path, questions=numbers)))


def _recoded(raw: SourceTable, column: str, declared: Mapping[str, int]) -> SourceTable:
    """Exchange the codes of a column of numbers as the card says."""
    codes = {float(text): float(code) for text, code in declared.items() if NUMBER.fullmatch(text)}
    values = raw.frame[column]
    if not codes or not values.dtype.is_numeric():
        return raw
    exchanged = values.cast(pl.Float64).replace(codes).cast(values.dtype)
    return replace(raw, frame=raw.frame.with_columns(exchanged.alias(column)))


def _by_label(raw: SourceTable, column: str, text: str, scale: Scale) -> int | None:
    """Return the code whose label a text is; raise UserError where the number beside it is another code."""
    beside = CODE_BESIDE.fullmatch(readable(text))
    number = int(beside[1] or beside[2]) if beside else None
    beside_it = "" if number is None else str(number)
    parts = {plain(part, beside_it) for part in (text, *PARTS.split(readable(text)))}
    labels = {code: (label.fi, label.sv, label.en) for code, label in scale.codes.items()}
    meant = [code for code, names in labels.items() if not parts.isdisjoint(map(plain, names))]
    if len(meant) != 1 or number in {None, int(meant[0])}:
        return int(meant[0]) if len(meant) == 1 else None
    if number not in {int(code) for code in labels}:
        return None  # the form counted its options in another way: the card says which is which
    ours = next(names for code, names in labels.items() if int(code) == number)
    raise UserError(
        "answer_label_contradicts",
        path=raw.path,
        row=raw.first_row(column, text),
        column=raw.name(column),
        found=text,
        given=number,
        meant=int(meant[0]),
        ours=number,
        label=" / ".join(dict.fromkeys(ours)),
        order="",
    )


def _unknown(raw: SourceTable, column: str, unknown: Iterable[str]) -> UserError:
    texts = [*unknown]
    rows = raw.frame.filter(raw.text(column).is_in(texts))
    return UserError(
        "answer_texts_unknown",
        path=raw.path,
        row=rows[ROW][0],
        column=raw.name(column),
        more_rows=rows.height - 1,
        found=texts,
        question=column,
        lines=[f"{in_toml(text)} = …" for text in texts],
    )
