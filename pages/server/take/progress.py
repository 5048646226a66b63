"""Tells a reader how far a file is that is being made: `/take/progress/basket.pptx?item=…`, the file's own query.

It is asked again and again while the browser waits for the file itself; nothing is made for it, and nothing kept.
"""

from __future__ import annotations

from dataclasses import dataclass

from contract.codes import Language
from pages.server.take.address import Wanted
from pages.server.take.making import File
from pages.server.take.processes import Trouble
from pages.server.take.reply import Progress
from picture.kits import KIT
from picture.packs import PACK
from picture.text.words import word


@dataclass(frozen=True, slots=True)
class Waiting:
    """A file that waits for its turn."""


Standing = Waiting | Progress | File | Trouble | None  # None: nobody has asked for it lately
Told = dict[str, str | int]


def how_far(standing: Standing, wanted: Wanted) -> Told:
    """Return what a page shows of it: its state, the words for it, and how many parts are done of how many."""
    language = wanted.language
    match standing:
        case None:
            return told("unknown", "")
        case Waiting():
            return told("waiting", word("progress_waiting", language))
        case File():
            return told("made", word("progress_made", language))
        case Trouble(key=key, number=number):
            return told("failed", word(key, language, number=number))
        case Progress(done=done, of=of):
            return told("making", in_words(done, of, wanted.what, language), done, of)


def told(state: str, words: str, done: int = 0, of: int = 0) -> Told:
    """Write it for the script of the page."""
    return {"state": state, "told": words, "done": done, "of": of}


def in_words(done: int, of: int, what: str, language: Language) -> str:
    """Return in words how many parts of a file are done, where they are counted."""
    if not of:
        return word("progress_making", language)
    return word("progress_files" if what in {PACK, KIT} else "progress_charts", language, done=done, of=of)
