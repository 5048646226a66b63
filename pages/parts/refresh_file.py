"""Refresh an uploaded deck beside the server; the new one is held until its reader sends another or leaves the page."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import PurePath

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from pages.parts.check_file import Answered, FileCheck, checked, in_turn
from pages.parts.request import Request, asking
from pages.parts.uploads import REFRESHED, free_content
from pages.server.limits.upload_quota import upload_quota
from picture.text.words import word

PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"


@dataclass(frozen=True, slots=True)
class HeldDeck:
    """What was made of a file that a session sent."""

    file: str  # number of the upload
    language: str
    build: str
    answered: Answered


def refresh_upload(request: Request) -> None:
    """Offer to refresh a deck, tell what changed, and offer the new one."""
    language = request.language
    upload_quota().allow(asking().session)
    file = st.file_uploader(word("refresh_upload", language), key="refresh_upload")
    if file is None:
        st.session_state.pop(REFRESHED, None)
        return
    answered = _answered(file, request)
    if answered.made is not None:
        stamp = request.choices.stamp
        name = f"{PurePath(file.name).stem}_{stamp.edition}-{stamp.version}.pptx"
        take = word("refresh_take", language)
        st.download_button(take, answered.made, name, PPTX, key="refresh_take", on_click="ignore", type="primary")
    st.code(answered.report, language=None, wrap_lines=True)


def _answered(file: UploadedFile, request: Request) -> Answered:
    """Return what was made of a file, once for each language and build."""
    language = request.language
    build = request.choices.stamp.build
    held: HeldDeck | None = st.session_state.get(REFRESHED)
    if held is not None and (held.file, held.language, held.build) == (file.file_id, language, build):
        return held.answered
    if not file.size:  # its content is no longer here
        return Answered(word("check_again", language))
    answered = in_turn(partial(checked, file, language, FileCheck.REFRESH))
    if answered is None:
        return Answered(word("check_busy", language))
    st.session_state[REFRESHED] = HeldDeck(file.file_id, language, build, answered)
    free_content(file, still_held=answered.made is not None)
    return answered
