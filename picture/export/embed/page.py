"""A picture as a page of its own: its sentence, the drawing, the numbers as a table, marks, source, the way back.

Nothing of it needs a script, another file or another host: a content security policy forbids all of these.
"""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from hashlib import sha256
from pathlib import Path

from markupsafe import Markup

from contract.codes import Language
from contract.printable import printable
from picture.charts.theme import FONT
from picture.export.item import EmbedDrawing, ExportItem
from picture.export.languages import LANGUAGE_TAGS
from picture.export.stamp import stamp, warnings
from picture.html.data_table import data_table
from picture.html.methods.source_lines import source_lines_html
from picture.html.tables.crossed_table import crossed_table
from picture.query.model import Dataset
from picture.query.selection import EDITION_KEY
from picture.text.words import word

EMBED_SHEET = Path(__file__).with_name("embed.css")
EMBED_PAGE = Markup(
    '<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
    '<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{title} – {site}</title>\n'
    '<meta name="robots" content="noindex">\n{canonical}<base target="_blank">\n<style>{style}</style>\n</head>\n'
    "<body>\n<main>\n{warnings}{eyebrow}<h1>{title}</h1>\n{corrections}{picture}{notes}{table}"
    '<footer>{source}<p class="stamp">{stamp}</p>{back}</footer>\n</main>\n</body>\n</html>\n'
)
EMBED_CANONICAL = Markup('<link rel="canonical" href="{}">\n')
EMBED_WARNING = Markup("<li>{}</li>")
EMBED_WARNINGS = Markup('<ul class="warnings">{}</ul>\n')
EMBED_EYEBROW = Markup('<p class="eyebrow">{}</p>\n')
EMBED_CORRECTED_LINE = Markup('<p class="correction" role="note">{}</p>\n')
EMBED_PICTURE = Markup('<div class="drawings" role="img" aria-label="{}">{}</div>\n')
EMBED_DRAWING = Markup(
    '<svg class="{screens}" viewBox="0 0 {width:g} {height:g}" width="{width:g}" height="{height:g}" '
    'aria-hidden="true" focusable="false">{body}</svg>'
)
EMBED_NOTES = Markup('<ul class="notes">{}</ul>\n')
EMBED_TABLE = Markup("<details><summary>{}</summary>{}</details>\n")
EMBED_BACK = Markup('<p><a href="{}">{}</a></p>')
EMBED_TOLD_PAGE = Markup(
    '<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
    '<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{site}</title>\n'
    '<meta name="robots" content="noindex">\n<base target="_blank">\n<style>{style}</style>\n</head>\n'
    '<body>\n<main><h1>{site}</h1><p>{told}</p><p><a href="{home}">{front}</a></p></main>\n</body>\n</html>\n'
)


def embed_page(item: ExportItem, base: str) -> bytes:
    """Write a picture as a page. base: the address of the dashboard, without a slash at the end."""
    captions = item.captions
    dataset = item.dataset
    language = dataset.view.language
    edition = f"&{EDITION_KEY}={dataset.view.edition}" if dataset.view.edition else ""
    notes = [*(item.rules.notes(dataset) if item.rules.notes else ()), *filter(None, [captions.reading])]
    written = EMBED_PAGE.format(
        language=LANGUAGE_TAGS[language],
        title=captions.title,
        site=word("title_short", language),
        canonical=EMBED_CANONICAL.format(captions.link),
        style=embed_style(),
        warnings=_listed(EMBED_WARNINGS, list(warnings(dataset))),
        eyebrow=EMBED_EYEBROW.format(captions.subtitle),
        corrections=Markup("").join(EMBED_CORRECTED_LINE.format(line) for line in captions.corrections),
        picture=_picture(item),
        notes=_listed(EMBED_NOTES, notes),
        table=EMBED_TABLE.format(word("embed_table", language), _table(dataset, f"{base}/")),
        source=source_lines_html(captions, f"{base}/methods?lang={language}{edition}"),
        stamp=stamp(dataset),
        back=EMBED_BACK.format(captions.link, word("embed_open", language)),
    )
    return printable(written).encode()


def told_page(told: str, home: str, language: Language) -> bytes:
    """Write in the place of a picture why there is none. home: the address of the front page."""
    return EMBED_TOLD_PAGE.format(
        language=LANGUAGE_TAGS[language],
        site=word("title_short", language),
        style=embed_style(),
        told=told,
        home=home,
        front=word("menu_front", language),
    ).encode()


@cache
def embed_style() -> Markup:
    """Return the look of these pages, which stands in each of them."""
    return Markup(EMBED_SHEET.read_text(encoding="utf-8").replace("/*font*/", FONT))  # noqa: S704 - our own file


@cache
def embed_style_hash() -> str:
    """Return the hash by which a content security policy names the look."""
    return f"'sha256-{b64encode(sha256(embed_style().encode()).digest()).decode()}'"


def _table(dataset: Dataset, base: str) -> Markup:
    """Write the numbers; of several indicators in several areas without a sentence for each."""
    several = len(dataset.indicators) > 1 and len({row.area for row in dataset.rows}) > 1
    return crossed_table(dataset, base) if several else data_table(dataset, base)


def _picture(item: ExportItem) -> Markup:
    drawings = item.rules.drawings(item.dataset)
    if not drawings:
        return Markup("")
    return EMBED_PICTURE.format(item.captions.alt, Markup("\n").join(map(_svg, drawings)))


def _svg(one: EmbedDrawing) -> Markup:
    return EMBED_DRAWING.format(screens=one.screens, width=one.width, height=one.height, body=one.body)


def _listed(around: Markup, lines: list[str]) -> Markup:
    return around.format(Markup("").join(EMBED_WARNING.format(line) for line in lines)) if lines else Markup("")
