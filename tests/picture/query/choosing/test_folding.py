"""Names are found on whatever keyboard they are typed."""

import re
from pathlib import Path

import pytest

from picture.query.choosing.folding import fold, folded

SCRIPT = Path(__file__).parents[4] / "pages/server/shell/script/choosing.js"


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Åland", "aland"),
        ("PÄIJÄT-HÄME", "paijat hame"),
        ("Koski Tl", "koski tl"),
        (" Luottaa  kotikuntansa päättäjiin? ", "luottaa kotikuntansa paattajiin"),
        ("18–29-vuotiaat", "18 29 vuotiaat"),
        ("Mäntyharju/Mäntyharju", "mantyharju mantyharju"),
        ("", ""),
    ],
)
def test_letters_lose_their_accents_and_words_stand_apart(text, plain):
    assert fold(text) == plain


def test_several_names_stand_once_each():
    assert folded(["Ahvenanmaa", "Åland", "Aland", ""]) == "ahvenanmaa|aland"


def test_the_browser_folds_the_same_way():
    """The script's own expression, which the browser tests run; here only that it stands there unchanged."""
    text = SCRIPT.read_text(encoding="utf-8")
    steps = re.search(r"const folded = \(text\) => (.*);", text)[1]
    assert steps == (
        'text.toLowerCase().normalize("NFD").replace(/\\p{M}/gu, "").replace(/[^\\p{L}\\p{N}]+/gu, " ").trim()'
    )
