"""Test an uploaded file as `python -m etl check` does; the file is deleted as soon as the answer is there."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from pages.parts.here import data_folder
from picture.answer import Language
from picture.words import word

ROOT = Path(__file__).parents[2]
KINDS = ["csv", "tsv", "xlsx", "parquet", "sav", "zsav", "json", "px"]
SECONDS = 60
WIDTH = "110"  # letters in a line of the answer


def check_upload(language: Language) -> None:
    """Offer to test a file before it is sent, where the sources are that it is held against; nothing of it is kept."""
    if not (data_folder() / "sources").is_dir():
        st.caption(word("check_elsewhere", language))
        return
    file = st.file_uploader(word("check_upload", language), type=KINDS, key="check_upload")
    if file is not None:
        st.code(_checked(file, language), language=None, wrap_lines=True)


def _checked(file: UploadedFile, language: Language) -> str:
    """Run the check beside the server: the writing side is never loaded into the process that serves pages."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / Path(file.name).name
        path.write_bytes(file.getbuffer())
        command = [sys.executable, "-m", "etl", "--data", str(data_folder()), "check", str(path), "--lang", language]
        try:
            done = subprocess.run(  # noqa: S603 - our own program; the name of the file is an argument, not a command
                command,
                cwd=ROOT,
                capture_output=True,
                text=True,
                timeout=SECONDS,
                check=False,
                env={**os.environ, "COLUMNS": WIDTH},
            )
        except subprocess.TimeoutExpired:
            return word("check_slow", language, seconds=SECONDS)
    return (done.stdout + done.stderr).replace(f"{folder}/", "").strip()
