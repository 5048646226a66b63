"""One entry of the register: everything that is known of it."""

from __future__ import annotations

import streamlit as st

from pages.parts.frame import frame
from pages.parts.show import show
from pages.ready.register import entry_answer
from picture.html.frame.view_links import put_view

request = frame("entry")
answer = entry_answer(request, request.file, st.query_params.get("id", ""))
show(put_view(answer, request.selected, "lang"))
