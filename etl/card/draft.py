"""The lines of a proposed card: what the file says stands as TOML, what only people know as marked comments."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

import tomli_w

from contract.codes import Language
from etl.card.texts import say

CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
LONGEST = 300  # letters of a text from the file
SHOWN = 12  # alternatives


@dataclass(frozen=True)
class Draft:
    """Lines of a card in one language, added from above."""

    language: Language
    lines: list[str] = field(default_factory=list)

    @property
    def mark(self) -> str:
        """What stands before a line that somebody must fill in."""
        return say("mark", self.language)

    def part(self, name: str) -> None:
        """Begin a part of the card."""
        self.lines.extend(["", f"[{name}]"])

    def put(self, key: str, value: object, why: str = "", **values: object) -> None:
        """Write what the file says; `why`: a text that tells from what."""
        self.lines.append(line(key, value) + self._behind(why, **values))

    def ask(self, key: str, example: object, why: str = "", **values: object) -> None:
        """Write as a marked comment what only people know; `example` is no answer."""
        self.lines.append(f"# {self.mark} {line(key, example)}{self._behind(why, **values)}")

    def ask_part(self, name: str, why: str, **values: object) -> None:
        """Write as a marked comment that a part may be needed."""
        self.lines.extend(["", f"# {self.mark} [{name}]{self._behind(why, **values)}"])

    def remark(self, why: str, **values: object) -> None:
        """Write a comment."""
        self.lines.append(f"# {self._said(why, **values)}")

    def list(self, told: Iterable[str]) -> None:
        """Write alternatives as comments, the first of them."""
        several = [*told]
        self.lines.extend([f"#   {plain(one)}" for one in several[:SHOWN]])
        if several[SHOWN:]:
            self.remark("more", number=len(several) - SHOWN)

    def _behind(self, why: str, **values: object) -> str:
        return f"  # {self._said(why, **values)}" if why else ""

    def _said(self, why: str, **values: object) -> str:
        return say(why, self.language, **{name: plain(value) for name, value in values.items()})

    def __str__(self) -> str:
        return "\n".join(self.lines).strip() + "\n"


def line(key: str, value: object) -> str:
    """Write one key and its value as TOML on one line."""
    return f"{key_text(key)} = {_inline(value)}"


def _inline(value: object) -> str:
    match value:
        case dict():
            return "{ " + ", ".join(line(key, one) for key, one in value.items()) + " }"
        case list() | tuple():
            return "[" + ", ".join(map(_inline, value)) + "]"
    return tomli_w.dumps({"x": value}).strip().removeprefix("x = ")


def key_text(key: str) -> str:
    """Write a key, in quotes where TOML wants them."""
    return key if re.fullmatch(r"[A-Za-z0-9_-]+", key) else tomli_w.dumps({key: 1}).rpartition(" = ")[0]


def plain(value: object) -> str:
    """Write what stands in a file so that it stays on its line of a comment."""
    if isinstance(value, list | tuple):
        return ", ".join(map(plain, value[:SHOWN])) + (" …" if len(value) > SHOWN else "")
    text = CONTROL.sub(" ", str(value))
    return f"{text[:LONGEST]}…" if len(text) > LONGEST else text
