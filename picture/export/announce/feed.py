"""What was announced of editions as an Atom feed (RFC 4287), the newest first; the same build makes the same bytes."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from feedgen.entry import FeedEntry
from feedgen.feed import FeedGenerator
from markupsafe import Markup

from contract.printable import printable
from picture.export.announce.site import Site
from picture.query.choices import Choices
from picture.text.announcements.announced import Announced, Topic, announced
from picture.text.announcements.corrected import corrected_line
from picture.text.words import word

MOST = 100  # announcements
MOST_CELLS = 50  # corrected figures of one announcement; the page of editions has all


def feed_file(choices: Choices, topic: Topic, site: Site, own: str) -> bytes:
    """Write the feed in the language of the choices. own: its own address, as it was asked for."""
    language = choices.language
    found = announced(choices, topic)[:MOST]
    built = choices.stamp.built_at.replace(tzinfo=UTC)
    feed = FeedGenerator()
    feed.id(f"{_names(site)}feed?{own.partition('?')[2]}")
    feed.title(word("announced_feed", language))
    feed.subtitle(word("announced_feed_text", language))
    feed.language(language.value)
    feed.author({"name": word("title_short", language)})
    feed.generator("Lägesbild")
    feed.link(href=own, rel="self", type="application/atom+xml")
    feed.link(href=site.editions(), rel="alternate", type="text/html")
    feed.updated(_at(found[0].day) if found else built)
    for one in found:
        feed.add_entry(_entry(one, choices, site), order="append")
    return bytes(feed.atom_str(pretty=True))


def _entry(one: Announced, choices: Choices, site: Site) -> FeedEntry:
    entry = FeedEntry()
    entry.id(f"{_names(site)}{one.kind}/{one.name}/{site.language}")
    entry.title(printable(one.title))
    entry.updated(_at(one.day))
    entry.link(href=site.version(one.version) if one.version else site.editions(), rel="alternate", type="text/html")
    entry.category(term=one.kind.value, label=word(f"announced_kind_{one.kind}", choices.language))
    entry.content(printable(str(_content(one, choices, site))), type="html")
    return entry


def _names(site: Site) -> str:
    """Return with what every name begins (RFC 4151): the host, and a year in which it was ours."""
    return f"tag:{site.host},2026:"


def _content(one: Announced, choices: Choices, site: Site) -> Markup:
    link = Markup('<li><a href="{}">{}</a></li>')
    cells = [link.format(site.figure(str(cell.key)), corrected_line(cell, choices)) for cell in one.cells[:MOST_CELLS]]
    more = len(one.cells) - MOST_CELLS
    rest = word("announced_more", choices.language, count=more) if more > 0 else ""
    listed = Markup("<ul>{}</ul>").format(Markup("").join(cells)) if cells else ""
    return Markup("<p>{}</p>{}{}").format(one.text, listed, Markup("<p>{}</p>").format(rest) if rest else "")


def _at(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
