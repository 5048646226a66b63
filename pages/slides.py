"""The basket: pictures kept while browsing become one deck and one workbook, in the chosen language."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import chain

import streamlit as st
from markupsafe import Markup

from pages.parts.basket.cards import draw_kept
from pages.parts.basket.kept import basket, before, remove_all, shared, show_mine, take_back, take_over
from pages.parts.basket.standing import KeptPicture, asked_again
from pages.parts.check_file import FileCheck, check_upload
from pages.parts.export_menu import copy_link, downloads
from pages.parts.frame import frame
from pages.parts.made_file import made_upload
from pages.parts.request import site_address
from pages.parts.show import show
from picture.export.stamp import collection_name
from picture.html.methods.parts import paragraph
from picture.html.page.head import page_head
from picture.text.words import word

COLLECTION_FORMS = {"pptx": "take_deck", "xlsx": "take_xlsx", "ods": "take_ods", "zip": "take_csv"}
SECTION = Markup('<section class="lb-place" id="{}"><h2>{}</h2>{}</section>')

request = frame("slides")
language = request.language
show(page_head(word("menu_slides", language), word("slides_lead", language)))


def offer(pictures: Sequence[KeptPicture]) -> None:
    """Offer all pictures that this edition holds as one file, and the address of all."""
    name = partial(collection_name, request.choices, synthetic=any(p.dataset.synthetic for p in pictures))
    items = [p.item.encode() for p in pictures]
    with st.container(key="lb-take-all", horizontal=True, gap="small"):
        copy = copy_link(language)
        show(downloads(request, "basket", COLLECTION_FORMS, name, {"item": items}, after=copy), width="content")
        if not shared():
            st.button(word("remove_all", language), key="remove_all", on_click=remove_all)


def section(name: str) -> Markup:
    """Write the head of what can be done with a file that a reader sends."""
    return SECTION.format(name, word(f"{name}_heading", language), paragraph(f"{name}_text", language))


if shared():
    st.info(word("shared_basket", language, count=len(basket())))
    with st.container(key="lb-shared", horizontal=True, gap="small"):
        st.button(word("shared_add", language), key="shared_add", on_click=take_over, kwargs={"beside": True})
        st.button(word("shared_replace", language), key="shared_replace", on_click=take_over, kwargs={"beside": False})
        st.button(word("shared_leave", language), key="shared_leave", on_click=show_mine)
elif before():
    with st.container(key="lb-undo", horizontal=True, gap="small", vertical_alignment="center"):
        st.info(word("removed_told", language, count=len(before()) - len(basket())))
        st.button(word("take_back", language), key="take_back", on_click=take_back)

shown = shared() or basket()
if not shown:
    st.info(word("slides_empty", language))
else:
    pictures = [asked_again(request, text) for text in shown]
    if held := [picture for picture in pictures if picture]:
        offer(held)
    draw_kept(request, shown, pictures, own=not shared())
    if held and FileCheck.TEMPLATE.offered:
        show(section("template"))
        kept = chain.from_iterable(("--item", picture.item.encode()) for picture in held)
        made_upload(request, FileCheck.TEMPLATE, ("--url", site_address().rstrip("/"), *kept))
if FileCheck.KEPT.offered:
    show(section("recheck"))
    check_upload(language, FileCheck.KEPT)
    show(section("refresh"))
    made_upload(request, FileCheck.REFRESH)
