"""The basket: pictures kept while browsing become one deck and one workbook, in the chosen language."""

from __future__ import annotations

from functools import partial

import streamlit as st
from markupsafe import Markup

from pages.parts.export_menu import basket, captions_on, downloads
from pages.parts.frame import frame
from pages.parts.page_header import head
from pages.parts.request import Here
from pages.parts.show import show
from picture.export.stamp import collection_name
from picture.query.model import Dataset
from picture.query.selection import check
from picture.text.words import word
from picture.views import Kind, ask_view, encode_item

FORMS = {"pptx": "take_deck", "xlsx": "take_xlsx", "zip": "take_csv"}

here = frame("slides")
language = here.language
head(word("menu_slides", language), word("slides_lead", language))


def asked_again(here: Here, kind: Kind, choice: dict[str, str]) -> Dataset | None:
    """Ask a kept picture anew, in the language of now; nothing when this edition does not hold it any more."""
    valid, wrong = check({**choice, "lang": here.language}, {}, here.choices)
    return None if wrong else ask_view(here.con, kind, valid, here.choices)


kept = basket()
if not kept:
    st.info(word("slides_empty", language))
else:
    datasets = [asked_again(here, kind, dict(choice)) for kind, choice in kept]
    here_now = [place for place, dataset in enumerate(datasets) if dataset]
    if here_now:
        name = partial(
            collection_name, here.choices, synthetic=any(dataset.synthetic for dataset in datasets if dataset)
        )
        with st.container(key="lb-take-all", horizontal=True, gap="small"):
            items = [encode_item(kept[place][0], dict(kept[place][1])) for place in here_now]
            downloads(here, "basket", FORMS, name, {"item": items})
    for place, dataset in enumerate(datasets):
        with st.container(key=f"lb-kept-{place}", border=True):
            captions = captions_on(here, dataset) if dataset else None
            kept_picture = Markup('<p class="lb-kept"><b>{}. {}</b><br>{}</p>')
            subtitle = captions.subtitle if captions else "–"
            title = captions.title if captions else word("kept_gone", language)
            show(kept_picture.format(place + 1, subtitle, title))
            with st.container(horizontal=True, gap="small"):
                if st.button(word("up", language), key=f"up_{place}", disabled=place == 0):
                    kept[place - 1], kept[place] = kept[place], kept[place - 1]
                    st.rerun()
                if st.button(word("remove", language), key=f"remove_{place}"):
                    kept.pop(place)
                    st.rerun()
    if st.button(word("remove_all", language)):
        kept.clear()
        st.rerun()
