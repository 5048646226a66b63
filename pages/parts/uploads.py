"""Files that the reader of a page has sent: freed as soon as they are checked, or their page is left."""

from __future__ import annotations

import streamlit as st
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadedFile, UploadedFileRec

from pages.server.limits.upload_quota import upload_quota

MADE_DECKS = "made_decks"  # where a session holds what was made of the files it sent


def leave_uploads(session: str) -> None:
    """Free what a session sent and what was made of it, and take nothing more from it."""
    st.session_state.pop(MADE_DECKS, None)
    context = get_script_run_ctx(suppress_warning=True)
    if upload_quota().revoke(session) and context is not None:
        context.uploaded_file_mgr.remove_session_files(session)


def free_content(file: UploadedFile, *, still_held: bool = False) -> None:
    """Keep the name of a file, which the page goes on showing, and nothing of what stands in it.

    still_held: whether what was made of it takes its place in memory.
    """
    context = get_script_run_ctx(suppress_warning=True)
    if context is not None and isinstance(context.uploaded_file_mgr, MemoryUploadedFileManager):
        empty = UploadedFileRec(file.file_id, file.name, file.type, b"")
        context.uploaded_file_mgr.add_file(context.session_id, empty)
        if not still_held:
            upload_quota().release(context.session_id)
