"""Names where there is room for no more."""

import pytest

from picture.text.names import shortened


@pytest.mark.parametrize(
    ("text", "letters", "told"),
    [("Uusimaa", 7, "Uusimaa"), ("Uusimaa", 6, "Uusim…"), ("Etelä Savo", 7, "Etelä…"), ("Uusimaa", 0, "U…")],
)
def test_a_name_that_fits_stays_and_a_longer_one_ends_with_an_ellipsis(text, letters, told):
    assert shortened(text, letters) == told
