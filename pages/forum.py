"""A yearly forum: programme, the picture's findings for it, materials, decisions and what became of them."""

from __future__ import annotations

from functools import partial

import streamlit as st

from contract.codes import COUNTRY
from pages.parts.export_menu import downloads
from pages.parts.frame import frame
from pages.parts.show import show
from pages.ready.register import forum_answer
from picture.export.stamp import collection_name
from picture.html.frame.view_links import put_view
from picture.html.page.stack import stack
from picture.html.register.forum import forum_deck
from picture.html.register.words import edition_asked

request = frame("forum")
choices = request.choices
answer = forum_answer(request, request.file, st.query_params.get("forum", ""))
query = {key: [value] for key, value in ({"area": COUNTRY} | edition_asked(choices)).items()}
name = partial(collection_name, choices, synthetic=choices.stamp.synthetic)
deck = forum_deck(downloads(request, "forum", {"pptx": "forum_deck"}, name, query), request.language)
first, rest = (put_view(part, request.selected, "lang") for part in (answer.first, answer.rest))
show(stack(first, deck, rest) if rest else first)
