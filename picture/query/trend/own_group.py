"""A reader's own group of areas, as the address carries it: "own:MK10-MK11-MK12:Itä-Suomi", spaces as "_"."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass

from contract.codes import AREA_PREFIXES, Level
from picture.query.choosing.folding import fold
from picture.query.model import Area

OWN_LEVEL = "own"  # what stands for a level in the area of such a group
MEMBER_LEVEL = Level.MAAKUNTA  # all larger areas of a survey are made of regions
START = f"{OWN_LEVEL}:"
FEWEST_MEMBERS = 2
MOST_MEMBERS = 18  # of 19 regions: all of them are the country
LONGEST_NAME = 40  # letters
COUNTRY_NAMES = frozenset({"suomi", "finland"})  # the country stands among the areas as "Whole country"
NAME_OF_GROUP = re.compile(r"[^\W_](?:[^\W_]|[ ,'’&–-])*")  # letters, digits and what stands between words


@dataclass(frozen=True, slots=True)
class OwnGroup:
    """Some areas under one name. Read by `read_own_group`, it is one that may exist."""

    members: tuple[str, ...]  # as the address has areas: "MK10"
    name: str

    @property
    def text(self) -> str:
        """Write it as the address does."""
        return f"{START}{'-'.join(self.members)}:{self.name.replace(' ', '_')}"

    @property
    def codes(self) -> tuple[str, ...]:
        """Return the codes of its members on their level."""
        return tuple(member.removeprefix(AREA_PREFIXES[MEMBER_LEVEL]) for member in self.members)

    @property
    def area(self) -> Area:
        """Return it as the area of a line."""
        return Area(OWN_LEVEL, "-".join(self.members), self.name)


def read_own_group(
    text: str, areas: Collection[str] | None = None, names: Collection[str] = frozenset()
) -> OwnGroup | None:
    """Read a group; None for anything that is none, has a member that is not one of `areas`, or is called as an area.

    names: of all areas in every language, folded. A picture of "Lappland" must be one of Lapland.
    """
    start, _, rest = text.partition(":")
    codes, _, name = rest.partition(":")
    members = tuple(sorted(codes.split("-")))
    enough = FEWEST_MEMBERS <= len(members) <= MOST_MEMBERS and len({*members}) == len(members)
    known = areas is None or {*members} <= {*areas}
    name = name.replace("_", " ")
    called = fold(name)
    free = is_name(name) and called not in names and called not in COUNTRY_NAMES
    if start != OWN_LEVEL or not enough or not known or not free:
        return None
    return OwnGroup(members, name)


def is_name(text: str) -> bool:
    """Return whether a group may be called so: short, of letters and digits, with single spaces between words.

    Letters are Latin and no character is a form of another one, so that what looks like the name of an area is one.
    """
    tidy = " ".join(text.split()) == text and len(text) <= LONGEST_NAME
    return tidy and NAME_OF_GROUP.fullmatch(text) is not None and all(map(_is_plain, text))


def _is_plain(letter: str) -> bool:
    same = unicodedata.normalize("NFKC", letter) == letter
    return same and (not letter.isalnum() or letter.isascii() or unicodedata.name(letter, "").startswith("LATIN"))


def own_group_of(area: Area) -> OwnGroup | None:
    """Return the group that an area of a line is; None where it is an area of the country."""
    return OwnGroup(tuple(area.code.split("-")), area.name) if area.level == OWN_LEVEL else None
