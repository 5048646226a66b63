"""Where the basket is: in the session; in the browser, which gives it back when a page is opened anew; in an address.

The browser's copy arrives in the address of a page under `kept` (pages/server/shell/script/basket.js) and is taken off
it. A session that has not seen it asks for it: it may have begun in the middle of a visit, when another process took
over or the browser had slept. Until then nothing of its own replaces what the browser keeps. The page of slides always
has its basket in the address, so that it can be shared. A shared basket is looked at, and replaces the reader's own
only where there is none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st
from markupsafe import Markup

from pages.server.take.address import MOST_KEPT
from picture.basket.item import Item, decode, own_title
from picture.basket.packing import pack, unpack
from picture.views import VIEW_KINDS

OWN = "kept"  # in the address: what this browser keeps
SHARED = "basket"  # in the address of the page of slides
PAGE = "slides"
STORE = Markup('<span class="lb-kept-store" hidden data-kept="{}"{}></span>')
ASKS = Markup(" data-asks")


def basket() -> list[str]:
    """Return the reader's own pictures, each as text."""
    return list(st.session_state.get("basket", ()))


def shared() -> list[str]:
    """Return the pictures of the address, where these are not the reader's own."""
    return list(st.session_state.get("shared_basket", ()))


def take_basket(page: str, asked: Mapping[str, str]) -> dict[str, str]:
    """Take what an address holds of baskets into the session; return what belongs into the address instead."""
    own, given = (_readable(asked.get(key, "")) for key in (OWN, SHARED))
    if "basket" not in st.session_state:
        st.session_state["basket"] = own or given
    elif own and "basket_seen" not in st.session_state:  # what was kept meanwhile stays too
        st.session_state["basket"] = [*own, *(one for one in basket() if one not in {*own, *given})][:MOST_KEPT]
    if OWN in asked:
        st.session_state["basket_seen"] = True
    if page != PAGE:
        forget_before()
        return {}
    st.session_state["shared_basket"] = given if given and given != basket() else []
    shown = pack(shared() or basket())
    return {SHARED: shown} if shown else {}


def put(items: Sequence[str]) -> None:
    """Let these be the reader's own pictures; the address of the page of slides follows."""
    st.session_state["basket"] = list(items)
    if SHARED in st.query_params:
        st.query_params[SHARED] = pack(items)


def keep(text: str) -> None:
    """Keep one more picture."""
    items = basket()
    if len(items) < MOST_KEPT:
        put([*items, text])
        st.session_state["basket_told"] = "kept_told"
    else:
        st.session_state["basket_told"] = "take_basket_size"


def move(place: int, step: int) -> None:
    """Move a picture up (-1) or down (1)."""
    items = basket()
    items.insert(place + step, items.pop(place))
    put(items)


def remove(place: int) -> None:
    """Remove a picture; `take_back` brings it back."""
    items = basket()
    st.session_state["basket_before"] = basket()
    items.pop(place)
    put(items)


def remove_all() -> None:
    """Remove all pictures; `take_back` brings them back."""
    st.session_state["basket_before"] = basket()
    put([])


def before() -> list[str]:
    """Return what the basket held before something was removed from it."""
    return list(st.session_state.get("basket_before", ()))


def forget_before() -> None:
    """Let what was removed be gone."""
    st.session_state.pop("basket_before", None)


def take_back() -> None:
    """Bring back what was removed."""
    put(before())
    forget_before()


def take_over(*, beside: bool) -> None:
    """Make the pictures of the address the reader's own; beside: keep those that were there."""
    mine = basket() if beside else []
    known = {decode(text, VIEW_KINDS).same for text in mine}
    put([*mine, *(text for text in shared() if decode(text, VIEW_KINDS).same not in known)][:MOST_KEPT])


def show_mine() -> None:
    """Leave the pictures of the address."""
    put(basket())


def change(place: int, text: str) -> None:
    """Put another item in the place of one: the same picture, otherwise told."""
    items = basket()
    items[place] = text
    put(items)


def rename(place: int, widget: str) -> None:
    """Put the title that was typed over a picture; none is the picture's own sentence."""
    item = decode(basket()[place], VIEW_KINDS)
    change(place, Item(item.kind, item.selected, own_title(st.session_state[widget]), item.seen).encode())


def stored() -> Markup:
    """Return what our script keeps in the browser, or whether it is to give first what it keeps."""
    return STORE.format(pack(basket()), "" if "basket_seen" in st.session_state else ASKS)


def _readable(text: str) -> list[str]:
    """Read a packed basket; what cannot be read is left out, the whole of it where the address is no basket."""
    try:
        items = unpack(text)
    except ValueError:
        return []
    return [one for one in items[:MOST_KEPT] if _is_item(one)]


def _is_item(text: str) -> bool:
    try:
        decode(text, VIEW_KINDS)
    except ValueError:
        return False
    return True
