"""The page of editions: what is current and what comes next, then everything that was said of versions since."""

from __future__ import annotations

from markupsafe import Markup

from contract.codes import Language
from picture.html.editions.anchors import EditionsPlace
from picture.html.editions.calendar import calendar_html
from picture.html.editions.corrections import corrections_html, notices_html
from picture.html.editions.parts import FOLDED, links, section
from picture.html.editions.versions import versions_html
from picture.html.links import page_link
from picture.html.methods.anchors import Place
from picture.html.page.head import page_head
from picture.query.choices import Choices
from picture.query.model import Stamp
from picture.text.editions.citation import bibtex, citation, ris
from picture.text.editions.releases import current_words, next_words
from picture.text.words import word

CITED_IN = Markup('<p class="lb-cite" lang="{}">{}</p>')
ENTRY_OF_MANAGER = Markup('<h3>{}</h3><pre class="lb-cite">{}</pre>')
FILES = (("calendar.ics", "editions_ics"), ("feed.atom", "editions_feed"))


def editions_first(choices: Choices) -> Markup:
    """Write what is current, what comes next and how to hear of it; then corrections, notices and versions."""
    language = choices.language
    title = page_head(word("menu_editions", language), current_words(choices))
    next_line = Markup("<p>{}</p>").format(next_words(choices))
    link = Markup('<a href="{}?lang={}">{}</a>')
    follow = links(link.format(file, language, word(key, language)) for file, key in FILES)
    told = corrections_html(choices) + notices_html(choices) + versions_html(choices)
    head = Markup('<div class="lb-head">{}</div>').format(title + next_line + follow)
    return head + (told if choices.editions.versions else _nothing_released(language))


def editions_rest(choices: Choices, base: str) -> Markup:
    """Write the calendar, the way to the declaration of quality, and how to cite. base: of our addresses."""
    return calendar_html(choices) + _quality(choices.language) + _cite(choices, base)


def _nothing_released(language: Language) -> Markup:
    """Say what will stand here, and where it is told what differs from the build before."""
    told = Markup("<p>{} {}</p>").format(
        word("editions_not_yet", language),
        page_link(word("editions_builds", language), f"methods?lang={language}#{Place.CHANGES}"),
    )
    return section(EditionsPlace.VERSIONS, told, language)


def _quality(language: Language) -> Markup:
    link = page_link(word("editions_quality_link", language), f"methods?lang={language}#{Place.QUALITY}")
    body = Markup("<p>{} {}</p>").format(word("editions_quality_text", language), link)
    return section(EditionsPlace.QUALITY, body, language)


def _cite(choices: Choices, base: str) -> Markup:
    language = choices.language
    stamp = choices.stamp
    draft = Markup() if stamp.is_published else Markup("<p>{}</p>").format(word("answer_quote_draft", language))
    cited = Markup("").join(CITED_IN.format(one, citation(stamp, one, base)) for one in Language)
    return section(EditionsPlace.CITE, draft + cited + _managers(stamp, language, base), language)


def _managers(stamp: Stamp, language: Language, base: str) -> Markup:
    entries = {"BibTeX": bibtex(stamp, language, base), "RIS": ris(stamp, language, base)}
    written = Markup("").join(ENTRY_OF_MANAGER.format(name, text) for name, text in entries.items())
    return FOLDED.format(word("cite_managers", language), written)
