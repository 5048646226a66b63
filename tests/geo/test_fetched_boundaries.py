"""Municipalities from fetched boundaries: the manual of the second half of geo/boundaries.py."""

import hashlib
import json
import math
from datetime import date
from pathlib import Path

import pytest
import shapely
import tomli_w

from geo.boundaries import fetched_municipalities, shapes
from geo.classification import read_classification
from geo.nesting import parent
from tests.errors import raises
from tests.geo.test_boundaries import polygon

FINLAND = read_classification()
ON = date(2026, 1, 1)
STATFIN = Path(__file__).parents[2] / ".." / "shared" / "geo" / "boundaries" / "kunta_2026_statfin_s500_4326.geojson"
SIDE = 20_000


def lay(folder: Path, text: str, year: int = 2026) -> Path:
    """Put a file where a fetch lays it, and return the folder of all fetched boundaries."""
    target = folder / f"kunta4500k_{year}"
    target.mkdir(parents=True)
    (target / "kunta.geojson").write_text(text, encoding="utf-8")
    card = {
        "file": "kunta.geojson",
        "sha256": hashlib.sha256(text.encode()).hexdigest(),
        "level": "kunta",
        "holds_from": year,
        "accessed": date(2026, 11, 24),
        "made": "For a test.",
        **dict.fromkeys(("credit", "producer", "licence", "url"), "Statistics Finland"),
    }
    (target / "card.toml").write_text(tomli_w.dumps(card), encoding="utf-8")
    return folder


def as_wfs(features: list[dict], year: int = 2026) -> str:
    """Write features with the attributes of the WFS: id, kunta, vuosi, nimi, namn, name; in EPSG:3067."""
    named = [
        {
            "type": "Feature",
            "properties": {"id": at, "kunta": code, "vuosi": year, "nimi": code, "namn": code, "name": code},
            "geometry": geometry,
        }
        for at, (code, geometry) in enumerate(features)
    ]
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3067"}}
    return json.dumps({"type": "FeatureCollection", "crs": crs, "features": named})


def squares(year: int = 2026) -> list[tuple[str, dict]]:
    """Invent a country of squares: one a municipality, in rows of twenty; the last stands inside the first."""
    boxes = {
        area.code: shapely.box(*(300_000 + SIDE * n for n in (at % 20, at // 20, at % 20 + 1, at // 20 + 1)))
        for at, area in enumerate(FINLAND.areas("kunta", date(year, 1, 1)))
    }
    first, last = next(iter(boxes)), list(boxes)[-1]
    boxes[last] = shapely.box(306_000, 306_000, 314_000, 314_000)
    boxes[first] -= boxes[last]
    return [(code, shapely.geometry.mapping(box)) for code, box in boxes.items()]


@pytest.fixture
def fetched(tmp_path):
    return lay(tmp_path, as_wfs(squares()))


def test_every_municipality_has_a_shape_in_km_with_its_credit(fetched):
    drawn = shapes("kunta", 2026, fetched)
    assert [shape.code for shape in drawn] == [area.code for area in FINLAND.areas("kunta", ON)]
    assert {(shape.level, shape.geo_year, shape.credit) for shape in drawn} == {("kunta", 2026, "Statistics Finland")}
    assert sum(shapely.Polygon(rings(shape)[0]).area for shape in drawn) == pytest.approx(307 * 400 + 64)


def rings(shape) -> list[list[tuple[float, float]]]:
    found, ring = [], []
    for x, y in [*zip(shape.x, shape.y, strict=True), (None, None)]:
        if x is None:
            found.append(ring)
            ring = []
        else:
            ring.append((x, y))
    return found


def test_a_hole_runs_the_other_way_round_so_that_the_neighbour_inside_is_not_painted_over(fetched):
    around = next(shape for shape in shapes("kunta", 2026, fetched) if len(rings(shape)) == 2)
    rim, hole = (shapely.LinearRing(ring) for ring in rings(around))
    assert rim.is_ccw != hole.is_ccw


def test_hyvinvointialueet_dissolve_from_the_municipalities(fetched):
    drawn = shapes("hyvinvointialue", 2026, fetched)
    assert len(drawn) == 23
    helsinki = next(shape for shape in drawn if shape.code == "90")
    assert rings(helsinki) == rings(next(s for s in shapes("kunta", 2026, fetched) if s.code == "091"))


def test_regions_of_an_old_division_dissolve_from_the_municipalities_of_that_year(tmp_path):
    fetched = lay(tmp_path, as_wfs(squares(2020), 2020), 2020)
    assert {shape.credit for shape in shapes("maakunta", 2020, fetched)} == {"Statistics Finland"}
    assert {shape.credit for shape in shapes("maakunta", 2026, fetched)} == {"Natural Earth"}


def test_without_a_fetched_file_a_sentence_says_what_to_do(tmp_path):
    for level in ("kunta", "hyvinvointialue"):
        with raises("boundaries_not_unions", level=level) as caught:
            shapes(level, 2026, tmp_path)
        assert "Show it as a table, or fetch" in str(caught.value)
    assert fetched_municipalities(tmp_path, 2026) is None


def test_a_file_of_another_division_is_not_taken_for_the_asked_one(tmp_path):
    fetched = lay(tmp_path, as_wfs(squares()))
    assert fetched_municipalities(fetched, 2020) is None
    fetched = lay(tmp_path, as_wfs(squares()), 2020)  # laid in the wrong folder
    with raises("boundaries_lack_municipalities", number=2, year=2020, municipalities=["099", "588"]):
        shapes("maakunta", 2020, fetched)


def test_a_file_that_is_missing_or_changed_is_refused(fetched):
    file = fetched / "kunta4500k_2026" / "kunta.geojson"
    file.write_text(file.read_text() + " ")
    with raises("boundary_file_changed", path=file):
        shapes("kunta", 2026, fetched)
    file.unlink()
    with raises("boundary_file_missing", path=file):
        shapes("kunta", 2026, fetched)


def test_municipalities_that_overlap_are_refused(tmp_path):
    overlapping = squares()
    overlapping[5] = (overlapping[5][0], shapely.geometry.mapping(shapely.box(300_000, 300_000, 420_000, 330_000)))
    with raises("boundaries_overlap"):
        shapes("kunta", 2026, lay(tmp_path, as_wfs(overlapping)))


def polygon_with_holes(shape) -> shapely.Geometry:
    whole = shapely.Polygon()
    for ring in rings(shape):
        part = shapely.Polygon(ring)
        whole = whole.union(part) if shapely.LinearRing(ring).is_ccw else whole.difference(part)
    return whole


@pytest.fixture(scope="module")
def real(tmp_path_factory):
    """Lay a stand-in for the answer of the WFS: Statistics Finland's 308 municipalities (for tests only)."""
    if not STATFIN.exists():
        pytest.skip("../shared with Statistics Finland's municipalities is missing")
    return lay(tmp_path_factory.mktemp("fetched"), STATFIN.read_text(encoding="utf-8"))


@pytest.mark.shared
@pytest.mark.parametrize("level", ["kunta", "hyvinvointialue"])
def test_real_neighbours_share_their_edges_and_cover_finland(real, level):
    drawn = [polygon_with_holes(shape) for shape in shapes(level, 2026, real)]
    assert shapely.coverage_is_valid(drawn)
    assert sum(shape.area for shape in drawn) == pytest.approx(338_000, rel=0.01)


@pytest.mark.shared
def test_real_labels_stand_inside_and_coordinates_have_one_decimal(real):
    for shape in shapes("kunta", 2026, real):
        assert polygon_with_holes(shape).contains(shapely.Point(shape.label_x, shape.label_y))
        assert all(x is None or math.isclose(x, round(x, 1)) for x in shape.x)


@pytest.mark.shared
def test_kauniainen_is_a_hole_of_espoo(real):
    drawn = {shape.code: shape for shape in shapes("kunta", 2026, real)}
    assert polygon_with_holes(drawn["049"]).disjoint(shapely.Point(drawn["235"].label_x, drawn["235"].label_y))


@pytest.mark.shared
def test_all_real_rings_are_light_enough_for_a_page(real):
    text = json.dumps([[s.x, s.y] for s in shapes("kunta", 2026, real)], separators=(",", ":"))
    assert len(text) < 110_000


@pytest.mark.shared
def test_what_dissolves_from_real_municipalities_lies_where_the_shipped_regions_do(real):
    shipped = {shape.code: polygon(shape) for shape in shapes("maakunta", 2026)}
    drawn = {shape.code: polygon_with_holes(shape) for shape in shapes("hyvinvointialue", 2026, real)}
    region = {code: parent(FINLAND, "hyvinvointialue", code, "maakunta", ON).code for code in drawn}
    common = sum(land.intersection(shipped[region[code]]).area for code, land in drawn.items())
    assert common / sum(land.area for land in drawn.values()) > 0.96
