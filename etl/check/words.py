"""Texts of the check in the three languages, and the readers' sentences in Finnish and Swedish."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from contract.codes import Language
from contract.refused import Refused
from etl.config.toml import Card, Text, read_toml

MORE = re.compile(r" \(and ([\d,]+) more rows\)$")


class Words(Card, frozen=True):
    """words.toml as it stands."""

    texts: dict[str, Text]
    wrong: tuple[Text, ...]
    do: tuple[Text, ...]


def say(key: str, language: Language, **values: object) -> str:
    """Give one text of the check."""
    text: str = getattr(_words().texts[key], language)
    return text.format(**values)


def told(refusal: Refused, language: Language) -> str:
    """Say a refusal in a language: its place, what is wrong, what stood there, what to do."""
    place = [Path(refusal.file).name]
    place += [say("row", language, row=refusal.row)] if refusal.row is not None else []
    place += [say("column", language, column=refusal.column)] if refusal.column is not None else []
    stood = "" if refusal.stood is None else f" {say('stood', language, stood=repr(refusal.stood))}"
    return f"{', '.join(place)}: {wrong(refusal.wrong, language)}.{stood} {do(refusal.do, language)}."


def wrong(sentence: str, language: Language) -> str:
    """Translate what is wrong; an unknown sentence stays English."""
    plain = MORE.sub("", sentence)
    more = MORE.search(sentence)
    rest = say("more", language, more=more[1]) if more else ""
    return _translated(plain, _words().wrong, language) + rest


def do(sentence: str, language: Language) -> str:
    """Translate what to do; an unknown sentence stays English."""
    return _translated(sentence, _words().do, language)


def _translated(sentence: str, known: tuple[Text, ...], language: Language) -> str:
    for text in known:
        found = re.fullmatch(re.escape(text.en).replace(r"\{\}", "(.*)"), sentence, re.DOTALL)
        if found:
            into: str = getattr(text, language)
            return into.format(*found.groups())
    return sentence


@cache
def _words() -> Words:
    return read_toml(Path(__file__).with_name("words.toml"), Words)
