"""Where the links of a page lead on the site: to a page of it, else to the living dashboard, else nowhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from posixpath import dirname, relpath
from urllib.parse import parse_qsl, urlsplit

from contract.codes import Language
from picture.html.links import HOME
from picture.query.choices import Choices
from picture.query.selection import EDITION_KEY, check
from picture.site.plan import SAME, Subject, subject, subjects

_OWN = "/"  # begins an address under the folder of the page's language: "/data/trust.csv"


@dataclass(frozen=True, eq=False)
class Addresses:
    """What an address that the dashboard's HTML holds becomes on the site."""

    by_language: Mapping[Language, Choices]  # the languages of the site
    dashboard: str = ""  # its address without a slash at the end; "": none is named

    def lead(self, address: str, language: Language, path: str) -> str | None:
        """Return the address for a page that stands at a path ("fi/areas/MK01.html"); None where it leads nowhere."""
        if address.startswith("#") or urlsplit(address).scheme:
            return address
        if (address, language) not in self._found:
            self._found[address, language] = self._target(address, language)
        target = self._found[address, language]
        if target is None or urlsplit(target).scheme:
            return target
        file, mark, anchor = target.partition("#")
        return f"{relpath(file, dirname(path) or '.')}{mark}{anchor}"

    @cached_property
    def _found(self) -> dict[tuple[str, Language], str | None]:
        return {}

    @cached_property
    def _subjects(self) -> dict[Language, dict[Subject, str]]:
        return {language: subjects(choices) for language, choices in self.by_language.items()}

    def _target(self, address: str, language: Language) -> str | None:
        """Return the file of the site with its place, or the dashboard's address, or None."""
        if address.startswith(_OWN):
            return f"{language}{address}"
        parts = urlsplit(address)
        page = "front" if parts.path in {"", HOME} else parts.path
        found = self._on_site(page, dict(parse_qsl(parts.query, keep_blank_values=True)), language)
        if found is None:
            return f"{self.dashboard}/{address.removeprefix(HOME)}" if self.dashboard else None
        return f"{found.partition('#')[0]}#{parts.fragment}" if parts.fragment else found

    def _on_site(self, page: str, asked: Mapping[str, str], language: Language) -> str | None:
        named = asked.get("lang", language)
        choices = next((one for code, one in self.by_language.items() if code == named), None)
        if choices is None or page not in SAME or EDITION_KEY in asked:
            return None
        selected, wrong = check(asked, {}, choices)
        path = None if wrong else self._subjects[choices.language].get(subject(page, selected, choices))
        return f"{choices.language}/{path}" if path else None
