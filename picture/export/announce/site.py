"""Where announcements lead, and how they are named for good."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

from contract.codes import Language
from picture.html.links import figure_address


@dataclass(frozen=True, slots=True)
class Site:
    """The address at which readers find the pages, without its last slash, and their language."""

    url: str
    language: Language

    @property
    def host(self) -> str:
        """The name under which everything is announced: it must stay when the site moves."""
        return urlsplit(self.url).hostname or "localhost"

    def editions(self) -> str:
        """Return the address of the page of editions."""
        return f"{self.url}/editions?{urlencode({'lang': self.language})}"

    def version(self, name: str) -> str:
        """Return the address of a version: "2026-1"."""
        return f"{self.url}/?{urlencode({'edition': name, 'lang': self.language})}"

    def figure(self, key: str) -> str:
        """Return the permanent address of a figure."""
        return f"{self.url}/{figure_address(key, self.language)}"

    def entry(self, key: str) -> str:
        """Return the address of an entry of the register."""
        return f"{self.url}/entry?{urlencode({'id': key, 'lang': self.language})}"
