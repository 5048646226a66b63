"""One rounding rule: what is printed, classed, labelled and compared is the same number."""

import ast
from dataclasses import replace
from pathlib import Path

import pytest

from contract.codes import Language
from picture.charts.axis import ValueAxis, screen_axis
from picture.charts.maps.classes import class_labels, class_of
from picture.charts.tooltip import tooltip
from picture.query.maps.class_edges import class_edges
from picture.query.rounding import rounded
from picture.text.labels import value_text
from tests.picture.factory import map_dataset

ROOM = Path(__file__).parents[3] / "picture"
DRAWING = {  # here pixels, percentages of a width, office units and km are rounded, and no number that anybody reads
    "charts/maps/choropleth.py",
    "charts/maps/coarse.py",
    "charts/maps/insets.py",
    "charts/palette.py",
    "charts/svg/svg.py",
    "charts/svg/svg_text.py",
    "export/image/about.py",
    "export/image/frame.py",
    "export/image/legend.py",
    "export/image/matrix.py",
    "export/pptx/chart/dots.py",
    "export/pptx/chart/xml.py",
    "export/pptx/colours.py",
    "export/pptx/kinds/changes.py",
    "export/pptx/key.py",
    "export/pptx/own/ground.py",
    "export/pptx/own/placeholders.py",
    "export/pptx/own/report.py",
    "export/pptx/map.py",
    "export/report/drawings.py",
    "export/pptx/shapes.py",
    "refresh/carry/group.py",
    "html/front/strip.py",
    "html/groups/chart.py",
    "html/profile/choosing.py",
    "html/profile/spine.py",
    "html/register/map.py",
    "html/maps/dots.py",
    "html/maps/picture.py",
    "html/plans/cards.py",
    "html/plans/progress_picture.py",
    "html/sparkline.py",
    "html/timeline/draw.py",
    "html/trend/regions.py",
}


def own_rounding(source: str) -> list[int]:
    """The lines on which something is rounded without the one rule: round(), {x:.1f}, a library's own formatting."""
    return [
        node.lineno
        for node in ast.walk(ast.parse(source))
        if (isinstance(node, ast.Call) and ast.unparse(node.func) in {"round", "format_decimal", "format_percent"})
        or (isinstance(node, ast.FormattedValue) and node.format_spec and any(c in "fge%" for c in spec(node)))
        or (
            isinstance(node, ast.Constant) and isinstance(node.value, str) and ":." in node.value and "f}" in node.value
        )
    ]


def spec(node: ast.FormattedValue) -> str:
    return ast.unparse(node.format_spec)[2:-1] if node.format_spec else ""


def test_nothing_rounds_by_itself():
    found = {
        str(path.relative_to(ROOM)): lines
        for path in sorted(ROOM.rglob("*.py"))
        if str(path.relative_to(ROOM)) not in DRAWING and (lines := own_rounding(path.read_text(encoding="utf-8")))
    }
    # the one place where a rounded number is written with a language's signs
    assert list(found) == ["text/words.py"]
    assert "format_decimal(rounded(" in (ROOM / "text" / "words.py").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "planted",
    [
        "round(row.value, 1)",
        'f"{row.value:.1f}"',
        '"{:.1f}".format(value)',
        "format_decimal(value, '0')",
        'f"{v:,.0f}"',
    ],
)
def test_own_rounding_is_caught(planted):
    assert own_rounding(planted) == [1]


@pytest.mark.parametrize("fine", ["rounded(row.value, 1)", 'f"{code:02}"', 'f"{name}"', "number(value, 1, language)"])
def test_the_rule_itself_is_no_breach(fine):
    assert own_rounding(fine) == []


@pytest.mark.parametrize(("value", "decimals", "printed"), [(16.5, 0, 17), (17.5, 0, 18), (2.25, 1, 2.3), (-0.4, 0, 0)])
def test_halves_go_away_from_zero_and_nothing_has_no_sign(value, decimals, printed):
    assert rounded(value, decimals) == rounded(printed, decimals)


def test_value_class_label_and_pointer_say_the_same_of_a_half():
    """Kainuu printed 17 and was painted 15–16: a half was rounded to even for the colour and up for the print."""
    values = (12.0, 14.0, 15.5, 16.5, 18.0, 20.0)
    dataset = map_dataset("en")
    rows = tuple(replace(r, value=v, ci_low=None, ci_high=None) for r, v in zip(dataset.rows, values, strict=False))
    dataset = replace(dataset, rows=rows, classes=class_edges(values, 0))
    row, indicator = rows[3], dataset.indicators[0]
    assert value_text(row, indicator, Language.EN) == "17%"
    assert "17%" in tooltip(row, dataset)
    label = class_labels(dataset)[class_of(16.5, dataset)]
    assert "17" in label
    assert screen_axis(ValueAxis(15, 18, 0.5), "percent", Language.EN)["ticktext"][3] == "16.5%"
