"""One option of a question with several answers -> chosen, not chosen, or not asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

import polars as pl

from contract.errors import UserError
from etl.config.layout import Choice
from etl.read.formats.table import SourceTable
from etl.read.survey_tools.words import bare, shown

CHOSEN = frozenset(
    ("1", "y", "yes", "kyllä", "ja", "true", "x", "checked", "selected", "valittu", "vald", "quoted", "oui")
)
NOT_CHOSEN = frozenset(("0", "n", "no", "ei", "nej", "false", "unchecked", "not selected", "ei valittu", "inte vald"))


def read_choice(raw: SourceTable, choice: Choice, question: str, column: str, others: Sequence[str]) -> pl.Series:
    """Return the code of an option in every row; null for those who were not asked. Raise UserError with the row.

    column, others: names in the frame of `choice.column` and `choice.others`.
    """
    states = _joined(raw, choice, column) if choice.separator else _single(raw, choice, column)
    asked = pl.Series([*_any_filled(raw, [column, *others])], dtype=pl.Boolean)
    if choice.empty == "not_chosen":
        asked = asked.new_from_index(0, len(asked)) | True
    if not choice.separator and not others and choice.empty == "not_asked" and not (~states).any():
        raise UserError("choice_without_others", path=raw.path, column=raw.name(column), question=question)
    chosen = states.fill_null(value=False)
    codes = pl.Series([choice.chosen], dtype=pl.Int64).new_from_index(0, len(chosen))
    not_chosen = pl.Series([choice.not_chosen], dtype=pl.Int64).new_from_index(0, len(chosen))
    return codes.zip_with(chosen, not_chosen).set(~asked, None).alias(question)


def _any_filled(raw: SourceTable, columns: Sequence[str]) -> Iterator[bool]:
    texts = [raw.text(column) for column in columns]
    for cells in zip(*texts, strict=True):
        yield any(cell is not None for cell in cells)


def _single(raw: SourceTable, choice: Choice, column: str) -> pl.Series:
    """Read the column of one option: true, false, or null for an empty cell."""
    texts = raw.text(column)
    yes = {bare(choice.option)} if choice.option else CHOSEN
    words = [None if text is None else bare(text) for text in texts]
    unknown = pl.Series([word is not None and word not in yes | CHOSEN | NOT_CHOSEN for word in words])
    raw.reject(unknown, column, "choice_unknown", words=sorted(yes))
    return pl.Series([None if word is None else word not in NOT_CHOSEN - yes for word in words], dtype=pl.Boolean)


def _joined(raw: SourceTable, choice: Choice, column: str) -> pl.Series:
    """Read a column of all chosen options, one behind the other."""
    separator = choice.separator or ""
    cells = [None if text is None else _options(text, separator) for text in raw.text(column)]
    option = _options(choice.option or "", separator)
    states = [None if options is None else _holds(options, option) for options in cells]
    if not any(states):
        found = dict.fromkeys(filter(None, chain.from_iterable(options or () for options in cells)))
        raise UserError("choice_never", path=raw.path, column=raw.name(column), found=[*found], option=choice.option)
    return pl.Series(states, dtype=pl.Boolean)


def _options(text: str, separator: str) -> list[str]:
    return [shown(part) for part in text.split(separator)]


def _holds(options: Sequence[str], option: Sequence[str]) -> bool:
    """Return whether an option stands among others; it may hold the separator itself."""
    said = [bare(one) for one in option]
    there = [bare(one) for one in options]
    return any(there[at : at + len(said)] == said for at in range(len(there)))
