"""The key of the spine chart: the signs that are drawn in it, and no other."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from markupsafe import Markup

from picture.charts.palette import AXIS, BAND_LIGHT, COUNTRY, REGIONS
from picture.html.profile.spine import Spine, area_dot, diamond, spine_svg
from picture.html.sparkline import image
from picture.query.model import Area, Dataset
from picture.text.names import area_name
from picture.text.reading.spine import FEWEST_REGIONS
from picture.text.words import word

KEY_WIDTH = 30
KEY_HEIGHT = 20
KEY_MIDDLE = KEY_HEIGHT / 2
KEY_STROKE = Markup('<path d="M{} {y}H{}" stroke="{}" stroke-width="{}"/>')


def spine_key(dataset: Dataset, spines: Iterable[Spine], second: Area | None) -> Markup:
    """Write what dot, band, box, lines and diamond mean."""
    entry = Markup("<li>{}{}</li>")
    drawn = list(spines)
    entries = Markup("").join(
        entry.format(image(sign, "", KEY_WIDTH, KEY_HEIGHT, "lb-key"), words)
        for sign, words in spine_signs(dataset, drawn, second)
    )
    return Markup('<ul class="lb-keys">{}</ul>').format(entries) if drawn else Markup("")


def spine_signs(dataset: Dataset, spines: Collection[Spine], second: Area | None) -> list[tuple[Markup, str]]:
    """Draw each sign that is in the pictures, with what it means."""
    signs = ((sign, words) for sign, words in _signs(dataset, spines, second) if words)
    return [(spine_svg(KEY_WIDTH, KEY_HEIGHT, [sign]), words) for sign, words in signs]


def _signs(dataset: Dataset, spines: Collection[Spine], second: Area | None) -> list[tuple[Markup, str]]:
    language = dataset.view.language
    middle = KEY_WIDTH / 2
    own = area_name(dataset)
    line = KEY_STROKE.format(1, KEY_WIDTH - 1, AXIS, 1, y=KEY_MIDDLE)
    box = line + KEY_STROKE.format(7, KEY_WIDTH - 7, REGIONS, 12, y=KEY_MIDDLE)
    band = KEY_STROKE.format(3, KEY_WIDTH - 3, BAND_LIGHT, 6, y=KEY_MIDDLE)
    upright = Markup('<path d="M{} 1V{}" stroke="{}" stroke-width="2"/>').format(middle, KEY_HEIGHT - 1, COUNTRY)
    certain = any(spine.certain for spine in spines)
    return [
        (
            area_dot(middle, KEY_MIDDLE, certain=True),
            word("spine_key_certain", language, area=own) if certain else "",
        ),
        (
            area_dot(middle, KEY_MIDDLE, certain=False),
            word("spine_key_open", language) if not all(spine.certain for spine in spines) else "",
        ),
        (band, word("spine_key_band", language) if any(spine.band for spine in spines) else ""),
        (box, word("spine_key_half", language) if any(len(s.regions) >= FEWEST_REGIONS for s in spines) else ""),
        (upright, word("legend_country", language)),
        (
            diamond(middle, KEY_MIDDLE),
            second.name if second is not None and any(spine.second is not None for spine in spines) else "",
        ),
    ]
