"""What a reader sees, and the log keeps, of a page that ends in an error nobody foresaw."""

from __future__ import annotations

import logging

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from contract.codes import Language
from contract.pointer import NoDatabaseError, build_of
from contract.unexpected import error_number, log_entry
from pages.server.databases import published
from pages.server.settings import data_folder
from pages.server.stream import page_with_hash
from pages.server.watch.logs import event
from picture.text.words import word


def explain_failure(error: Exception) -> bool:
    """Show an error number in every language, and log it with page, build and place; no word of the error itself."""
    number = error_number()
    context = get_script_run_ctx(suppress_warning=True)
    page = "" if context is None else page_with_hash(context.page_script_hash)
    event("page_failed", logging.ERROR, page=page, build=_build(), place=log_entry(number, error))
    st.error("  \n".join(word("page_failed", language, number=number) for language in Language))
    return True  # Streamlit shows nothing of its own


def _build() -> str:
    try:
        return build_of(published(data_folder()).path)
    except NoDatabaseError:
        return ""
