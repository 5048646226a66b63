"""Names that would break out of HTML if one function forgot to escape, and how to see whether one did."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from html.parser import HTMLParser
from typing import Any

NAME = "evil"
PAYLOAD = f"<script>{NAME}</script>\"'&amp;"
# What our own rules write: codes, keys of words and periods. Every other text of a value is made hostile.
OURS = {
    "indicator", "level", "area_level", "code", "period", "group_dim", "group_code", "dim", "id", "domain", "kind",
    "unit", "direction", "reference", "source", "build", "edition", "status", "what", "language", "verdict", "against",
    "class_method", "order",
}  # fmt: skip


def hostile(value: Any, field: str = "") -> Any:
    """The same frozen value with the payload in every text that came with the data."""
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{f.name: hostile(getattr(value, f.name), f.name) for f in fields(value) if f.init})
    if isinstance(value, tuple):
        return tuple(hostile(part, field) for part in value)
    if isinstance(value, dict):
        return {key: hostile(part, field) for key, part in value.items()}
    return f"{value}{PAYLOAD}" if type(value) is str and field not in OURS else value


class Seen(HTMLParser):
    """Every text and every value of an attribute, as a browser reads it."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []

    def handle_starttag(self, _tag, attrs):
        self.texts += [value for _, value in attrs if value]

    def handle_data(self, data):
        self.texts.append(data)


def seen(html: str) -> str:
    parser = Seen()
    parser.feed(html)
    return "\n".join(parser.texts)


def escaped_once(html: str) -> bool:
    """Whether every payload in the HTML is read as the very text that it was: not run, not cut, not escaped twice."""
    return html.count(NAME) == seen(html).count(PAYLOAD)


def texts_of(figure: Any) -> Iterator[str]:
    """Every text in a figure."""
    if isinstance(figure, dict):
        for part in figure.values():
            yield from texts_of(part)
    elif isinstance(figure, list | tuple):
        for part in figure:
            yield from texts_of(part)
    elif isinstance(figure, str):
        yield figure
