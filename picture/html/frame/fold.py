"""On a phone only the first choice of a page stands in sight; the others unfold."""

from __future__ import annotations

from markupsafe import Markup

from contract.codes import Language
from picture.text.words import word

FOLD = Markup('<label class="lb-fold"><input type="checkbox"> {}</label>')


def choices_fold(language: Language) -> Markup:
    """Write what unfolds them; the sheet shows it on a narrow screen, where a page has more than one."""
    return FOLD.format(word("more_choices", language))
