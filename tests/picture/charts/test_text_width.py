"""How wide text will be."""

from markupsafe import Markup

from picture.charts.text_width import CALIBRI, SOURCE_SANS, letters_width, text_width


def test_the_longest_line_counts_without_its_tags_and_an_entity_is_one_letter():
    assert text_width(Markup("ab<br><b>a&amp;bc</b>"), 10) == letters_width(4, 10, SOURCE_SANS)


def test_a_width_grows_with_the_letters_and_with_their_size():
    assert letters_width(6, 10, CALIBRI) == 30.0
    assert letters_width(3, 20, CALIBRI) == 30.0
