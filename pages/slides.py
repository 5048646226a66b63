"""The basket: pictures kept while browsing become one deck and one workbook, in the chosen language."""

from __future__ import annotations

from html import escape

import streamlit as st

from pages.parts.frame import frame
from pages.parts.head import head
from pages.parts.here import Here
from pages.parts.takeaway import basket, take_all, told
from picture.answer import Answer
from picture.ask import ask_front, ask_groups, ask_map, ask_profile, ask_trend
from picture.export.package import Told
from picture.view import check, view_of
from picture.words import word

ASK = {"map": ask_map, "trend": ask_trend, "groups": ask_groups, "profile": ask_profile, "front": ask_front}

here = frame("slides")
language = here.language
head(word("menu_slides", language), word("slides_lead", language))


def asked_again(here: Here, kind: str, choice: dict[str, str]) -> tuple[Answer, Told]:
    """Ask a kept picture anew, in the language of now."""
    valid, _ = check({**choice, "lang": here.language}, {}, here.offer)
    answer = ASK[kind](here.con, view_of(valid, here.offer), here.offer)
    return answer, told(here, answer)


kept = basket()
if not kept:
    st.info(word("slides_empty", language))
else:
    items = [asked_again(here, kind, dict(choice)) for kind, choice in kept]
    synthetic = "_SYNTHETIC" if any(answer.synthetic for answer, _ in items) else ""
    take_all(here, items, f"lagesbild_{here.offer.stamp.edition}_{language}{synthetic}")
    for place, (_, said) in enumerate(items):
        with st.container(key=f"lb-kept-{place}", border=True):
            st.html(f'<p class="lb-kept"><b>{place + 1}. {escape(said.subtitle)}</b><br>{escape(said.title)}</p>')
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
