"""The lines beside the chosen one of a trend, as the address carries them: "MK01 EVK03 SSS.language.sv".

An area alone stands for the group that the whole picture shows; with a group behind it for that group. In the place of
an area may stand an own group of areas: own_group.py.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from picture.query.trend.own_group import START, read_own_group

NONE = "none"
ALIKE_LINES = "alike"  # the areas like the chosen one, whichever that is
MOST_BESIDE = 5  # six lines and the country's can be told apart
BETWEEN = " "


@dataclass(frozen=True, slots=True)
class LineKey:
    """One line: an area as the address has it, and a group of its own or none."""

    area: str  # "MK01", "own:MK10-MK11:Itä-Suomi"
    group: str = ""  # "language.sv"

    @property
    def text(self) -> str:
        """Write it as the address does."""
        return f"{self.area}.{self.group}" if self.group else self.area


@dataclass(frozen=True, slots=True)
class LinesOffered(Collection[str]):
    """Every value that the address may have for the lines beside: they are too many to be listed."""

    areas: frozenset[str]
    groups: frozenset[str]
    members: frozenset[str] = frozenset()  # areas of which own groups may be made
    names: frozenset[str] = frozenset()  # of areas, folded: no own group is called so

    def __contains__(self, value: object) -> bool:
        """Return whether all lines of a value exist, none twice, and no more of them than can be told apart."""
        if value in {NONE, ALIKE_LINES}:
            return True
        lines = value.split(BETWEEN) if isinstance(value, str) else []
        return 0 < len(lines) <= MOST_BESIDE and len({*lines}) == len(lines) and all(map(self._offers, lines))

    def __iter__(self) -> Iterator[str]:
        """Yield the values of no line and of one."""
        return iter((NONE, ALIKE_LINES, *sorted(self.areas)))

    def __len__(self) -> int:
        return 2 + len(self.areas)

    def _offers(self, line: str) -> bool:
        if line.startswith(START):
            return read_own_group(line, self.members, self.names) is not None
        area, _, group = line.partition(".")
        return area in self.areas and (group in self.groups if group else "." not in line)


def read_lines(value: str) -> tuple[LineKey, ...]:
    """Read a checked value; of similar areas nothing, as the address does not tell which they are."""
    if value in {NONE, ALIKE_LINES}:
        return ()
    parts = (line.partition(".") for line in value.split(BETWEEN))
    return tuple(LineKey(area, group) for area, _, group in parts)


def write_lines(lines: Collection[LineKey]) -> str:
    """Write lines as the address has them."""
    return BETWEEN.join(line.text for line in lines) or NONE
