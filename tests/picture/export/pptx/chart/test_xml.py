"""The XML of charts: complete, in the colours of the theme, in the reader's language, large enough to read."""

from contract.codes import Language
from tests.picture import factory
from tests.picture.export.reread import A, C, charts, deck, series_of

EVERY = factory.every_dataset("sv")


def test_axes_have_positive_numbers_and_fixed_ends():
    for chart in charts(deck(*EVERY)):
        ids = [int(one.get("val")) for one in chart.element.iter(f"{C}axId")]
        assert min(ids) > 0
        assert len(list(chart.element.iter(f"{C}max"))) == len(list(chart.element.iter(f"{C}min"))) == 2


def test_a_chart_says_its_language_in_all_its_words():
    for chart in charts(deck(*EVERY)):
        assert chart.element.find(f"{C}lang").get("val") == "sv-FI"
        assert {one.get("lang") for one in chart.element.iter(f"{A}rPr", f"{A}endParaRPr")} == {"sv-FI"}


def test_letters_are_at_least_14_points():
    for chart in charts(deck(*EVERY)):
        assert min(int(one.get("sz")) for one in chart.element.iter(f"{A}defRPr") if one.get("sz")) >= 1400


def test_series_and_words_take_their_colours_from_the_theme():
    judged = {"0d6b3f", "d8efe3", "a3330f", "fde3d9", "b4530a"}  # better, worse, a break: meanings that stay
    for chart in charts(deck(*EVERY)):
        assert {one.get("val") for one in chart.element.iter(f"{A}srgbClr")} <= judged


def test_what_lies_in_front_comes_first_in_the_file_and_last_in_its_order():
    (chart,) = charts(deck(factory.map_dataset(Language.EN)))
    orders = [int(one.get("val")) for one in chart.element.iter(f"{C}order")]
    assert orders == sorted(orders, reverse=True)
    assert series_of(chart)[0].name == "95% confidence interval"
