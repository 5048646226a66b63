"""The one way of HTML into a page: only Markup, which has escaped what was put into it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import streamlit as st
from markupsafe import Markup
from streamlit.delta_generator_singletons import get_dg_singleton_instance
from streamlit.elements.lib.layout_utils import LayoutConfig, create_layout_config
from streamlit.proto.Html_pb2 import Html

Width = Literal["stretch", "content"]
LAYOUTS: Mapping[Width, LayoutConfig] = {
    "stretch": create_layout_config(width="stretch"),
    "content": create_layout_config(width="content", allow_content_width=True),
}
MARKDOWN = re.compile(r"([\\`*_\[\]<>$~|#!])")


@dataclass(frozen=True, slots=True)
class _AsItIs:
    """HTML that Streamlit takes as it is: of a text it would dedent every line and ask whether it names a file."""

    html: Markup

    def _repr_html_(self) -> str:
        return str(self.html)


def show(html: Markup, width: Width = "stretch") -> None:
    """Show HTML on the page; nothing where there is none.

    It does what `st.html` does, which at every run first looks whether there is anything but style sheets in the text:
    of a map that took 2 ms.
    """
    if html:
        main = get_dg_singleton_instance().main_dg
        main._enqueue("html", Html(body=str(html)), layout_config=LAYOUTS[width])  # noqa: SLF001 - no public way


def show_script(html: Markup, width: Width = "stretch") -> None:
    """Show HTML whose scripts run: our own ones, which the content security policy names."""
    st.html(_AsItIs(html), unsafe_allow_javascript=True, width=width)


def own_text(path: Path) -> Markup:
    """Return a file of this project, a style sheet or a script, to stand in a page as it is."""
    return Markup(path.read_text(encoding="utf-8"))  # noqa: S704 - our own file, which nobody else writes


def htmlsafe_json(value: str | dict[str, str]) -> Markup:
    """Write a value as JSON that may stand in a script or a style: none of its letters can end the element."""
    text = json.dumps(value, ensure_ascii=False)
    for letter in "<>&":
        text = text.replace(letter, f"\\u{ord(letter):04x}")
    return Markup(text)  # noqa: S704 - nothing of HTML is left in it


def as_written(text: str) -> str:
    """Escape what Streamlit's Markdown would take for a link, a picture, a formula or a change of face."""
    return MARKDOWN.sub(r"\\\1", text)
