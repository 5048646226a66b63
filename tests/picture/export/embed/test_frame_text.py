"""The text of a frame and oEmbed: sizes within what a site gives, and nothing that ends an attribute."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree, html

from picture.export.embed.frame_text import FRAME_WIDTH, embed_address, frame_text, oembed, oembed_xml

TEXT = st.text(st.characters(codec="utf-8"), max_size=40)


@given(title=TEXT, key=TEXT, value=TEXT)
def test_whatever_a_title_and_an_address_hold_the_frame_is_one_element(title, key, value):
    address = embed_address("map", "https://a.fi", {key: value})
    assert address.isascii()
    (frame,) = html.fragments_fromstring(str(frame_text("map", address, title.replace("\0", ""))))
    assert frame.tag == "iframe"
    assert frame.get("src") == address
    assert set(frame.attrib) == {"src", "title", "width", "height", "loading", "style"}


@pytest.mark.parametrize(
    ("most", "size"),
    [
        ((None, None), (FRAME_WIDTH, 960)),
        ((400, None), (400, 960)),
        ((None, 300), (FRAME_WIDTH, 300)),
        ((5000, 5000), (FRAME_WIDTH, 960)),
        ((1, 1), (1, 1)),
    ],
)
def test_a_frame_is_never_larger_than_a_site_allows(most, size):
    told = oembed("map", "https://a.fi/embed/map", "T", ("P", "https://a.fi/"), most)
    assert (told["width"], told["height"]) == size
    assert f'width="{size[0]}" height="{size[1]}"' in told["html"]


@given(title=TEXT)
def test_json_and_xml_say_the_same(title):
    told = oembed("map", "https://a.fi/embed/map?a=1&b=2", title, ("P & Q", "https://a.fi/"), (None, None))
    root = etree.fromstring(oembed_xml(told))
    assert root.tag == "oembed"
    assert [one.tag for one in root] == list(json.loads(json.dumps(told)))
    assert root.findtext("provider_name") == "P & Q"
    assert root.findtext("type") == "rich"
    assert root.findtext("version") == "1.0"
