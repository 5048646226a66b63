"""What a source is called stands on a page as it was written, whatever Markdown would make of it."""

import re

import pytest
from streamlit.testing.v1 import AppTest

from pages.parts.show import as_written


@pytest.mark.parametrize(
    "title",
    [
        "![seen](https://example.org/seen.png)",
        "[read more](https://example.org)",
        "*a* _b_ ~~c~~ `d`",
        "from $5 to $6",
        "<https://example.org>",
        ":red[hot]",
    ],
)
def test_no_sign_of_markdown_in_the_name_of_a_source_is_left_to_markdown(title: str):
    written = as_written(title)
    assert re.sub(r"\\(.)", r"\1", written) == title
    assert not re.search(r"(?<!\\)[!\[\]*_~`$<>]", written)


def test_plain_names_stay_as_they_are():
    title = "Kuntavaalit 2021: äänestysaktiivisuus (0–10), 12 % – a/b"
    assert as_written(title) == title


PAGE = """
import streamlit as st
from markupsafe import Markup

from pages.parts.show import show

show(Markup("<p>two\\n   lines</p>"), "{width}")
with st.container():
    show(Markup("<p>in a container</p>"), "{width}")
show(Markup(""))
st.html("<p>two\\n   lines</p>", width="{width}")
"""


@pytest.mark.parametrize("width", ["stretch", "content"])
def test_html_is_shown_as_streamlit_itself_would_show_it(width):
    app = AppTest.from_string(PAGE.format(width=width)).run()
    ours, inside, streamlits = app.get("html")
    assert not app.exception
    assert ours.proto == streamlits.proto
    assert inside.proto.body == "<p>in a container</p>"
