"""The kept pictures, one below the other: small picture, title, and what can be done with each."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode
from zlib import crc32

import streamlit as st
from markupsafe import Markup

from contract.cell_key import area_key
from pages.parts.basket.kept import change, move, remove, rename
from pages.parts.basket.standing import KeptPicture
from pages.parts.request import Request
from pages.parts.show import show
from pages.server.caching.etags import code_version
from picture.basket.item import LONGEST_TITLE, Item, decode, shown
from picture.text.words import period, word
from picture.views import FRONT, VIEW_KINDS

CARD = Markup(
    '<div class="lb-kept">{picture}<div><p class="lb-kept-what"><b>{number}.</b> {subtitle}</p>'
    '<p class="lb-kept-title">{title}</p>{told}</div></div>'
)
PICTURE = Markup('<img class="lb-kept-picture" src="take/{}.svg?{}" alt="" width="240" height="135" loading="lazy">')
GONE = Markup('<div class="lb-kept-picture lb-kept-gone" aria-hidden="true"></div>')
TOLD = Markup('<p class="lb-kept-told">{}</p>')
LINK = Markup('<a class="lb-go" href="{}?{}">{}</a>')


def draw_kept(request: Request, kept: Sequence[str], pictures: Sequence[KeptPicture | None], *, own: bool) -> None:
    """Draw the pictures in their order; None: one that this edition does not hold. own: they can be changed."""
    for place, (text, picture) in enumerate(zip(kept, pictures, strict=True)):
        with st.container(key=f"lb-kept-{place}", border=True):
            show(_card(request, place, picture) if picture else _gone(request, place, decode(text, VIEW_KINDS)))
            if own:
                _tools(request, place, len(kept), picture)


def _gone(request: Request, place: int, item: Item) -> Markup:
    """Write what was kept, as far as this edition knows its names."""
    choices = request.choices
    asked = item.selected
    indicators = [i.name for i in choices.indicators if i.id == asked.get("indicator")]
    areas = [a.name for a in choices.areas if area_key(a.level, a.code) == asked.get("area")]
    kind = VIEW_KINDS[item.kind]
    names = [
        word(f"menu_{kind.page}", request.language),
        *(indicators if kind.captions.of_one_indicator else ()),
        *areas,
    ]
    subtitle = " · ".join([*names, period(asked.get("period", ""))]).removesuffix(" · ")
    told = TOLD.format(word("kept_gone", request.language))
    return CARD.format(picture=GONE, number=place + 1, subtitle=subtitle, title=item.title, told=told)


def _card(request: Request, place: int, picture: KeptPicture) -> Markup:
    language = request.language
    page = VIEW_KINDS[picture.item.kind].page
    made_by = {"build": picture.build, "code": code_version()}
    changed = TOLD.format(word("kept_changed", language)) if picture.changed else ""
    return CARD.format(
        picture=PICTURE.format(picture.item.kind, urlencode({**picture.selected, **made_by})),
        number=place + 1,
        subtitle=picture.captions.subtitle,
        title=LINK.format("." if page == FRONT else page, urlencode(picture.selected), picture.title),
        told=changed,
    )


def _tools(request: Request, place: int, count: int, picture: KeptPicture | None) -> None:
    language = request.language
    with st.container(key=f"lb-kept-tools-{place}", horizontal=True, gap="small", vertical_alignment="bottom"):
        if picture:
            widget = f"title_{crc32(picture.item.same.encode()):08x}"  # of the picture, wherever it has moved
            st.session_state[widget] = picture.item.title
            st.text_input(
                word("own_title", language),
                key=widget,
                max_chars=LONGEST_TITLE,
                placeholder=word("own_title_hint", language),
                on_change=rename,
                args=(place, widget),
            )
        if picture and picture.changed:
            item = picture.item
            seen = Item(item.kind, item.selected, item.title, shown(picture.dataset)).encode()
            st.button(word("kept_accept", language), key=f"accept_{place}", on_click=change, args=(place, seen))
        st.button(word("up", language), key=f"up_{place}", disabled=place == 0, on_click=move, args=(place, -1))
        last = place == count - 1
        st.button(word("down", language), key=f"down_{place}", disabled=last, on_click=move, args=(place, 1))
        st.button(word("remove", language), key=f"remove_{place}", on_click=remove, args=(place,))
