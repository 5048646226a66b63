"""Fill the marked places of a proposed card, as somebody would who knows the answers."""

import re
import tomllib
from collections.abc import Mapping
from typing import Any

import tomli_w

MARKS = ("TODO", "TÄYDENNÄ", "FYLL I")
HEADER = re.compile(r"\[+([^\[\]]+)\]+")
MARKED = re.compile(rf"# (?:{'|'.join(MARKS)}) (.*)")
KEY = re.compile(r'("[^"]*"|[\w-]+)\s*=')


def marked(card: str) -> list[tuple[str, ...]]:
    """Return the keys that somebody must say, each with the parts above it; of a whole part, its name."""
    found: list[tuple[str, ...]] = []
    part: tuple[str, ...] = ()
    for line in card.splitlines():
        if header := HEADER.fullmatch(line.partition("#")[0].strip() or "-"):
            part = tuple(header[1].split("."))
        if mark := MARKED.match(line):
            whole, key = HEADER.match(mark[1]), KEY.match(mark[1])
            if whole:
                found.append(tuple(whole[1].split(".")))
            elif key:
                found.append((*part, key[1].strip('"')))
    return found


def filled(card: str, known: Mapping[str, Any]) -> str:
    """Write a proposed card with the marked places as a known card has them; a place that it leaves out stays out."""
    written = tomllib.loads(card)
    for place in marked(card):
        value: Any = known
        for key in place:
            value = value.get(key) if isinstance(value, Mapping) else None
        if value is not None:
            inside = written
            for key in place[:-1]:
                inside = inside.setdefault(key, {})
            inside[place[-1]] = value
    return tomli_w.dumps(written)
