"""The box that a map must show."""

from picture.charts.maps.extent import Extent, extent_of
from picture.query.model import Shape


def shape(x: tuple[float | None, ...], y: tuple[float | None, ...]) -> Shape:
    return Shape("01", x, y, label_x=0, label_y=0)


def test_the_extent_holds_every_ring_of_every_shape():
    islands = shape((0.0, 2.0, None, 5.0, 6.0), (0.0, 1.0, None, -3.0, -2.0))
    extent = extent_of([islands, shape((-4.0, 1.0), (0.0, 2.0))])
    assert extent == Extent(west=-4.0, east=6.0, south=-3.0, north=2.0)
    assert (extent.width, extent.height) == (10.0, 5.0)
