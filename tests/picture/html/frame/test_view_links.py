"""Links that keep the reader's view, in HTML that is written once."""

from html import unescape
from urllib.parse import parse_qsl

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from picture.html.frame.view_links import VIEW, put_view

LINK = Markup('<a href="map?area=MK19{}#top">').format(VIEW)
SELECTED = {"lang": "sv", "area": "MK02", "areas": "own:MK10-MK11:East & <b>"}


def test_every_link_gets_the_view_but_for_the_key_that_it_has_itself():
    first, second, rest = put_view(LINK + LINK, SELECTED, "area").split(">")
    address = "map?area=MK19&amp;lang=sv&amp;areas=own%3AMK10-MK11%3AEast+%26+%3Cb%3E#top"
    assert first == second == f'<a href="{address}"'
    assert not rest


def test_a_view_of_this_key_alone_leaves_the_address_as_it_is():
    assert put_view(LINK, {"area": "MK02"}, "area") == '<a href="map?area=MK19#top">'


@given(st.dictionaries(st.sampled_from(["lang", "period", "areas"]), st.text(min_size=1)))
def test_whatever_a_view_holds_comes_back_from_the_address(view):
    address = unescape(put_view(LINK, view, "area").split('"')[1]).partition("#")[0].partition("?")[2]
    assert dict(parse_qsl(address, keep_blank_values=True)) == {"area": "MK19", **view}
