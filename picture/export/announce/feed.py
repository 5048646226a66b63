"""What was announced of editions as an Atom feed (RFC 4287), the newest first; the same build makes the same bytes."""

from __future__ import annotations

from datetime import UTC, datetime, time

from feedgenerator import Atom1Feed
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
    feed = _Feed(
        title=word("announced_feed", language),
        link=site.editions(),
        description="",
        language=language.value,
        author_name=word("title_short", language),
        subtitle=word("announced_feed_text", language),
        feed_url=own,
        feed_guid=f"{_names(site)}feed?{own.partition('?')[2]}",
        built=choices.stamp.built_at.replace(tzinfo=UTC),
    )
    for one in announced(choices, topic)[:MOST]:
        feed.add_item(
            title=printable(one.title),
            link=site.version(one.version) if one.version else site.editions(),
            description=None,
            unique_id=f"{_names(site)}{one.kind}/{one.name}/{site.language}",
            updateddate=datetime.combine(one.day, time(), UTC),
            categories=(one.kind.value,),
            content=printable(str(_content(one, choices, site))),
        )
    return str(feed.writeString("utf-8")).encode()


class _Feed(Atom1Feed):  # type: ignore[misc]  # feedgenerator ships no types
    """A feed that was updated with its newest entry or, where it has none, with the build: never now."""

    def latest_post_date(self) -> datetime:
        found: datetime = super().latest_post_date() if self.items else self.feed["built"]
        return found


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
