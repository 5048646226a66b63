"""The key of a cell is what an address, a file and another edition call the same number."""

import pytest

from contract.cell_key import KeyParts, area_key, read_key


def test_a_key_is_written_as_an_address_and_taken_apart_again():
    key = KeyParts("trust", "2026", area_key("maakunta", "01"), "language.sv")
    assert str(key) == "trust/2026/MK01/language.sv"
    assert read_key(str(key)) == key
    assert area_key("country", "SSS") == "SSS"


@pytest.mark.parametrize(
    "text", ["", "trust", "trust/2026/MK01", "trust/2026/MK01/all.all/more", "trust/someday/MK01/all.all"]
)
def test_a_text_that_is_no_key_is_none(text):
    assert read_key(text) is None
