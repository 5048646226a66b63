"""Which views readers ask for: usual ones that many open, and such as nobody has asked for yet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from urllib.parse import urlencode

from contract.cell_key import area_key
from contract.codes import Language
from contract.pointer import served_database
from picture.query.choices import Choices, read_choices
from picture.query.database import connect
from picture.query.selection import check
from picture.views import FRONT, view_on
from tests.load.visitor import View, seeded

PAGES = ("", "map", "trends", "region", "groups", "methods")
USUAL = 5  # views of each page that many open
KINDS = {"first": 1.0, "repeated": 0.0, "mixed": 0.3}  # kind of measurement -> share of views nobody has asked for yet


@dataclass(slots=True)
class Views:
    """Yields views; the same for the same seed. Whether one is the first of its kind is known of this list alone."""

    choices: Choices
    share: float
    random: Random
    usual: list[View]
    asked: set[str]

    @classmethod
    def of(cls, data: Path, seed: int, share: float) -> Views:
        with connect(served_database(data)) as con:
            choices = read_choices(con, Language.FI)
        made = cls(choices, share, seeded("views", seed), [], set())
        for page in PAGES:
            for selected in [made._any() for _ in range(USUAL)]:
                made.usual.append(View(page, urlencode(selected), "repeated"))
                made.asked.add(made._seen(page, selected))
        return made

    def __iter__(self) -> Iterator[View]:
        return self

    def __next__(self) -> View:
        if self.random.random() >= self.share:
            return self.random.choice(self.usual)
        while True:
            # the methods page knows no view but the language
            page, selected = self.random.choice(PAGES[:-1]), self._any()
            if (seen := self._seen(page, selected)) not in self.asked:
                self.asked.add(seen)
                return View(page, urlencode(selected), "first")

    def _seen(self, page: str, selected: dict[str, str]) -> str:
        """Return what a page shows of an address: not every page looks at everything in it."""
        checked, _ = check(selected, {}, self.choices)
        return f"{page} {selected['lang']} {view_on(page or FRONT, checked, self.choices)}"

    def _any(self) -> dict[str, str]:
        indicator = self.random.choice(self.choices.indicators).id
        group = self.random.choice(self.choices.groups[indicator])
        area = self.random.choice(self.choices.areas)
        return {
            "lang": self.random.choice(list(Language)),
            "indicator": indicator,
            "level": self.random.choice(self.choices.levels[indicator] or ("maakunta",)),
            "area": area_key(area.level, area.code),
            "period": self.random.choice(self.choices.periods[indicator]),
            "group": f"{group.dim}.{group.code}",
        }
