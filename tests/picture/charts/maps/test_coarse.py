"""Outlines of small maps, on a coarse grid."""

from picture.charts.maps.coarse import STEP_KM, coarse_path, coarse_view_box
from picture.query.model import Shape


def square(side_km, code="01"):
    x = (0.0, side_km, side_km, 0.0, 0.0)
    y = (0.0, 0.0, side_km, side_km, 0.0)
    return Shape(code, x, y, side_km / 2, side_km / 2)


def test_a_ring_is_written_in_whole_steps_from_its_first_corner():
    assert coarse_path(square(10 * STEP_KM)) == "M0 0l10 0 0-10-10 0 0 10Z"


def test_an_island_smaller_than_a_step_is_left_out():
    assert coarse_path(square(STEP_KM / 5)) == ""


def test_the_box_has_a_margin_of_two_steps_around_all_shapes():
    assert coarse_view_box([square(10 * STEP_KM)]) == "-2 -12 14 14"
