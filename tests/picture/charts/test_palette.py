"""Colours: readable, apart for every eye, and never alone in carrying a meaning."""

from itertools import pairwise

import pytest

from picture.charts.palette import (
    ABSENCE,
    BETTER,
    BETTER_GROUND,
    BREAK,
    COUNTRY,
    DOT,
    HEADING,
    INK,
    NEITHER,
    NEITHER_GROUND,
    QUIET,
    SEQUENTIAL,
    WHITE,
    WORSE,
    WORSE_GROUND,
    class_colours,
    contrast,
    luminance,
    text_on,
    translucent,
)

# Machado, Oliveira and Fernandes 2009, severity 1, on linear RGB.
BLINDNESS = {
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
}
NONE = ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0))


def linear(colour):
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]


def lab(colour, seen_as=NONE):
    """CIELAB (D65) of a colour as an eye sees it."""
    rgb = linear(colour)
    rgb = [min(1.0, max(0.0, sum(m * c for m, c in zip(line, rgb, strict=True)))) for line in seen_as]
    to_xyz = ((0.4124564, 0.3575761, 0.1804375), (0.2126729, 0.7151522, 0.0721750), (0.0193339, 0.1191920, 0.9503041))
    white = (0.95047, 1.0, 1.08883)
    x, y, z = (f(sum(m * c for m, c in zip(line, rgb, strict=True)) / w) for line, w in zip(to_xyz, white, strict=True))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def f(t):
    return t ** (1 / 3) if t > 216 / 24389 else (24389 / 27 * t + 16) / 116


def delta_e(one, other, seen_as=NONE):
    return sum((a - b) ** 2 for a, b in zip(lab(one, seen_as), lab(other, seen_as), strict=True)) ** 0.5


def test_the_known_contrast_of_black_and_white_is_21():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


def test_the_known_difference_of_black_and_white_is_100():
    assert delta_e("#000000", "#ffffff") == pytest.approx(100, abs=0.01)


@pytest.mark.parametrize("count", range(1, 6))
def test_classes_darken_step_by_step_so_that_greyscale_keeps_their_order(count):
    shades = [luminance(c) for c in class_colours(count)]
    assert shades == sorted(shades, reverse=True)
    assert len(set(shades)) == count


@pytest.mark.parametrize("seen_as", [NONE, *BLINDNESS.values()], ids=["all", *BLINDNESS])
def test_neighbouring_classes_are_apart_for_every_eye(seen_as):
    for one, other in pairwise(SEQUENTIAL):
        assert delta_e(one, other, seen_as) >= 10


@pytest.mark.parametrize("seen_as", [NONE, *BLINDNESS.values()], ids=["all", *BLINDNESS])
def test_absence_is_unlike_every_class_for_every_eye(seen_as):
    assert min(delta_e(ABSENCE, c, seen_as) for c in SEQUENTIAL) >= 10


@pytest.mark.parametrize("ground", [*SEQUENTIAL, ABSENCE])
def test_labels_can_be_read_on_every_class(ground):
    assert contrast(text_on(ground), ground) >= 4.5


def test_dark_classes_carry_white_labels_and_light_ones_ink():
    assert [text_on(c) for c in SEQUENTIAL] == [INK, INK, INK, WHITE, WHITE]


@pytest.mark.parametrize(
    ("text", "ground"),
    [
        (BETTER, BETTER_GROUND),
        (WORSE, WORSE_GROUND),
        (NEITHER, NEITHER_GROUND),
        *((t, WHITE) for t in (INK, HEADING, QUIET, DOT, BREAK, COUNTRY, BETTER, WORSE)),
    ],
)
def test_words_can_be_read_on_their_ground(text, ground):
    assert contrast(text, ground) >= 4.5


def test_the_letters_of_better_and_worse_are_apart_for_every_eye():
    for seen_as in (NONE, *BLINDNESS.values()):
        assert delta_e(BETTER, WORSE, seen_as) >= 10


def test_a_translucent_colour_is_written_as_plotly_reads_it():
    assert translucent("#2a6ebb", 0.1) == "rgba(42, 110, 187, 0.10)"
