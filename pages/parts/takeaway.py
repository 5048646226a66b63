"""The row of tools under a picture: slide, workbook, table, image, address, basket."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from html import escape
from typing import Any
from urllib.parse import urlencode, urlsplit, urlunsplit

import streamlit as st

from pages.parts.here import Here
from picture.answer import Answer
from picture.export.image import png, svg
from picture.export.package import Told, file_name
from picture.export.slides import slides
from picture.export.table import table
from picture.export.workbook import workbook
from picture.told import tell
from picture.words import word

PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


# Clipboard access needs a secure page; elsewhere the old command does it.
COPY = """<button type="button" class="lb-copy" data-done="{done}">{copy}</button><script>
(() => {{ for (const button of document.querySelectorAll(".lb-copy:not([data-ready])")) {{
  button.dataset.ready = "";
  button.addEventListener("click", async () => {{
    const address = window.location.href;
    if (navigator.clipboard && window.isSecureContext) await navigator.clipboard.writeText(address);
    else {{ const box = document.createElement("textarea"); box.value = address; document.body.append(box);
      box.select(); document.execCommand("copy"); box.remove(); }}
    button.textContent = button.dataset.done;
  }});
}} }})();
</script>"""


def link(here: Here) -> str:
    """Return the address of the whole view, to be opened anywhere."""
    parts = urlsplit(st.context.url or "")
    return urlunsplit((parts.scheme, parts.netloc, parts.path, urlencode(here.choice), ""))


def told(here: Here, answer: Answer) -> Told:
    """Say an answer together with the address it came from."""
    said = here.once(f"told {answer.kind} {answer.view}", lambda: tell(answer))
    return replace(said, link=link(here))


def source(told: Told) -> None:
    """Show wording and source under a picture."""
    st.caption("  \n".join(text for text in (told.question_line, told.source_line) if text))


def takeaway(here: Here, answer: Answer, said: Told) -> None:
    """Offer everything that can be taken from one picture; files are made when they are asked for."""
    items = [(answer, said)]
    with st.container(key=f"lb-take-{answer.kind}", horizontal=True, gap="small"):
        download(word("take_pptx", here.language), lambda: slides(items), file_name(answer, "pptx"), PPTX, primary=True)
        download(word("take_xlsx", here.language), lambda: workbook(items), file_name(answer, "xlsx"), XLSX)
        download(word("take_csv", here.language), lambda: table(items), file_name(answer, "zip"), "application/zip")
        download(word("take_png", here.language), lambda: png(answer, said), file_name(answer, "png"), "image/png")
        download(word("take_svg", here.language), lambda: svg(answer, said), file_name(answer, "svg"), "image/svg+xml")
        copy_address(here)
        keep(here, answer)


def download(label: str, make: Callable[[], bytes], name: str, mime: str, *, primary: bool = False) -> None:
    """Draw one download button that makes its file only when it is clicked."""
    st.download_button(
        label, make, name, mime, key=f"take_{name}", on_click="ignore", type="primary" if primary else "secondary"
    )


def copy_address(here: Here) -> None:
    """Offer to copy the address of the whole view; the browser's own address bar holds the same."""
    words = {"copy": word("take_link", here.language), "done": word("take_link_done", here.language)}
    button = COPY.format(**{name: escape(text) for name, text in words.items()})
    st.html(button, unsafe_allow_javascript=True, width="content")


def keep(here: Here, answer: Answer) -> None:
    """Offer to keep the picture in the basket."""
    kept = basket()
    item = (answer.kind, tuple(sorted(here.choice.items())))
    if item in kept:
        st.button(word("in_basket", here.language), disabled=True, key=f"kept_{answer.kind}")
    elif st.button(word("take_basket", here.language), key=f"keep_{answer.kind}"):
        kept.append(item)
        st.rerun()


def basket() -> list[Any]:
    """Return the pictures kept in this session: kind and choice of each."""
    kept: list[Any] = st.session_state.setdefault("basket", [])
    return kept


def take_all(here: Here, items: Sequence[tuple[Answer, Told]], name: str) -> None:
    """Offer several pictures as one deck and one workbook."""
    with st.container(key="lb-take-all", horizontal=True, gap="small"):
        download(word("take_deck", here.language), lambda: slides(items), f"{name}.pptx", PPTX, primary=True)
        download(word("take_xlsx", here.language), lambda: workbook(items), f"{name}.xlsx", XLSX)
        download(word("take_csv", here.language), lambda: table(items), f"{name}.zip", "application/zip")
