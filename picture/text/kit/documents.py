"""The documents of a kit, paragraph by paragraph: one file of texts each, in three languages."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from contract.codes import Language

PIECES = re.compile(r"\*\*(?P<bold>.+?)\*\*")
BLANKS = re.compile(r"(\[[^\]]+\])")


class KitText(StrEnum):
    """The documents, in the order in which they are needed; the values name their files."""

    STEPS = "steps"
    PROTECTION = "protection"
    NOTICE = "notice"
    LETTER = "letter"
    LETTER_EASY = "letter_easy"
    INTERVIEWERS = "interviewers"
    INTERVIEWS = "interviews"


@dataclass(frozen=True, slots=True)
class Passage:
    """Some paragraphs of one kind: a text, a list, boxes to tick."""

    kind: str
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KitPiece:
    """A piece of a paragraph of one look."""

    text: str
    bold: bool
    blank: bool  # to be filled in


def kit_title(which: KitText, language: Language) -> str:
    """Return the title of a document."""
    return str(_file(which)["title"][language])


def passages(which: KitText, language: Language, place: str, fewest: int) -> tuple[Passage, ...]:
    """Return what a document says. place: who collects; fewest: with fewer answers nothing is published."""
    return tuple(
        Passage(part["kind"], tuple(text.format(place=place, fewest=fewest) for text in part[language]))
        for part in _file(which)["parts"]
    )


def kit_pieces(text: str) -> list[KitPiece]:
    """Take a paragraph apart: **bold** and [blanks to fill in]."""
    pieces = []
    for at, part in enumerate(PIECES.split(text)):
        pieces += [KitPiece(one, bool(at % 2), bool(BLANKS.fullmatch(one))) for one in BLANKS.split(part) if one]
    return pieces


@cache
def _file(which: KitText) -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "documents" / f"{which}.toml").read_text(encoding="utf-8"))
