"""Let a program make a deck of a file that a reader sends; it is held until he sends another or leaves the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import PurePath

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from pages.parts.check_file import Answered, FileCheck, checked, in_turn
from pages.parts.request import Request, asking
from pages.parts.uploads import MADE_DECKS, free_content
from pages.server.limits.upload_quota import upload_quota
from picture.text.words import word

PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"


@dataclass(frozen=True, slots=True)
class MadeFor:
    """What a deck was made from, and how."""

    file: str  # number of the upload
    language: str
    build: str
    arguments: tuple[str, ...]


def made_upload(request: Request, what: FileCheck, arguments: Sequence[str] = ()) -> None:
    """Offer to send a file, tell what the program says of it, and offer the deck that it made.

    arguments: of the program, beside the file. The words begin with the name of `what`.
    """
    language = request.language
    name = what.name.lower()
    upload_quota().allow(asking().session)
    file = st.file_uploader(word(f"{name}_upload", language), key=f"{name}_upload")
    if file is None:
        _held().pop(what, None)
        return
    answered = _answered(file, request, what, tuple(arguments))
    if answered.made is not None:
        stamp = request.choices.stamp
        saved_as = f"{PurePath(file.name).stem}_{stamp.edition}-{stamp.version}.pptx"
        take = word(f"{name}_take", language)
        st.download_button(take, answered.made, saved_as, PPTX, key=f"{name}_take", on_click="ignore", type="primary")
    st.code(answered.report, language=None, wrap_lines=True)


def _answered(file: UploadedFile, request: Request, what: FileCheck, arguments: tuple[str, ...]) -> Answered:
    """Return what was made of a file, once for each language, build and arguments."""
    language = request.language
    made_for = MadeFor(file.file_id, language, request.choices.stamp.build, arguments)
    held = _held().get(what)
    if held is not None and held[0] == made_for:
        return held[1]
    if not file.size:  # its content is no longer here
        return Answered(word("check_again", language))
    answered = in_turn(partial(checked, file, language, what, arguments))
    if answered is None:
        return Answered(word("check_busy", language))
    _held()[what] = (made_for, answered)
    free_content(file, still_held=answered.made is not None)
    return answered


def _held() -> dict[FileCheck, tuple[MadeFor, Answered]]:
    """Return the decks that were made for this session."""
    held: dict[FileCheck, tuple[MadeFor, Answered]] = st.session_state.setdefault(MADE_DECKS, {})
    return held
