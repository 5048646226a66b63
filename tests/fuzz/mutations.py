"""What happens to files on their way: bytes, lines, cells, members and keys are lost, doubled, exchanged or changed."""

from __future__ import annotations

import io
import json
import random
import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

Chance = random.Random
NUMBER = re.compile(rb"\d+(?:[.,]\d+)?")
ATTRIBUTE = re.compile(rb'="[^"<]*"')
ENCODINGS = ("utf-16", "utf-16-le", "utf-8-sig", "cp850", "utf-32", "cp037")
VALUES = (None, True, 1.5, -1, 10**30, "text", "1.234", "..", [], [[1]], {}, {"a": []}, 1e308)
TEXTS = ("csv", "tsv", "px", "json")
DELIMITED = ("csv", "tsv")
ZIPPED = ("xlsx", "ods")


@dataclass(frozen=True, slots=True)
class Mutation:
    """A change of a file's content. suffixes: those it can be made to (none: all). loses: rows may be gone after it."""

    change: Callable[[bytes, Chance], bytes]
    suffixes: tuple[str, ...] = ()
    loses: bool = False


def flipped(content: bytes, chance: Chance) -> bytes:
    changed = bytearray(content)
    for _ in range(chance.choice([1, 1, 3, 30])):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def overwritten(content: bytes, chance: Chance) -> bytes:
    changed = bytearray(content)
    for _ in range(chance.choice([1, 3, 30])):
        changed[chance.randrange(len(changed))] = chance.choice([0, 255, chance.randrange(256)])
    return bytes(changed)


def cut(content: bytes, chance: Chance) -> bytes:
    return content[: chance.randrange(1, len(content))]


def beginning_lost(content: bytes, chance: Chance) -> bytes:
    return content[chance.randrange(1, len(content)) :]


def piece_lost(content: bytes, chance: Chance) -> bytes:
    start = chance.randrange(len(content))
    return content[:start] + content[start + chance.randrange(1, 200) :]


def piece_doubled(content: bytes, chance: Chance) -> bytes:
    start, length = chance.randrange(len(content)), chance.randrange(1, 200)
    return content[:start] + content[start : start + length] * chance.choice([2, 3]) + content[start + length :]


def zeros_between(content: bytes, chance: Chance) -> bytes:
    start = chance.randrange(len(content))
    return content[:start] + bytes(chance.choice([1, 4, 512])) + content[start:]


def line_lost(content: bytes, chance: Chance) -> bytes:
    lines = content.splitlines(keepends=True)
    del lines[chance.randrange(len(lines))]
    return b"".join(lines)


def line_doubled(content: bytes, chance: Chance) -> bytes:
    lines = content.splitlines(keepends=True)
    lines.insert(chance.randrange(len(lines)), chance.choice(lines))
    return b"".join(lines)


def lines_swapped(content: bytes, chance: Chance) -> bytes:
    lines = content.splitlines(keepends=True)
    one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    return b"".join(lines)


def columns_swapped(content: bytes, chance: Chance) -> bytes:
    separator = b"\t" if b"\t" in content else b","
    rows = [line.split(separator) for line in content.splitlines()]
    one, other = chance.randrange(len(rows[0])), chance.randrange(len(rows[0]))
    for row in rows[chance.choice([0, 1]) :]:  # with their names, or without
        if len(row) > max(one, other):
            row[one], row[other] = row[other], row[one]
    return b"\n".join(separator.join(row) for row in rows) + b"\n"


def number_changed(content: bytes, chance: Chance) -> bytes:
    places = [*NUMBER.finditer(content)]
    if not places:
        return content + b"1"
    place = chance.choice(places)
    changes = (place[0] + b"0", place[0] + b"00", place[0] + b"000", place[0][:-1], b"-" + place[0], b"0." + place[0])
    return content[: place.start()] + chance.choice(changes) + content[place.end() :]


def marks_exchanged(content: bytes, chance: Chance) -> bytes:
    one, other = chance.choice([(b".", b","), (b",", b"."), (b",", b";"), (b'"', b"'"), (b";", b",")])
    return content.replace(one, other, chance.choice([1, -1]))


def encoded(content: bytes, chance: Chance) -> bytes:
    text = content.decode("utf-8", errors="replace").replace("a", "ä", chance.choice([0, 1]))
    return text.encode(chance.choice(ENCODINGS), errors="replace")


def huge_cell(content: bytes, chance: Chance) -> bytes:
    place = chance.randrange(len(content))
    return content[:place] + chance.choice([b"9", b"x", b" ", b'"', b"\n", b","]) * 2_000_000 + content[place:]


def member_changed(content: bytes, chance: Chance) -> bytes:
    """Lose, cut, empty or damage a part of a workbook, or change an attribute or a number in it."""
    changes: tuple[Callable[[bytes, Chance], bytes | None], ...] = (
        lambda *_: None,
        lambda *_: b"",
        cut,
        flipped,
        piece_doubled,
        attribute_changed,
        attribute_changed,
        number_changed,
    )
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as parts, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        chosen = chance.choice([part for part in parts.namelist() if parts.getinfo(part).file_size])
        for name in parts.namelist():
            inside = parts.read(name)
            changed = chance.choice(changes)(inside, chance) if name == chosen else inside
            if changed is not None:
                packed.writestr(zipfile.ZipInfo(name), changed, zipfile.ZIP_DEFLATED)  # without the time of now
    return made.getvalue()


def attribute_changed(content: bytes, chance: Chance) -> bytes:
    places = [*ATTRIBUTE.finditer(content)]
    if not places:
        return flipped(content, chance)
    place = chance.choice(places)
    value = chance.choice([b"", b"-1", b"99999999999", b"x", b"A1048577", b"1e999", chance.choice(places)[0][2:-1]])
    return content[: place.start()] + b'="' + value + b'"' + content[place.end() :]


def value_exchanged(content: bytes, chance: Chance) -> bytes:
    """Put another value into some place of a JSON document, or take a key or an item away."""
    document = json.loads(content)
    places = [*_places(document)]
    holder, key = chance.choice(places)
    if chance.random() < 0.3:
        del holder[key]
    else:
        holder[key] = chance.choice([*VALUES, chance.choice(places)[0]])
    try:
        return json.dumps(document).encode()
    except ValueError:  # a document inside itself
        return content[:-1]


def _places(document: Any) -> list[tuple[Any, Any]]:
    keys = document.keys() if isinstance(document, dict) else range(len(document))
    own = [(document, key) for key in keys]
    below = [one for key in keys if isinstance(document[key], dict | list) for one in _places(document[key])]
    return own + below


MUTATIONS: Mapping[str, Mutation] = {
    "bits flipped": Mutation(flipped),
    "bytes overwritten": Mutation(overwritten),
    "cut": Mutation(cut, loses=True),
    "beginning lost": Mutation(beginning_lost, loses=True),
    "piece lost": Mutation(piece_lost, loses=True),
    "piece doubled": Mutation(piece_doubled),
    "zeros between": Mutation(zeros_between),
    "line lost": Mutation(line_lost, TEXTS, loses=True),
    "line doubled": Mutation(line_doubled, TEXTS),
    "lines swapped": Mutation(lines_swapped, TEXTS),
    "columns swapped": Mutation(columns_swapped, DELIMITED),
    "number changed": Mutation(number_changed, TEXTS),
    "marks exchanged": Mutation(marks_exchanged, TEXTS),
    "encoded": Mutation(encoded, TEXTS),
    "huge cell": Mutation(huge_cell, TEXTS),
    "member changed": Mutation(member_changed, ZIPPED, loses=True),
    "value exchanged": Mutation(value_exchanged, ("json",), loses=True),
}
LINE = re.compile(r"(\s*[\w.\"]+\s*=\s*)(.*)")
WRITTEN = (
    "1",
    "-1",
    "1.5",
    "true",
    '"text"',
    '""',
    "[]",
    "[1]",
    "{}",
    "2026-01-01",
    '"1"',
    "nan",
    '["a", "a"]',
    "1e400",
)


def card_changed(text: str, chance: Chance) -> str:
    """Drop, double, exchange or change a line of a card."""
    lines = text.splitlines()
    place = chance.choice([at for at, line in enumerate(lines) if line.strip()])
    match chance.randrange(5):
        case 0:
            del lines[place]
        case 1:
            lines.insert(chance.randrange(len(lines)), lines[place])
        case 2:
            other = chance.randrange(len(lines))
            lines[place], lines[other] = lines[other], lines[place]
        case 3:
            found = LINE.fullmatch(lines[place])
            lines[place] = (found[1] if found else "x = ") + chance.choice(WRITTEN)
        case _:
            cutting = chance.randrange(len(lines[place]) + 1)
            lines[place] = (
                lines[place][:cutting] + chance.choice(["", "x", '"', "]", "\x00", "ä"]) + lines[place][cutting:]
            )
    return "\n".join(lines)
