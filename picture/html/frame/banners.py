"""What a reader must know before he reads a figure: one calm line each, over the whole width."""

from __future__ import annotations

from markupsafe import Markup

from contract.codes import Language
from picture.query.model import Stamp
from picture.text.words import day, word

BANNERS = Markup('<div class="lb-banners">{}</div>')
DEMO = Markup('<p class="lb-banner" role="note">{}</p>')
WITHDRAWN = Markup('<p class="lb-banner lb-withdrawn" role="note">{}</p>')
OLDER = Markup('<p class="lb-banner" role="status">{}</p>')


def banners(stamp: Stamp, language: Language, *, instead: bool = False) -> Markup:
    """Write that an edition is withdrawn, that it stands in for a newer one that cannot be read, that it is made up."""
    told = []
    if stamp.withdrawn:
        withdrawn = day(stamp.withdrawn, language)
        told.append(WITHDRAWN.format(word("withdrawn_edition", language, date=withdrawn, reason=stamp.reason)))
    if instead:
        told.append(OLDER.format(word("older_picture", language, date=day(stamp.built_at.date(), language))))
    if stamp.synthetic:
        told.append(DEMO.format(word("synthetic_banner", language)))
    return BANNERS.format(Markup("").join(told)) if told else Markup()
