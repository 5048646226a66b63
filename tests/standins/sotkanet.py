"""Sotkanet 1.1: internal ids, codes without their leading zeros, 403 without a User-Agent, gaps as absent rows."""

from __future__ import annotations

from geo.classification import read_classification
from tests.standins.country import TODAY, members, population
from tests.standins.server import Reply, Request, StandIn, reply

CATEGORIES = {"MAAKUNTA": ("maakunta", "MK"), "KUNTA": ("kunta", "KU")}
FINLAND = 658


def regions() -> list[dict[str, object]]:
    areas = read_classification()
    found: list[dict[str, object]] = [{"id": FINLAND, "code": "SF", "category": "MAA", "title": {"fi": "Koko maa"}}]
    found.append({"id": 833, "code": "1", "category": "ALUEHALLINTOVIRASTO", "title": {"fi": "Etelä-Suomen AVI"}})
    for category, (level, _) in CATEGORIES.items():
        for area in areas.areas(level, TODAY):
            title = {"fi": area.name_fi, "sv": area.name_sv}
            found.append({"id": len(found) + 10, "code": str(int(area.code)), "category": category, "title": title})
    return found


class Sotkanet(StandIn):
    """Indicator 127, population; `absent` are (category, code, year) whose row is not there."""

    def __init__(self, absent: frozenset[tuple[str, str, int]] = frozenset(), producer: str = "Tilastokeskus") -> None:
        super().__init__()
        self.absent, self.producer, self.regions = absent, producer, regions()

    @property
    def base(self) -> str:
        return f"{self.url}/rest/1.1"

    def is_data(self, request: Request) -> bool:
        return request.path.endswith("/json")

    def answer(self, request: Request) -> Reply:
        if not request.agent:
            return Reply(403, b"<html>Forbidden</html>", "text/html")
        match request.path.removeprefix("/rest/1.1"):
            case "/regions":
                return reply(self.regions)
            case "/indicators/127":
                organization = {"id": 3, "title": {"fi": self.producer, "sv": "Statistikcentralen"}}
                texts = {"title": {"fi": "Väestö 31.12."}, "description": {"fi": "<p>Väestö</p>"}}
                return reply(
                    {"id": 127, "organization": organization, "data-updated": "2026-05-28", "decimals": 0, **texts}
                )
            case "/json":
                years = [int(year) for year in request.query["years"]]
                return reply([row for year in years for region in self.regions if (row := self._row(region, year))])
        return Reply(404, b"", "text/plain")

    def _row(self, region: dict[str, object], year: int) -> dict[str, object] | None:
        category, code = str(region["category"]), str(region["code"])
        if (category, code, year) in self.absent or category == "ALUEHALLINTOVIRASTO":
            return None
        level, prefix = CATEGORIES.get(category, ("", ""))
        area = prefix + code.zfill({"kunta": 3}.get(level, 2)) if level else "SSS"
        value = population(area, str(year)) if area in members() else 0
        return {
            "indicator": 127,
            "region": region["id"],
            "year": year,
            "gender": "total",
            "value": value,
            "absValue": value,
        }
