"""The basket: pictures kept while browsing become one deck and one workbook, in the chosen language."""

from __future__ import annotations

from functools import partial

import streamlit as st
from markupsafe import Markup

from pages.parts.export_menu import basket, downloads
from pages.parts.frame import frame
from pages.parts.page_header import page_header
from pages.parts.request import Request
from pages.parts.show import show
from pages.ready.answers import PAGE_ANSWERS, Question, ready
from picture.export.stamp import collection_name
from picture.query.model import Dataset
from picture.query.selection import check
from picture.text.captions import Captions
from picture.text.words import word
from picture.views import VIEW_KINDS, encode_item, view_on

COLLECTION_FORMS = {"pptx": "take_deck", "xlsx": "take_xlsx", "zip": "take_csv"}

request = frame("slides")
language = request.language
page_header(word("menu_slides", language), word("slides_lead", language))


def asked_again(request: Request, kind: str, selected: dict[str, str]) -> tuple[Dataset, Captions] | None:
    """Ask a kept picture anew, in the language of now; nothing when this edition does not hold it any more."""
    valid, wrong = check({**selected, "lang": request.language}, {}, request.choices)
    if wrong:
        return None
    page = VIEW_KINDS[kind].page
    question = Question(request.con, request.choices, view_on(page, valid, request.choices), valid)
    answer = ready(request.file, PAGE_ANSWERS[page], question)
    return answer.dataset, answer.captions


kept = basket()
if not kept:
    st.info(word("slides_empty", language))
else:
    pictures = [asked_again(request, kind, dict(selected)) for kind, selected in kept]
    held_positions = [position for position, picture in enumerate(pictures) if picture]
    if held_positions:
        name = partial(collection_name, request.choices, synthetic=any(p[0].synthetic for p in pictures if p))
        with st.container(key="lb-take-all", horizontal=True, gap="small"):
            items = [encode_item(kept[position][0], dict(kept[position][1])) for position in held_positions]
            downloads(request, "basket", COLLECTION_FORMS, name, {"item": items})
    for position, picture in enumerate(pictures):
        with st.container(key=f"lb-kept-{position}", border=True):
            captions = picture[1] if picture else None
            kept_picture = Markup('<p class="lb-kept"><b>{}. {}</b><br>{}</p>')
            subtitle = captions.subtitle if captions else "–"
            title = captions.title if captions else word("kept_gone", language)
            show(kept_picture.format(position + 1, subtitle, title))
            with st.container(horizontal=True, gap="small"):
                if st.button(word("up", language), key=f"up_{position}", disabled=position == 0):
                    kept.insert(position - 1, kept.pop(position))
                    st.rerun()
                if st.button(word("remove", language), key=f"remove_{position}"):
                    kept.pop(position)
                    st.rerun()
    if st.button(word("remove_all", language)):
        kept.clear()
        st.rerun()
