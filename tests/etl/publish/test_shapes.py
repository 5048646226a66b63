"""Which shapes a database holds."""

from pathlib import Path

from etl.publish.shapes import newest_shapes
from geo.classification import read_classification
from tests.geo.test_fetched_boundaries import as_wfs, lay, squares

PLACES = read_classification()


def test_municipalities_are_drawn_only_when_their_boundaries_were_fetched(tmp_path: Path) -> None:
    levels = {shape.level for shape in newest_shapes(PLACES, tmp_path)}
    assert levels == {"maakunta", "elinvoimakeskus", "ely", "suuralue"}
    with_municipalities = newest_shapes(PLACES, lay(tmp_path, as_wfs(squares())))
    assert {shape.level for shape in with_municipalities} - levels == {"hyvinvointialue", "kunta"}
