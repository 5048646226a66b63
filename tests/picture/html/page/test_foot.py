"""What stands under every picture."""

import re

import pytest

from contract.codes import Language
from contract.pointer import served_database
from picture.html.frame.view_links import put_view
from picture.html.page.foot import page_foot
from picture.query.choices import read_choices
from picture.query.database import connect
from picture.query.selection import check
from picture.text.captions import captions_of
from picture.text.words import word
from picture.views import VIEW_KINDS, ask_view


@pytest.mark.parametrize("language", Language)
def test_sources_lead_to_the_methods_and_what_is_known_of_the_indicator_unfolds(published, language):
    con = connect(served_database(published)).cursor()
    choices = read_choices(con, language)
    selected, _ = check({"lang": language, "area": "MK19"}, {}, choices)
    dataset = ask_view(con, VIEW_KINDS["map"], selected, choices)
    foot = page_foot(captions_of(dataset, VIEW_KINDS["map"].captions), language, dataset.indicators[0])
    html = put_view(foot, selected, "lang")
    links = re.findall(r'href="(methods\?[^"]*)#[\w-]+"', html)
    assert links
    assert all(f"lang={language}" in link and "area=MK19" in link for link in links)
    assert f"<summary>{word('about_indicator', language)}</summary>" in html
    assert dataset.indicators[0].limits in html
