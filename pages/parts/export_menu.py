"""What can be taken from a picture: one menu under it, the slide first; and keeping it in the basket."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlencode

import streamlit as st
from markupsafe import Markup

from contract.codes import COUNTRY, Language
from contract.pointer import build_of
from pages.parts.basket.kept import basket, keep
from pages.parts.request import Request, site_address
from pages.parts.show import show
from pages.server.caching.etags import code_version
from pages.server.settings import read_settings
from pages.server.take.address import MOST_KEPT, SHAPE
from picture.answers.shown import Picture, Takeable
from picture.basket.item import decode, kept_item
from picture.contributions import CONTRIBUTION, contribution_name
from picture.export.catalogue.addresses import OF_INDICATOR, OF_ONE_AREA, view_place
from picture.export.embed.frame_text import embed_address, frame_text
from picture.export.image.sheet import ImageShape
from picture.export.stamp import area_file_name, image_name
from picture.html.frame.view_links import VIEW, put_view
from picture.kits import KIT
from picture.query.collect.asked import ALL_LANGUAGES, LANGUAGES_KEY, PLACE_KEY
from picture.query.model import Dataset
from picture.query.plans.draft import Tried
from picture.text.words import word
from picture.views import VIEW_KINDS

PICTURE_FILES = (  # form, shape of an image, key of the words on the link
    ("pptx", ImageShape.WIDE, "take_pptx"),
    ("pptx", ImageShape.SLIDE, "take_pptx_image"),
    ("png", ImageShape.WIDE, "take_png"),
    ("png", ImageShape.SQUARE, "take_png_square"),
    ("png", ImageShape.PORTRAIT, "take_png_portrait"),
    ("svg", ImageShape.WIDE, "take_svg"),
    ("xlsx", ImageShape.WIDE, "take_xlsx"),
    ("ods", ImageShape.WIDE, "take_ods"),
    ("zip", ImageShape.WIDE, "take_csv"),
    ("json", ImageShape.WIDE, "take_json"),
)
TABLE_FORMS = ("xlsx", "ods", "zip")
AREA_FILES = (
    ("pack", "zip", "take_pack"),
    ("report", "pdf", "take_report_pdf"),
    ("report", "docx", "take_report_docx"),
    ("brief", "pdf", "take_brief_pdf"),
    ("brief", "docx", "take_brief_docx"),
    ("meeting", "pptx", "take_meeting_pptx"),
    ("guide", "pdf", "take_guide_pdf"),
    ("guide", "docx", "take_guide_docx"),
    ("closing", "pptx", "take_closing_pptx"),
)
LINK = Markup('<a class="lb-file" href="take/{}.{}?{}{}" download="{}">{}</a>')
COPY_IMAGE = Markup(
    '<button type="button" class="lb-file lb-copy-image" data-from="take/{}.png?{}" data-done="{}" data-failed="{}">'
    "{}</button>"
)
MORE = Markup('<details class="lb-more"><summary>{}</summary><div class="lb-more-list">{}</div></details>')
SHARE = Markup('<details class="lb-more lb-share"><summary>{}</summary><div class="lb-more-list">{}</div></details>')
SHARE_TEXT = Markup(
    '<label>{}<textarea readonly rows="4">{}</textarea></label>'
    '<button type="button" class="lb-copy lb-copy-text" data-done="{}">{}</button>'
)
FOLLOW = Markup('<a class="lb-file" href="feed.atom?{}">{}</a>')
COPY = Markup('<button type="button" class="lb-copy" data-done="{}">{}</button>')
MOST_MADE = 500
FILES = Markup('<div class="lb-files">{}{}</div>')
TITLE = Markup('<h2 class="lb-figures-title">{}</h2>')
NOTHING = Markup("")


@dataclass(frozen=True, slots=True)
class FileLink:
    """A link to a file: what it is of, its form, its name, the key of the words on it."""

    what: str
    form: str
    name: str
    key: str
    shape: ImageShape = ImageShape.WIDE

    def write(self, address: str, language: Language) -> Markup:
        """Write it; address: what is asked for."""
        own = "" if self.shape is ImageShape.WIDE else f"{SHAPE}={self.shape}&"
        return LINK.format(self.what, self.form, own, address, self.name, word(self.key, language))


def export_menu(
    request: Request,
    picture: Picture,
    title: str = "",
    before: Markup = NOTHING,
    takeable: Takeable = Takeable.EVERYTHING,
) -> None:
    """Offer everything that can be taken from one picture; only what shows something can be kept for a deck.

    title: of the figures that stand below; before: what else can be taken.
    """
    dataset = picture.dataset
    head = TITLE.format(title) if title else NOTHING
    with st.container(key=f"lb-take-{dataset.kind}", horizontal=True, gap="small", vertical_alignment="center"):
        site = site_address().rstrip("/")
        offered = request.written(f"files {site}", lambda: head + _offered(request, picture, before, takeable, site))
        show(offered, width="content")
        if takeable is Takeable.EVERYTHING:
            keep_in_basket(request, picture)


def _offered(request: Request, picture: Picture, before: Markup, takeable: Takeable, site: str) -> Markup:
    """Write the links to the files of one picture, after what else can be taken. site: the address of the pages."""
    dataset = picture.dataset
    made = NOTHING if takeable is Takeable.DOCUMENTS else _of_picture(request, dataset, takeable)
    share = share_html(request, picture, site) if takeable is Takeable.EVERYTHING else NOTHING
    return put_view(before + made + copy_link(request.language) + share, request.selected, "lang")


def share_html(request: Request, picture: Picture, site: str) -> Markup:
    """Write how another site shows the picture, where that may be, and the feed of what it is about."""
    language = request.language
    framed = bool(read_settings().framed_by)
    key, feed = _followed(request)
    parts = [_frame_to_copy(request, picture, site)] if framed else []
    if feed:
        told = word(f"embed_feed_{key}", language)
        parts.append(FOLLOW.format(urlencode({key: feed, "lang": language.value}), told))
    title = word("embed_share" if framed else "embed_follow", language)
    return FILES.format(SHARE.format(title, NOTHING.join(parts)), NOTHING) if parts else NOTHING


def _frame_to_copy(request: Request, picture: Picture, site: str) -> Markup:
    """Write the text that shows the picture on another site; the newest period is not named, so that it stays new."""
    language = request.language
    kind = picture.dataset.kind
    asked = dict(view_place(request.page, request.selected, request.choices).asked) | {"lang": language.value}
    text = frame_text(kind, embed_address(kind, site, asked), picture.captions.title)
    told = (word("embed_done", language), word("embed_copy", language))
    return SHARE_TEXT.format(word("embed_text", language), str(text), *told)


def _followed(request: Request) -> tuple[str, str]:
    """Return what a page is about, as the feed has it: an indicator, an area, or nothing of its own."""
    if request.page in OF_INDICATOR:
        return "indicator", request.view.indicator
    if request.page == OF_ONE_AREA and request.view.area != COUNTRY:
        return "area", request.selected["area"]
    return "", ""


def _of_picture(request: Request, dataset: Dataset, takeable: Takeable) -> Markup:
    """Write the links to the files of one picture; where no picture shows its figures, those to its tables."""
    rules = VIEW_KINDS[dataset.kind].export
    links = tuple(
        FileLink(dataset.kind, form, image_name(dataset, rules, form, shape), key, shape)
        for form, shape, key in PICTURE_FILES
        if takeable is Takeable.EVERYTHING or form in TABLE_FORMS
    )
    address = urlencode(_made_by(request)) + VIEW
    copy = _copy_image(dataset.kind, address, request.language) if takeable is Takeable.EVERYTHING else NOTHING
    return _files(links, "take_more", address, request.language, copy)


def downloads(
    request: Request,
    what: str,
    forms: Mapping[str, str],
    name: Callable[[str], str],
    query: Mapping[str, Sequence[str]] | None = None,
    *,
    after: Markup = NOTHING,
) -> Markup:
    """Write links to files, the first one emphasised, the others in a list that opens; after: what stands beside them.

    A file is made when its address is opened (pages/server/take). The address names all that decides on the bytes of
    the file, so that it can be kept for ever. forms: form of the file -> key of the words on its link; name: form ->
    name of the file; query: what is asked for, where that is not the view, for which the address waits then.
    """
    address = urlencode({**(query or {}), **_made_by(request)}, doseq=True) + (VIEW if query is None else "")
    links = tuple(FileLink(what, form, name(form), key) for form, key in forms.items())
    return _files(links, "take_more", address, request.language) + after


def area_files(request: Request, dataset: Dataset) -> Markup:
    """Write links to what tells of the chosen area: its pack emphasised, report and meeting brief in a list."""
    links = tuple(
        FileLink(what, form, f"{area_file_name(what, dataset)}.{form}", key) for what, form, key in AREA_FILES
    )
    return _files(links, "take_documents", urlencode(_made_by(request)) + VIEW, request.language)


def kit_files_html(request: Request, place: str) -> Markup:
    """Write links to the kit of a place: in the reader's language, in the others, in all. place: its key, or ""."""
    language = request.language
    others = [_kit_link(request, place, one, "language_name") for one in Language if one is not language]
    every = _kit_link(request, place, language, "collect_take_all", ALL_LANGUAGES)
    listed = MORE.format(word("collect_take_more", language), NOTHING.join([*others, every]))
    return FILES.format(_kit_link(request, place, language, "collect_take"), listed)


def template_file_html(request: Request) -> Markup:
    """Write a link to the workbook in which a plan is filled in."""
    name = contribution_name(request.language)
    told = word("contribution_take", request.language)
    link = LINK.format(CONTRIBUTION, "xlsx", "", urlencode(_made_by(request)), name, told)
    return FILES.format(link, NOTHING)


def draft_file_html(request: Request, tried: Tried) -> Markup:
    """Write a link to the workbook with the goal that was tried in it."""
    name = contribution_name(request.language)
    asked = urlencode({**request.selected, **tried.address(), **_made_by(request)})
    told = word("plans_try_take", request.language)
    return FILES.format(LINK.format(CONTRIBUTION, "xlsx", "", asked, name, told), NOTHING)


def _kit_link(request: Request, place: str, language: Language, key: str, languages: str = "") -> Markup:
    asked = {PLACE_KEY: place, LANGUAGES_KEY: languages, **_made_by(request), "lang": language.value}
    held = Language if languages else (language,)
    name = "_".join(["lagesbild_kit", *filter(None, [place]), *held])
    return LINK.format(KIT, "zip", "", urlencode(asked), f"{name}.zip", word(key, language))


def _made_by(request: Request) -> dict[str, str]:
    """Return what else than the view decides on the bytes of a file."""
    return {"lang": request.language, "build": build_of(request.file.path), "code": code_version()}


@lru_cache(MOST_MADE)
def _files(
    links: tuple[FileLink, ...], more: str, address: str, language: Language, before: Markup = NOTHING
) -> Markup:
    """Write links. more: key of the title of the list that holds all but the first; before: what begins that list."""
    first, *others = (link.write(address, language) for link in links)
    listed = MORE.format(word(more, language), before + NOTHING.join(others)) if others else NOTHING
    return FILES.format(first, listed)


def _copy_image(what: str, address: str, language: Language) -> Markup:
    """Return a button that puts the wide image on the clipboard; a browser that cannot does not show it."""
    told = (word(key, language) for key in ("take_image_done", "take_image_failed", "take_image_copy"))
    return COPY_IMAGE.format(what, address, *told)


def copy_link(language: Language) -> Markup:
    """Return a button that copies the address of the whole view; the browser's own address bar holds the same."""
    return COPY.format(word("take_link_done", language), word("take_link", language))


def keep_in_basket(request: Request, picture: Picture) -> None:
    """Offer to keep the picture in the basket, and say when it has been."""
    language = request.language
    dataset = picture.dataset
    item = kept_item(dataset.kind, dataset.view, request.selected, picture.seen)
    kept = item.same in {decode(text, VIEW_KINDS).same for text in basket()}
    label = word("in_basket" if kept else "take_basket", language)
    st.button(label, key=f"keep_{dataset.kind}", disabled=kept, on_click=keep, args=(item.encode(),))
    if told := st.session_state.pop("basket_told", None):
        st.toast(word(told, language, count=len(basket()), most=MOST_KEPT))
