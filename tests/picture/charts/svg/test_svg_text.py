from markupsafe import Markup

from picture.charts.svg.svg_text import text


def test_bold_runs_over_the_end_of_a_line():
    assert text(Markup("<b>one<br>two</b>"), 0, 0, 10, "#000000").count('font-weight="600"') == 2
