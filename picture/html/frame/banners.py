"""What a reader must know before he reads a figure: one calm line each, over the whole width."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from contract.codes import Language
from picture.html.frame.place import place_address
from picture.html.links import page_link
from picture.query.corrections import Correction, Notice
from picture.query.model import Stamp
from picture.text.editions.embargo import embargo_banner
from picture.text.words import day, word

BANNERS = Markup('<div class="lb-banners">{}</div>')
DEMO = Markup('<p class="lb-banner" role="note">{}</p>')
WITHDRAWN = Markup('<p class="lb-banner lb-withdrawn" role="note">{}</p>')
NOTICE = Markup('<p class="lb-banner" role="note">{}</p>')
CORRECTED = Markup('<p class="lb-banner" role="note">{} {}</p>')
PREVIEW = Markup('<p class="lb-banner" role="note">{} <a href="{}">{}</a></p>')
OLDER = Markup('<p class="lb-banner" role="status">{}</p>')


def banners(
    stamp: Stamp,
    language: Language,
    notices: Iterable[Notice] = (),
    *,
    corrections: Iterable[Correction] = (),
    instead: bool = False,
    old: Markup | None = None,
    sign_out: str = "",
) -> Markup:
    """Write that an edition is withdrawn, stands in for a newer one, was corrected, has a notice, is made up.

    corrections: where they are told here; other pages tell those of the figures that they show.
    old: what is told of an old version (picture/html/frame/old_edition.py). sign_out: the address that ends a sign-in,
    where persons sign in; "" elsewhere.
    """
    told = [old] if old else []
    if stamp.embargoed:
        told.append(WITHDRAWN.format(embargo_banner(stamp, language)))
    if sign_out:
        told.append(PREVIEW.format(word("access_preview", language), sign_out, word("access_sign_out_link", language)))
    if stamp.withdrawn:
        withdrawn = day(stamp.withdrawn, language)
        told.append(WITHDRAWN.format(word("withdrawn_edition", language, date=withdrawn, reason=stamp.reason)))
    if instead:
        told.append(OLDER.format(word("older_picture", language, date=day(stamp.built_at.date(), language))))
    past = [one for one in corrections if one.edition == stamp.edition and one.version <= stamp.version]
    if past:
        told.append(_corrected(past[-1], language))
    own = [one for one in notices if one.edition == stamp.edition]
    if own:  # every notice stands on the page of editions
        declared = day(own[-1].declared, language)
        told.append(NOTICE.format(word("notice_banner", language, day=declared, text=own[-1].text)))
    if stamp.synthetic:
        told.append(DEMO.format(word("synthetic_banner", language)))
    return BANNERS.format(Markup("").join(told)) if told else Markup()


def _corrected(last: Correction, language: Language) -> Markup:
    """Write what was wrong, since when, and where every correction stands."""
    since = day(last.wrong_since, language)
    text = word("correction_banner", language, day=day(last.day, language), since=since, text=last.text)
    more = place_address("editions", {"lang": language})
    return CORRECTED.format(text, page_link(word("corrections_all", language), more))
