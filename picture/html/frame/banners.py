"""What a reader must know before he reads a figure: one calm line each, over the whole width."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from contract.codes import Language
from picture.query.corrections import Notice
from picture.query.model import Stamp
from picture.text.editions.embargo import embargo_banner
from picture.text.words import day, word

BANNERS = Markup('<div class="lb-banners">{}</div>')
DEMO = Markup('<p class="lb-banner" role="note">{}</p>')
WITHDRAWN = Markup('<p class="lb-banner lb-withdrawn" role="note">{}</p>')
NOTICE = Markup('<p class="lb-banner" role="note">{}</p>')
OLDER = Markup('<p class="lb-banner" role="status">{}</p>')


def banners(
    stamp: Stamp,
    language: Language,
    notices: Iterable[Notice] = (),
    *,
    instead: bool = False,
    old: Markup | None = None,
) -> Markup:
    """Write that an edition is withdrawn, stands in for a newer one that cannot be read, has a notice, is made up.

    old: what is told of an old version (picture/html/frame/old_edition.py).
    """
    told = [old] if old else []
    if stamp.embargoed:
        told.append(WITHDRAWN.format(embargo_banner(stamp, language)))
    if stamp.withdrawn:
        withdrawn = day(stamp.withdrawn, language)
        told.append(WITHDRAWN.format(word("withdrawn_edition", language, date=withdrawn, reason=stamp.reason)))
    if instead:
        told.append(OLDER.format(word("older_picture", language, date=day(stamp.built_at.date(), language))))
    own = [one for one in notices if one.edition == stamp.edition]
    if own:  # every notice stands on the page of editions
        declared = day(own[-1].declared, language)
        told.append(NOTICE.format(word("notice_banner", language, day=declared, text=own[-1].text)))
    if stamp.synthetic:
        told.append(DEMO.format(word("synthetic_banner", language)))
    return BANNERS.format(Markup("").join(told)) if told else Markup()
