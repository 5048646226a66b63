"""The numbers in everything that people read in a file: titles, notes, tables, alternative texts, labels of charts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from itertools import chain

import docx
from lxml import etree
from pptx import Presentation
from pypdf import PdfReader

from tests.picture.export.reread import charts, words_in, words_on
from tests.reread.database import Numbers

GROUPED = r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)"
NUMBER = {
    "en": re.compile(r"(?<![\w.])\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\w])|(?<![\w.])\d+(?:\.\d+)?(?![\w])"),
    "fi": re.compile(rf"(?<![\w,.])(?:{GROUPED}|\d+)(?:,\d+)?(?![\w])"),
}
NUMBER["sv"] = NUMBER["fi"]
SPACES = re.compile(r"[\u00a0\u202f]")
ADDRESS = re.compile(r"https?://\S+|\b[0-9a-f]{12}\b|\d{4}-\d\d-\d\d|\d{1,2}\.\d{1,2}\.\d{4}|ISO \d+|\d+/\d{4}")
DAYS = re.compile(
    r"\b\d{1,2} (?:January|February|March|April|May|June|July|August|September|October|November|December)\b"
)
SCALE = re.compile(r"(?:Skalan går från|Asteikko on|The scale runs from).*?(?:noll|nollasta|zero)\.", re.DOTALL)
ON_AXIS = re.compile(r"\d+(?:[ \u00a0\u202f,]000)*(?:[.,][05])?[ \u00a0\u202f]?%?|\d+[.,]\d–\d+[.,]\d")  # and classes
YEAR = re.compile(r"(?:19|20)\d\d")
MEASURED = re.compile(r"[ \u00a0\u202f]?(?:%|-proc|prosent|per cent|percentage)")
ALWAYS = {"95", "5", "100", "0"}  # the level of intervals and tests, whole scales
QUOTED = 5  # letters of a number that a text of the database may hold by no chance
CLASS = re.compile(r"(?m)^\d+[.,]\d–\d+[.,]\d$")  # of a map, in its key
MOST_COUNTED = 420  # municipalities and their like are counted; what is larger must be known


@dataclass(frozen=True)
class Unknown:
    """A number in words that no figure of the view explains."""

    number: str
    text: str


def texts_in(form: str, content: bytes) -> Iterator[str]:
    """Yield everything that people read in a file."""
    yield from {"pptx": _of_deck, "pdf": _of_pdf, "docx": _of_word, "svg": _of_svg}[form](content)


def unknown(texts: Iterable[str], keys: Iterable[str], numbers: Numbers, language: str) -> Iterator[Unknown]:
    """Yield the numbers that stand for no figure, difference, limit, n, year or count of the keys."""
    kept = list(keys)
    told = numbers.words(kept, language) | ALWAYS
    counts = numbers.counts(kept) | numbers.about
    for text in texts:
        if ON_AXIS.fullmatch(text.strip()) and ("–" in text or int(re.sub(r"\D", "", text)) % 5 == 0):
            continue
        bare = CLASS.sub("", SCALE.sub("", DAYS.sub("", ADDRESS.sub("", text))))
        for found in NUMBER[language].finditer(bare):
            number = SPACES.sub(" ", found[0])
            if number in told or YEAR.fullmatch(number):
                continue
            if len(number) >= QUOTED and (found[0] in numbers.texts or number in numbers.texts):
                continue
            whole = number.replace(" ", "").replace(",", "")
            if whole.isdigit() and (int(whole) in counts or _is_count(bare, found.end(), int(whole))):
                continue
            if {number[: len(number) // 2], number[len(number) // 2 :]} <= told:  # two cells of a table in a PDF
                continue
            yield Unknown(number, bare[max(0, found.start() - 50) : found.end() + 30].replace("\n", " "))


def _is_count(text: str, end: int, number: int) -> bool:
    """Return whether a number may count areas, figures or pages: it has no unit of measure, and is small."""
    return number <= MOST_COUNTED and not MEASURED.match(text, end)


def _of_deck(content: bytes) -> Iterator[str]:
    opened = Presentation(BytesIO(content))
    for slide in opened.slides:
        yield words_on(slide)
        yield from (one.get("descr") or "" for one in slide.element.iter("{*}cNvPr"))
        if slide.has_notes_slide:
            yield slide.notes_slide.notes_text_frame.text
    yield from chain.from_iterable(map(words_in, charts(opened)))


def _of_pdf(content: bytes) -> Iterator[str]:
    yield from (page.extract_text() for page in PdfReader(BytesIO(content)).pages)


def _of_word(content: bytes) -> Iterator[str]:
    opened = docx.Document(BytesIO(content))
    yield from ("".join(one.itertext("{*}t")) for one in opened.element.body.iter("{*}p"))
    yield from (one.get("descr") or "" for one in opened.element.body.iter("{*}docPr"))


def _of_svg(content: bytes) -> Iterator[str]:
    drawn = etree.fromstring(content)
    yield from ("".join(one.itertext()) for one in drawn.iter("{*}text", "{*}title", "{*}desc"))
