"""The classification service with its HTTP 500s, and a WFS that knows three layers."""

from __future__ import annotations

from geo.classification import read_classification
from geo.nesting import parent
from tests.standins.country import TODAY
from tests.standins.server import Reply, Request, StandIn, reply

CLASSIFICATIONS = "/api/classifications/v2"
WFS = "/geoserver/tilastointialueet/wfs"


def municipalities(level: str) -> dict[str, str]:
    areas = read_classification()
    return {a.code: parent(areas, "kunta", a.code, level, TODAY).code for a in areas.areas("kunta", TODAY)}


class Classifications(StandIn):
    """`broken`: as since October 2026, parameters are answered with 500; `moved` says otherwise than our tables."""

    def __init__(
        self, *, broken: bool = True, moved: dict[str, str] | None = None, called: dict[str, str] | None = None
    ):
        super().__init__()
        self.broken, self.moved, self.called = broken, moved or {}, called or {}

    @property
    def base(self) -> str:
        return self.url + CLASSIFICATIONS

    def answer(self, request: Request) -> Reply:
        path = request.path.removeprefix(CLASSIFICATIONS)
        if path == "/classifications/kunta_1_20260101/classificationItems":
            return reply(
                [self._item(area, request.query["lang"][0]) for area in read_classification().areas("kunta", TODAY)]
            )
        if not path.endswith("/maps"):
            return Reply(404, b"", "text/plain")
        level = path.split("#")[1].split("_")[0]
        pairs = municipalities(level) | (self.moved if level == "maakunta" else {})
        if not request.query:
            return reply([f"https://api.stat.fi/x/maps/{kunta}/{code}" for kunta, code in pairs.items()])
        if self.broken:
            return Reply(500, b"Internal Server Error", "text/plain")
        return reply([{"sourceItem": {"code": kunta}, "targetItem": {"code": code}} for kunta, code in pairs.items()])

    def _item(self, area, language: str) -> dict[str, object]:
        name = self.called.get(area.code, getattr(area, f"name_{language}"))
        return {
            "localId": "x",
            "code": area.code,
            "level": 1,
            "classificationItemNames": [{"lang": language, "name": name}],
        }


class Wfs(StandIn):
    """Squares for areas, in EPSG:3067; `without` are codes that are not there."""

    def __init__(self, without: frozenset[str] = frozenset()) -> None:
        super().__init__()
        self.without = without

    @property
    def base(self) -> str:
        return self.url + WFS

    def answer(self, request: Request) -> Reply:
        level, scale, year = request.query["typeNames"][0].removeprefix("tilastointialueet:").partition("4500k_")
        if request.path != WFS or not scale or year != str(TODAY.year):
            return Reply(200, b"<ows:ExceptionReport/>", "application/xml")
        areas = [area for area in read_classification().areas(level, TODAY) if area.code not in self.without]
        crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3067"}}
        features = [self._feature(area, level, place) for place, area in enumerate(areas)]
        return reply({"type": "FeatureCollection", "features": features, "crs": crs})

    def _feature(self, area, level: str, place: int) -> dict[str, object]:
        west, south = 100_000 + place % 20 * 30_000, 6_650_000 + place // 20 * 60_000
        ring = [
            [west, south],
            [west + 30_000, south],
            [west + 30_000, south + 60_000],
            [west, south + 60_000],
            [west, south],
        ]
        told = {"id": place, level: area.code, "vuosi": TODAY.year, "nimi": area.name_fi, "namn": area.name_sv}
        return {"type": "Feature", "properties": told, "geometry": {"type": "Polygon", "coordinates": [ring]}}
