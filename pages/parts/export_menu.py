"""The row of tools under a picture: slide, workbook, table, image, address, basket."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any
from urllib.parse import urlencode

import streamlit as st
from markupsafe import Markup

from contract.pointer import build_of
from pages.parts.request import Request
from pages.parts.show import as_written, show, show_script
from pages.server.caching.etags import code_version
from picture.export.stamp import file_name
from picture.query.model import Dataset
from picture.text.captions import Captions
from picture.text.words import word
from picture.views import VIEW_KINDS

FORMS = {"pptx": "take_pptx", "xlsx": "take_xlsx", "zip": "take_csv", "png": "take_png", "svg": "take_svg"}

# Clipboard access needs a secure page; elsewhere the old command does it.
COPY_SCRIPT = Markup("""<script>
(() => { for (const button of document.querySelectorAll(".lb-copy:not([data-ready])")) {
  button.dataset.ready = "";
  button.addEventListener("click", async () => {
    const address = window.location.href;
    if (navigator.clipboard && window.isSecureContext) await navigator.clipboard.writeText(address);
    else { const box = document.createElement("textarea"); box.value = address; document.body.append(box);
      box.select(); document.execCommand("copy"); box.remove(); }
    button.textContent = button.dataset.done;
  });
} })();
</script>""")


def source_caption(captions: Captions) -> None:
    """Show wording, source and fieldwork under a picture."""
    lines = (captions.question_line, captions.source_line, captions.fieldwork_line)
    st.caption("  \n".join(as_written(text) for text in lines if text))


def export_menu(request: Request, dataset: Dataset) -> None:
    """Offer everything that can be taken from one picture."""
    with st.container(key=f"lb-take-{dataset.kind}", horizontal=True, gap="small"):
        downloads(
            request, dataset.kind, FORMS, partial(file_name, dataset, VIEW_KINDS[dataset.kind].export), request.selected
        )
        copy_address(request)
        keep_in_basket(request, dataset)


def downloads(
    request: Request,
    what: str,
    forms: Mapping[str, str],
    name: Callable[[str], str],
    query: Mapping[str, str | Sequence[str]],
) -> None:
    """Draw links to files, the first one emphasised; a file is made when its address is opened (pages/server/take).

    The address names all that decides on the bytes of the file, so that it can be kept for ever.
    forms: form of the file -> key of the words on its link; name: form -> name of the file; query: the view.
    """
    made_by = {"build": build_of(request.file.path), "code": code_version()}
    address = urlencode({**query, "lang": request.language, **made_by}, doseq=True)
    link = Markup('<a class="lb-file" href="take/{}.{}?{}" download="{}">{}</a>')
    links = Markup("").join(
        link.format(what, form, address, name(form), word(key, request.language)) for form, key in forms.items()
    )
    show(Markup('<div class="lb-files">{}</div>').format(links), width="content")


def copy_address(request: Request) -> None:
    """Offer to copy the address of the whole view; the browser's own address bar holds the same."""
    button = Markup('<button type="button" class="lb-copy" data-done="{}">{}</button>{}')
    show_script(
        button.format(word("take_link_done", request.language), word("take_link", request.language), COPY_SCRIPT),
        "content",
    )


def keep_in_basket(request: Request, dataset: Dataset) -> None:
    """Offer to keep the picture in the basket."""
    kept = basket()
    item = (dataset.kind, tuple(sorted(request.selected.items())))
    if item in kept:
        st.button(word("in_basket", request.language), disabled=True, key=f"kept_{dataset.kind}")
    elif st.button(word("take_basket", request.language), key=f"keep_{dataset.kind}"):
        kept.append(item)
        st.rerun()


def basket() -> list[Any]:
    """Return the pictures kept in this session: kind and choice of each."""
    kept: list[Any] = st.session_state.setdefault("basket", [])
    return kept
