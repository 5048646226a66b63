"""Files that pages share, under names that tell their content: a browser keeps them for ever."""

from __future__ import annotations

from base64 import b64decode
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from picture.html.styles import style_sheets

SHARED_FOLDER = "assets"
_SITE_LOOK = Path(__file__).with_name("site.css")
_NOT_HERE = {"assessment", "basket", "choosing", "collect", "own"}  # looks of what only the dashboard has
_DRAWING = "data:image/svg+xml;base64,"
_LETTERS = 16  # of a hash
_SMALL = 1_500  # letters of an address: a drawing that is smaller costs less inside the page than a request


@dataclass(slots=True)
class Assets:
    """What pages need besides themselves, collected while they are written."""

    drawings: dict[str, bytes] = field(default_factory=dict)  # by name
    looks: dict[str, str] = field(default_factory=dict)  # declarations by the name of their class

    def keep_drawing(self, source: str) -> str | None:
        """Keep a drawing that stands in an address, and return its name; None for anything else."""
        if not source.startswith(_DRAWING) or len(source) < _SMALL:
            return None
        content = b64decode(source.removeprefix(_DRAWING))
        name = named(content, "svg")
        self.drawings[name] = content
        return name

    def keep_look(self, declaration: str) -> str:
        """Keep a declaration that styles a single element, and return the class that says the same."""
        name = f"s{sha256(declaration.encode()).hexdigest()[:6]}"
        if self.looks.setdefault(name, declaration) != declaration:
            raise ValueError(f"two declarations have one name: {declaration!r}, {self.looks[name]!r}")
        return name

    def merge(self, other: Assets) -> None:
        """Take over what other pages need."""
        self.drawings |= other.drawings
        for declaration in other.looks.values():
            self.keep_look(declaration)

    def sheet(self) -> bytes:
        """Write the one style sheet: looks of picture/html, of the site, and of single elements above all others."""
        base, *others = (path for path in style_sheets() if path.stem not in _NOT_HERE)
        looks = [path.read_text(encoding="utf-8") for path in (base, _SITE_LOOK, *others)]
        single = [f".{name}{{{text}!important}}" for name, text in sorted(self.looks.items())]
        return "\n".join((*looks, *single)).encode()


def named(content: bytes, ending: str) -> str:
    """Name a file by its content."""
    return f"{sha256(content).hexdigest()[:_LETTERS]}.{ending}"
