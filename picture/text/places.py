"""Where: "in Lapland", "Lapissa", "på Åland". Finnish endings and Swedish prepositions depend on the name."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from contract.codes import Language, Level
from picture.query.model import Area
from picture.text.words import listing, word

CENTRES = (Level.ELINVOIMAKESKUS, Level.ELY, Level.HYVINVOINTIALUE)  # named after what governs them
IN = {Language.SV: "i ", Language.EN: "in "}  # said once before a list


@cache
def _places() -> dict[str, dict[str, dict[str, str]]]:
    return tomllib.loads(Path(__file__).with_name("places.toml").read_text(encoding="utf-8"))


def in_area(area: Area, language: Language) -> str:
    """Write where: "Lapissa", "i Lappland", "in Lapland"; of a centre, in its area."""
    special = _places().get(area.level, {}).get(area.code, {}).get(language)
    if special is not None:
        return special
    centre = area.level in CENTRES
    return word(
        f"in_{area.level}" if centre else "in_area", language, area=_core(area, language) if centre else area.name
    )


def in_areas(areas: Sequence[Area], language: Language) -> str:
    """Write where, of several areas: "in Satakunta, Kainuu and Lapland"; what governs them is said once."""
    plain = [a for a in areas if a.level in CENTRES and a.code not in _places().get(a.level, {})]
    if len(plain) > 1:
        names = listing([_core(a, language) for a in plain], language)
        told = [word(f"in_{plain[0].level}_many", language, areas=names)]
        return listing([*told, *(in_area(a, language) for a in areas if a not in plain)], language)
    told = [in_area(a, language) for a in areas]
    before = IN.get(language, "")
    if told and before and all(one.startswith(before) for one in told):
        return before + listing([one.removeprefix(before) for one in told], language)
    return listing(told, language)


def _core(area: Area, language: Language) -> str:
    """Take what governs the area off its name: "Lapland Economic Development Centre" -> "Lapland"."""
    about = word(f"named_{area.level}", language)
    return area.name.removeprefix(about).removesuffix(about).strip()
