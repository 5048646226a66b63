"""What stands over a picture that holds figures which were corrected, or which are wrong in an old version."""

from __future__ import annotations

from markupsafe import Markup

from picture.text.captions import Captions

CORRECTIONS = Markup('<div class="lb-corrections" role="note">{}</div>')
CORRECTION = Markup("<p>{}</p>")


def corrections_note(captions: Captions) -> Markup:
    """Write a line for each correction of the figures in sight; nothing where there is none."""
    lines = Markup("").join(CORRECTION.format(line) for line in captions.corrections)
    return CORRECTIONS.format(lines) if lines else Markup()
