"""A basket in an address: short, whole, and never a bomb."""

import zlib
from base64 import urlsafe_b64encode
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from picture.basket import packing
from picture.basket.packing import LARGEST, pack, unpack

ITEM = (
    "map~area_MK{:02}~division_newest~group_all.all~indicator_trust_other_background~level_maakunta~period_2026"
    "~seen_{:08x}"
)
WORDS_1 = "9f1db1bd46ab35edb197765116836adb7ddebeb5f476e88b323a46547b34e887"


def squeezed(content: bytes) -> str:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return "1" + urlsafe_b64encode(packer.compress(content) + packer.flush()).decode().rstrip("=")


@given(st.lists(st.text(st.characters(exclude_characters="\n", exclude_categories=["Cs"]), min_size=1), min_size=1))
def test_what_is_packed_comes_back(items):
    assert unpack(pack(items)) == items


def test_of_nothing_there_is_nothing():
    assert (pack([]), unpack("")) == ("", [])


@pytest.mark.parametrize(("count", "letters"), [(1, 60), (10, 260), (60, 1_100)])
def test_it_is_short(count, letters):
    assert len(pack([ITEM.format(at % 21, at * 2_654_435_761 % 2**32) for at in range(count)])) <= letters


@pytest.mark.parametrize("text", ["x", "1", "1!!!!", "2abcd", "1" + "A" * 400, pack(["map~x"])[:-3], "ä", "\x00"])
def test_what_is_no_basket_is_refused(text):
    with pytest.raises(ValueError, match=r".+"):
        unpack(text)


def test_a_bomb_is_refused_before_it_is_large():
    with pytest.raises(ValueError, match="too large"):
        unpack(squeezed(b"a" * 50_000_000))
    assert unpack(squeezed(b"a" * LARGEST))


def test_letters_that_are_no_text_are_refused():
    with pytest.raises(ValueError, match=r".+"):
        unpack(squeezed(b"\xff\xfe"))


def test_the_dictionary_of_a_version_never_changes():
    """Addresses that people have kept are read with it: a new dictionary has a new number and a new file."""
    words = Path(packing.__file__).with_name("words_1.txt").read_bytes()
    assert sha256(words).hexdigest() == WORDS_1
