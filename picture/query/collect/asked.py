"""What the address asks of the planner, checked: the place, what is to be shown, and what is expected of people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from contract.cell_key import area_key
from contract.codes import EVERYBODY, Level
from picture.planner.plan import SampleGoal, SampleWish
from picture.query.choices import Choices
from picture.query.collect.places import COLLECTING_LEVELS
from picture.query.collect.questionnaire import BACKGROUND_DIMS
from picture.query.model import Area

PLACE_KEY = "place"
LANGUAGES_KEY = "languages"  # of a kit
ALL_LANGUAGES = "all"
COLLECT_OPTIONS: Mapping[str, tuple[str, ...]] = {  # keys with their values; the first one is meant where none is given
    "goal": tuple(SampleGoal),
    "points": ("5", "3", "7", "10", "15"),
    "response": ("40", "20", "30", "50", "60", "70"),
    "design": ("1.0", "1.3", "1.6"),
    "by": (EVERYBODY, *BACKGROUND_DIMS),
}
COLLECT_KEYS = (PLACE_KEY, "people", *COLLECT_OPTIONS)
MOST_PEOPLE = 6_000_000  # more than live in the country


@dataclass(frozen=True, slots=True)
class CollectAsked:
    """What is asked of the planner."""

    place: Area | None
    people: int | None  # as the reader has typed it; None: as it is known
    options: tuple[tuple[str, str], ...]  # a value for each key of COLLECT_OPTIONS

    def option(self, key: str) -> str:
        """Return the value of a key of COLLECT_OPTIONS."""
        return dict(self.options)[key]

    @property
    def place_key(self) -> str:
        """Return the key of the place as in addresses; "" where none is chosen."""
        return area_key(self.place.level, self.place.code) if self.place else ""

    @property
    def wish(self) -> SampleWish:
        """Return what the planner is to plan for."""
        numbers = (float(self.option(key)) for key in ("points", "response", "design"))
        return SampleWish(SampleGoal(self.option("goal")), *numbers)

    def address(self) -> dict[str, str]:
        """Return what stands in the address."""
        people = {"people": str(self.people)} if self.people is not None else {}
        return {**({PLACE_KEY: self.place_key} if self.place else {}), **people, **dict(self.options)}


def collecting_areas(choices: Choices) -> dict[str, Area]:
    """Return key = place, of all regions and municipalities in force, regions first."""
    reference = choices.reference
    ended = reference.contexts.last_days
    places = sorted(reference.areas, key=lambda key: reference.area_places[key])
    ours = [key for key in places if key[0] in COLLECTING_LEVELS and key not in ended]
    ours.sort(key=lambda key: COLLECTING_LEVELS.index(Level(key[0])))
    return {area_key(*key): reference.areas[key] for key in ours}


def read_collect(asked: Mapping[str, str], view_area: str, choices: Choices) -> CollectAsked:
    """Read an address; what does not exist there is as if it had not been asked. view_area: chosen on other pages."""
    areas = collecting_areas(choices)
    place = areas.get(asked.get(PLACE_KEY, view_area))
    options = {key: asked.get(key, "") for key in COLLECT_OPTIONS}
    known = {key: value if value in COLLECT_OPTIONS[key] else COLLECT_OPTIONS[key][0] for key, value in options.items()}
    return CollectAsked(place, _people(asked.get("people", "")), tuple(known.items()))


def _people(text: str) -> int | None:
    typed = int(text) if text.isdecimal() and len(text) <= len(str(MOST_PEOPLE)) else 0
    return typed if 0 < typed <= MOST_PEOPLE else None
