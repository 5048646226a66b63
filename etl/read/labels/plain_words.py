"""Words of a label as they are compared: without case, punctuation, markup, and the code that some write into them."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping

Names = Mapping[str, frozenset[str]]  # our code = its plain names

TAG = re.compile(r"</?[a-z][^<>]*>", re.IGNORECASE)
UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")  # soft hyphens, blanks without width, byte order marks
NOT_SAID = re.compile(r"[^\w<>≤≥+]+|_+")  # signs of comparison say something: "<65", "65+"
AROUND = re.compile(r" ?([<>≤≥+]) ?")
PARTS = re.compile(r"[/|;\n]")  # several languages in one label
LETTER = re.compile(r"^\(?[a-zåäö][).:]\s*(?=\w)")  # "a) not at all"
LEADING = re.compile(r"^[(\[]?(\d{1,3})\s*(?:[)\].:=]+\s*|[-–—]\s+)(?=[^\W\d])")  # "1 = not at all", "(1) not at all"
TRAILING = re.compile(r"\s*(?:[(\[]\s*\d{1,3}\s*[)\]]|=\s*\d{1,3}|(?<=[^\W\d])\s[-–—]\s*\d{1,3})$")  # "not at all (1)"
CODE_PAGES = ("cp1252", "latin-1")  # as which UTF-8 is read by mistake
LONG = 50  # letters of a label that may have been cut anywhere
CUT = 15  # letters that are left of a label at least, where it was cut


def readable(label: str) -> str:
    """Return a label as its author saw it: markup, HTML entities and letters read in a wrong encoding are undone."""
    text = TAG.sub(" ", html.unescape(TAG.sub(" ", label)))
    for page in CODE_PAGES:
        try:
            text = text.encode(page).decode("utf-8")
        except UnicodeError:
            continue
        break
    return " ".join(unicodedata.normalize("NFKC", UNSEEN.sub("", text)).split(" ")).strip()


def plain(label: str, code: str = "") -> str:
    """Return a label as it is compared; the number of its own code, before or behind it, says nothing."""
    text = LEADING.sub("", LETTER.sub("", readable(label).casefold()))
    words = AROUND.sub(r"\1", NOT_SAID.sub(" ", TRAILING.sub("", text)).strip())
    return re.sub(rf"^{code} (?=[^\W\d])|(?<=[^\W\d]) {code}$", "", words) if code.isdigit() else words


def plain_names(names: Mapping[str, Iterable[str]]) -> Names:
    """Return the names of our codes as they are compared."""
    return {code: frozenset(plain(name, code) for name in several) for code, several in names.items()}


def meant(label: str, code: str, ours: str, names: Names) -> frozenset[str]:
    """Return the codes of ours that a label of the file names; none where its words are unknown.

    code: of the file; ours: what it is taken for. Of a label in several languages every part must be known, but one
    that names another code than `ours` is enough to contradict.
    """
    if whole := _named(plain(label, code), names):
        return whole
    parts = [plain(part, code) for part in PARTS.split(readable(label))]
    found = [_named(part, names) for part in parts if part]
    if len(found) > 1 and len(label) >= LONG and not found[-1] and _begins(parts[-1], names.get(ours, ())):
        found[-1] = frozenset({ours})  # its end was cut
    if len(found) > 1:
        other = next((one for one in found if one and ours not in one), frozenset[str]())
        return other or (frozenset({ours}) if all(found) else frozenset[str]())
    return frozenset[str]()


def same_words(one: str, other: str) -> bool:
    """Return whether two texts differ in case and blanks alone."""
    return readable(one).casefold().split() == readable(other).casefold().split()


def _named(words: str, names: Names) -> frozenset[str]:
    """Return the codes with exactly this name, or the only one whose name begins so where it may have been cut."""
    if exact := frozenset(code for code, known in names.items() if words in known):
        return exact
    begun = [code for code, known in names.items() if len(words) >= CUT and _begins(words, known)]
    return frozenset(begun) if len(begun) == 1 else frozenset()


def _begins(words: str, known: Collection[str]) -> bool:
    return any(name.startswith(words) for name in known)
