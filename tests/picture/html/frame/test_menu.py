"""The menu."""

import re

from contract.codes import Language
from picture.html.frame.menu import menu
from picture.html.frame.place import PAGES


def test_every_page_is_offered_with_the_view_and_the_own_one_is_marked():
    items = re.findall(r'href="([^"?]+)\?lang=en&amp;area=MK02"( aria-current="page")?', menu("map", Language.EN, VIEW))
    assert [path for path, _ in items] == [".", *PAGES[1:]]
    assert [path for path, marked in items if marked] == ["map"]


def test_it_counts_what_the_own_slides_hold():
    assert "My slides (2)" in menu("map", Language.EN, VIEW, 2)
    assert "My slides<" in menu("map", Language.EN, VIEW)


VIEW = {"area": "MK02"}
