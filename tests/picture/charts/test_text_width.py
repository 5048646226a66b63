"""How wide text will be."""

from markupsafe import Markup

from picture.charts.text_width import CALIBRI, SOURCE_SANS, calibri_width, letters_width, text_width


def test_the_longest_line_counts_without_its_tags_and_an_entity_is_one_letter():
    assert text_width(Markup("ab<br><b>a&amp;bc</b>"), 10) == letters_width(4, 10, SOURCE_SANS)


def test_a_width_grows_with_the_letters_and_with_their_size():
    assert letters_width(6, 10, CALIBRI) == 30.0
    assert letters_width(3, 20, CALIBRI) == 30.0


def test_a_word_of_narrow_letters_is_narrower_than_one_of_wide_ones():
    """Carlito, which has the widths of Calibri, measures 54 and 62 in bold."""
    assert 54 < calibri_width("eritaustaisiin", 10, bold=True) < 60
    assert 62 < calibri_width("Osallistuminen", 10, bold=True) < 68
