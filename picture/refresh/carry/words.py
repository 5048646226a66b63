"""New words in the place of old ones, in the type that a reader has given them."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.oxml.ns import qn


def renewed_text(kept: Any, fresh: Any, kept_part: Any, fresh_part: Any) -> Any:
    """Return a text body that says what a fresh one says and looks as the kept one; parts: to which links belong."""
    body = deepcopy(kept)
    looks = body.findall(qn("a:p"))
    for place, paragraph in enumerate(fresh.findall(qn("a:p"))):
        look = looks[min(place, len(looks) - 1)]
        body.append(_paragraph(look, paragraph, kept_part, fresh_part))
    for look in looks:
        body.remove(look)
    return body


def _paragraph(look: Any, fresh: Any, kept_part: Any, fresh_part: Any) -> Any:
    made = deepcopy(fresh)
    properties = made.find(qn("a:pPr"))
    if properties is not None:
        made.remove(properties)
    if (of_look := look.find(qn("a:pPr"))) is not None:
        made.insert(0, deepcopy(of_look))
    runs = look.findall(qn("a:r"))
    for place, run in enumerate(made.findall(qn("a:r"))):
        address = _address(run, fresh_part)
        if runs:
            _dress(run, runs[min(place, len(runs) - 1)])
        _link(run, address, kept_part)
    return made


def _dress(run: Any, look: Any) -> None:
    """Give a run the type of another; never larger than it must be to fit."""
    own = run.find(qn("a:rPr"))
    size = None if own is None else own.get("sz")
    if own is not None:
        run.remove(own)
    worn = look.find(qn("a:rPr"))
    made = deepcopy(worn) if worn is not None else run.makeelement(qn("a:rPr"))
    if size is not None and int(made.get("sz", size)) >= int(size):
        made.set("sz", size)
    run.insert(0, made)


def _address(run: Any, part: Any) -> str:
    """Return where a run leads."""
    link = run.find(f"{qn('a:rPr')}/{qn('a:hlinkClick')}")
    return "" if link is None else str(part.target_ref(link.get(qn("r:id"))))


def _link(run: Any, address: str, part: Any) -> None:
    """Let a run lead to an address, or nowhere."""
    properties = run.find(qn("a:rPr"))
    for old in () if properties is None else properties.findall(qn("a:hlinkClick")):
        properties.remove(old)
    if address and properties is not None:
        link = properties.makeelement(qn("a:hlinkClick"))
        link.set(qn("r:id"), part.relate_to(address, RT.HYPERLINK, is_external=True))
        after = properties.find(qn("a:hlinkMouseOver"))
        if after is None:
            after = properties.find(qn("a:extLst"))
        properties.append(link) if after is None else after.addprevious(link)
