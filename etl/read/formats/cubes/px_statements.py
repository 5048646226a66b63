"""A PX file as its statements: KEYWORD[language]("variable")="text","text"; of the main language."""

from __future__ import annotations

import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator, Mapping

STATEMENT = re.compile(r'((?:[^";]+|"[^"]*(?:"|\Z))*+)(;|\Z)')  # reads on to the end: a long text is read once
# Blanks are read once (*+): two runs of them side by side would take a square of the time
HEAD = re.compile(r'([A-Z0-9-]+)(?:\[([\w-]+)\])?\s*+(?:\("([^"]*)"[^)]*\)\s*+)?=(.*)', re.DOTALL)
ABOUT = re.compile(r"\s*+([A-Z]+)\s*+(?:\(([^=]*)\)\s*+)?=(.*)", re.DOTALL)  # of the main language
CODEPAGE = re.compile(rb'CODEPAGE\s*=\s*"([\w-]+)"')
TEXT = re.compile(r'"([^"]*)"\s*(,?)')
QUOTED = re.compile(r'"([^"]*)(?:"|\Z)')
# the beginning of a statement, or of DATA, on a line of its own inside a quoted text
SWALLOWED = re.compile(r"\n[A-Z][A-Z0-9-]+(?:\[[\w-]+\])?\s*[=(]\s*\Z|\nDATA\s*=")
WIDEST = "windows-1252"  # what a file is in that says nothing, or says the wrong thing
DATA = ("DATA", "")

Statements = Mapping[tuple[str, str], str]  # keyword and variable ("" for the whole table) = what is written


def decoded(content: bytes) -> str:
    """Decode as UTF-8 where that works, whatever the file says of itself: some lie about their code page."""
    if content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return content.decode("utf-16", errors="replace")
    declared = CODEPAGE.search(content)
    for encoding in ("utf-8-sig", declared[1].decode("ascii") if declared else WIDEST):
        try:
            return content.decode(encoding)
        except (UnicodeError, LookupError):
            continue
    return content.decode(WIDEST, errors="replace")


def row_of_open_quote(text: str) -> int | None:
    """Return the line with a quotation mark too many or too few, after which statements are read as texts.

    A text may go on on further lines, but does not hold the beginning of the next statement.
    """
    for quoted in QUOTED.finditer(text.replace("\r\n", "\n")):
        if SWALLOWED.search(quoted[1]):
            first = quoted.string.count("\n", 0, quoted.start()) + 1
            rows = quoted.string.split("\n", first)[:first]
            return next((row for row in range(first, 0, -1) if rows[row - 1].count('"') % 2), first)
    return None


def statements_of(text: str) -> Statements:
    """Read every statement of the main language; those of further languages carry a [language].

    Offices leave out the last semicolon, or write one behind every row of DATA. A file whose last line has no end may
    have been cut inside a number: what stands there is no statement. Some write their main language in brackets too.
    """
    found: dict[tuple[str, str], str] = {}
    in_brackets: dict[tuple[str, str, str], str] = {}
    last = ("", "")
    for statement, end in STATEMENT.findall(text):
        head = HEAD.match(statement.strip())
        whole = end or text.endswith("\n")
        if head and whole:
            last = (head[1], head[3] or "")
            if head[2]:
                in_brackets[head[2], *last] = head[4]
            else:
                found[last] = head[4]
        elif last == DATA and whole:
            found[last] += statement
    language = text_of(found.get(("LANGUAGE", ""), ""))
    of_main = {
        (keyword, variable): written for (one, keyword, variable), written in in_brackets.items() if one == language
    }
    return {**of_main, **found}


def statements_about(text: str, *keywords: str) -> Iterator[tuple[str, list[str], str]]:
    """Yield keyword, variables and categories that it is about, and text of the statements with these keywords."""
    for statement, _ in STATEMENT.findall(text):
        found = ABOUT.match(statement)
        if found and found[1] in keywords:
            yield found[1], texts_of(found[2] or ""), text_of(found[3])


def text_of(written: str) -> str:
    """Return a quoted text that may go on on further lines."""
    return "".join(TEXT.sub(r"\1", written).splitlines()).strip()


def texts_of(written: str) -> list[str]:
    """Read a list of quoted texts; one that goes on on the next line has no comma between."""
    texts = list[str]()
    open_ = ""
    for text, comma in TEXT.findall(written):
        open_ += text
        if comma:
            texts.append(open_)
            open_ = ""
    return [*texts, open_] if written.rstrip().endswith('"') else texts
