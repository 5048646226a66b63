"""Texts of whoever acts: in the reader's language, else in another one that is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from contract.codes import Language


@dataclass(frozen=True, slots=True)
class Told:
    """A text, and the language in which it stands."""

    text: str
    language: Language


def told_in(texts: Sequence[str | None], language: Language) -> Told | None:
    """Return a text in a reader's language, else in the first other one; texts: in the order of the languages."""
    known = {one: text for one, text in zip(Language, texts, strict=True) if text}
    first = next(iter(known), None)
    chosen = language if language in known else first
    return None if chosen is None else Told(known[chosen], chosen)


def texts_of(name: str) -> str:
    """Return the SQL of a text in all languages: name -> [name_fi, name_sv, name_en]."""
    return f"[{', '.join(f'{name}_{one}' for one in Language)}]"
