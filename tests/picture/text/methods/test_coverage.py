"""Where figures are known, in words."""

import pytest

from picture.query.methods.follow_up import FigureCoverage
from picture.text.methods.coverage import coverage_words


@pytest.mark.parametrize(
    ("regions", "dims", "language", "expected"),
    [
        (19, ("Äidinkieli", "Ikä"), "fi", "2026, koko maa ja 19 maakuntaa; ryhmittelyt: äidinkieli ja ikä"),
        (19, ("Modersmål",), "sv", "2026, hela landet och 19 landskap; indelningar: modersmål"),
        (1, (), "en", "2026, whole country and one region"),
        (0, (), "sv", "2026, bara hela landet"),
    ],
)
def test_coverage_tells_period_areas_and_groupings(regions, dims, language, expected):
    assert coverage_words(FigureCoverage("trust", "2026", regions, dims), language) == expected


def test_a_figure_that_is_hidden_everywhere_is_told():
    assert coverage_words(None, "en") == "no figure can be shown"
