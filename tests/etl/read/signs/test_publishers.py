"""What publishers write, and what we read: every sign of every table."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract.status import Status
from etl.read.signs.publishers import CUBE, OUR_MARKS, SDMX_CONF, SDMX_OBS, Signs, read_sign, with_own

# sign in the file: what we read, in codes of SDMX ("" nothing to say, "C" confidential)
OURS = {"b": "B", "c": "C", "d": "D", "e": "E", "m": "O", "p": "P", "u": "U", "z": "M"}
OBS = {"A": "", "B": "B", "D": "D", "E": "E", "L": "O", "M": "M", "O": "O", "P": "P", "Q": "C", "U": "U"}
CONF = {"F": "", **dict.fromkeys("ACDGMNOPST", "C")}
EUROSTAT = {"a": "", "b": "B", "c": "C", "d": "D", "e": "E", "m": "M", "p": "P", "u": "U", "z": "M"}
SMALL = {"l": "O", "o": "O", "q": "C"}
STATFIN = {"1": "O", "2": "M", "3": "C", "4": "O", "5": "M", "6": "O", "7": ""}
PX = {".": "O", "..": "M", "...": "C", "....": "O", ".....": "M", "......": "O", "-": "", ".......": "O", "KEYS": "O"}


@pytest.mark.parametrize(
    ("signs", "read"),
    [
        (OUR_MARKS, OURS),
        (SDMX_OBS, OBS),
        (SDMX_CONF, CONF),
        (CUBE, OBS | {"C": "C"} | EUROSTAT | SMALL | STATFIN | PX),
    ],
    ids=["column flag", "column obs_status", "column conf_status", "cube"],
)
def test_a_sign_is_read_as_its_border_means_it(signs: Signs, read: dict[str, str]) -> None:
    assert {sign: str(status) for sign, status in signs.items()} == read


def test_cannot_exist_and_should_exist_are_two_things() -> None:
    """M of SDMX, and m of Eurostat since 27 January 2025, was read as our own m: missing."""
    assert [str(read_sign(sign, CUBE)) for sign in ("M", "m", "O")] == ["M", "M", "O"]
    assert [str(read_sign(sign, OUR_MARKS)) for sign in ("m", "z")] == ["O", "M"]


@pytest.mark.parametrize(
    ("sign", "said"), [("be", "BE"), ("BU", "BU"), ("bc", "B C"), ("BC", "B C"), ("cp", "P C"), ("AB", "B")]
)
def test_letters_may_stand_together(sign: str, said: str) -> None:
    assert str(read_sign(sign, CUBE)) == said


@pytest.mark.parametrize("sign", ["odd", "eb", "bb", "x", "12", "r", "b ", ""])
def test_a_sign_that_stands_in_no_table_is_not_guessed(sign: str) -> None:
    assert read_sign(sign, CUBE) is None


def test_a_card_says_what_its_publisher_means() -> None:
    signs = with_own(CUBE, {"r": "P", "*": "BC", "m": "O"})
    assert [str(read_sign(sign, signs)) for sign in ("r", "*", "m", "M")] == ["P", "B C", "O", "M"]
    assert "r" not in CUBE


@given(st.sets(st.sampled_from("BDEMOPUC")))
def test_a_status_is_read_back_from_what_it_says(letters: set[str]) -> None:
    status = Status.parse("".join(letters))
    assert Status.parse(str(status).replace(" ", "")) == status


@given(st.sets(st.sampled_from("BDEMOPUC")), st.sets(st.sampled_from("BDEMOPUC")))
def test_two_statuses_together_say_what_each_says(first: set[str], second: set[str]) -> None:
    both = Status.parse("".join(first)) | Status.parse("".join(second))
    assert both == Status.parse("".join(first | second))
