"""The shape of a tool's export: the columns it adds of its own, its header rows, and rows that are no answers."""

from __future__ import annotations

import re
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Marks:
    """A column whose words decide about a row; `yes` empty: every word that is not one of `no`."""

    columns: frozenset[str]
    no: frozenset[str]  # "": an empty cell
    yes: frozenset[str] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class Tool:
    """One tool. All names of columns and words of cells are compared as `words.bare` leaves them."""

    name: str  # as on the card
    title: str  # as people call it
    signs: frozenset[str]  # names of columns by which its exports are known: two must be there
    own: frozenset[str]  # its columns that are known and not read
    personal: frozenset[str]  # its columns that may tell who answered: never read
    id_columns: frozenset[str]  # the column of its ids: where it has none, the row is still header
    most_headers: int = 1
    more_headers: frozenset[str] = field(default_factory=frozenset)  # words of further header rows: two must be there
    says_nothing: frozenset[str] = field(default_factory=frozenset)  # words of a second header that name no option
    in_front: re.Pattern[str] | None = None  # groups `code` and `text` of a header that holds both
    about: tuple[re.Pattern[str], ...] = ()  # what the tool writes about another column (group 1): its time, its points
    answer: Marks | None = None  # whether a row is an answer, or was made to test the form
    finished: Marks | None = None  # whether a row was sent


def names(*texts: str) -> frozenset[str]:
    """Return names of columns as they are compared."""
    return frozenset(text.casefold() for text in texts)
