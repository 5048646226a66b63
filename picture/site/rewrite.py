"""The dashboard's HTML as the site has it: its links lead to pages of the site, and nothing is styled in place.

A content security policy without any "unsafe" allows neither scripts nor `style=` in a page: what one element looks
like becomes a class of the sheet. HTML that is written by Markup is understood by its tags alone: no text in it holds
an angle bracket, and no value a quotation mark.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape

from markupsafe import Markup

from contract.codes import Language
from picture.site.addresses import Addresses
from picture.site.assets import SHARED_FOLDER, Assets

_TAG = re.compile(r"<(/?)([A-Za-z][\w:-]*)([^<>]*)>")
_ATTRIBUTE = re.compile(r"""([^\s"=/]+)(?:="([^"]*)")?""")
_OF_LINKS = {"href", "hreflang", "download", "data-keep", "target", "rel"}  # what a link has that leads nowhere no more
_DRAWN = {"img": "src", "source": "srcset"}  # which attribute of a tag holds a drawing
_REWRITTEN = {"a", *_DRAWN}
_ONE_ATTRIBUTE = Markup(' {}="{}"')
_NO_VALUE = Markup(" {}")
_ONE_TAG = Markup("<{}{}{}>")
Attributes = dict[str, str | None]


@dataclass(slots=True)
class Rewriting:
    """The rewriting of one page."""

    addresses: Addresses
    assets: Assets
    language: Language
    path: str  # of the page: "fi/areas/MK01.html"
    unlinked: list[bool] = field(default_factory=list)  # for every open link, whether it leads nowhere

    @property
    def root(self) -> str:
        """Lead to the folder of the site."""
        return "../" * self.path.count("/")

    def rewrite(self, html: Markup) -> Markup:
        """Return the HTML of the site."""
        return Markup(_TAG.sub(self._tag, html))  # noqa: S704 - tags of Markup, whose values are escaped again

    def _tag(self, found: re.Match[str]) -> str:
        end, name, rest = found.groups()
        if end:
            return "</span>" if name == "a" and self.unlinked.pop() else found[0]
        if name not in _REWRITTEN and ' style="' not in rest:
            return found[0]
        given: Attributes = {one[1]: None if one[2] is None else unescape(one[2]) for one in _ATTRIBUTE.finditer(rest)}
        self._style(given)
        if name == "a":
            name = self._link(given)
        elif name in _DRAWN:
            self._image(given, _DRAWN[name])
        closed = Markup("/") if rest.rstrip().endswith("/") else Markup()
        return _ONE_TAG.format(Markup(name), Markup("").join(map(_written, given.items())), closed)  # noqa: S704 - a tag's

    def _style(self, given: Attributes) -> None:
        """Turn what one element looks like into classes."""
        style = given.pop("style", None)
        if style is None:
            return
        declared = [one.strip() for one in style.split(";") if one.strip()]
        classes = [given.get("class") or "", *map(self.assets.keep_look, declared)]
        given["class"] = " ".join(filter(None, classes))

    def _link(self, given: Attributes) -> str:
        """Lead a link to where it leads on the site; return the name of its tag."""
        target = self.addresses.lead(given.get("href") or "", self.language, self.path)
        self.unlinked.append(target is None)
        if target is None:
            for one in _OF_LINKS & given.keys():
                del given[one]
            return "span"
        given["href"] = target
        given.pop("data-keep", None)
        return "a"

    def _image(self, given: Attributes, held_by: str) -> None:
        """Take a large drawing out of the page."""
        name = self.assets.keep_drawing(given.get(held_by) or "")
        if name:
            given[held_by] = f"{self.root}{SHARED_FOLDER}/{name}"


def _written(attribute: tuple[str, str | None]) -> Markup:
    name, value = attribute
    return _NO_VALUE.format(Markup(name)) if value is None else _ONE_ATTRIBUTE.format(Markup(name), value)  # noqa: S704 - a tag's
