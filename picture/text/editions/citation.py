"""How to cite an edition, for people and for reference managers."""

from __future__ import annotations

from contract.codes import Language
from picture.query.model import Stamp
from picture.text.words import day, word


def citation(stamp: Stamp, language: Language, base: str = "") -> str:
    """Write how to cite an edition: name, version, file, day, address of a released version. base: of our addresses."""
    date = day(stamp.built_at.date(), language)
    edition = {"edition": stamp.edition, "version": stamp.version, "build": stamp.build}
    return " ".join(filter(None, [word("methods_cite_text", language, **edition, date=date), version_url(stamp, base)]))


def version_url(stamp: Stamp, base: str) -> str:
    """Return the address of a released version; nothing of a draft, which has none, or where no base is known."""
    return f"{base}/?edition={stamp.edition}-{stamp.version}" if base and stamp.status != "draft" else ""


def bibtex(stamp: Stamp, language: Language, base: str = "") -> str:
    """Write an entry for BibTeX."""
    url = version_url(stamp, base)
    fields = {
        "title": _title(stamp, language),
        "author": "Lägesbild",
        "year": str(stamp.built_at.year),
        "version": str(stamp.version),
        "note": stamp.build,
        **({"url": url} if url else {}),
    }
    lines = ",\n".join(f'  {name} = "{text}"' for name, text in fields.items())
    return f"@misc{{lagesbild-{stamp.edition}-{stamp.version},\n{lines}\n}}"


def ris(stamp: Stamp, language: Language, base: str = "") -> str:
    """Write an entry in the RIS format."""
    url = version_url(stamp, base)
    fields = [
        ("TY", "DATA"),
        ("TI", _title(stamp, language)),
        ("AU", "Lägesbild"),
        ("PY", str(stamp.built_at.year)),
        ("DA", stamp.built_at.strftime("%Y/%m/%d")),
        ("ET", str(stamp.version)),
        ("N1", stamp.build),
        *([("UR", url)] if url else []),
        ("ER", ""),
    ]
    return "\n".join(f"{tag}  - {text}" for tag, text in fields)


def _title(stamp: Stamp, language: Language) -> str:
    return word("cite_title", language, edition=stamp.edition)
