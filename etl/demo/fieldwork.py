"""How the made-up fieldwork went, wave by wave."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from contract.codes import Mode


@dataclass(frozen=True, slots=True)
class Approach:
    """How people were asked to answer: modes in the order in which they were offered, and a sentence on it."""

    modes: tuple[Mode, ...]
    text_fi: str
    text_sv: str
    text_en: str


PAPER_FIRST = Approach(
    (Mode.PAPER, Mode.WEB),
    "Lomake lähetettiin postitse, ja siihen saattoi vastata myös verkossa",
    "Blanketten skickades per post, och det gick också att svara på webben",
    "The form was sent by post and could also be filled in on the web",
)
WEB_FIRST = Approach(
    (Mode.WEB, Mode.PAPER),
    "Ensin pyydettiin vastaamaan verkossa, ja paperilomake tuli vasta toisen muistutuksen mukana",
    "Alla ombads först svara på webben, och pappersblanketten kom med först i den andra påminnelsen",
    "People were first asked to answer on the web, and the paper form came only with the second reminder",
)


@dataclass(frozen=True, slots=True)
class Wave:
    """One wave: how it asked, when (days as ISO 8601 writes them), and the share of the sampled that is to answer."""

    approach: Approach
    first_day: str
    last_day: str
    rate: float


WAVES: Mapping[int, Wave] = MappingProxyType(
    {
        2022: Wave(PAPER_FIRST, "2022-02-07", "2022-05-08", 0.47),
        2023: Wave(PAPER_FIRST, "2023-02-06", "2023-05-07", 0.46),
        2024: Wave(PAPER_FIRST, "2024-02-05", "2024-05-05", 0.45),
        2025: Wave(WEB_FIRST, "2025-02-03", "2025-05-11", 0.43),
        2026: Wave(WEB_FIRST, "2026-02-02", "2026-05-10", 0.42),
    }
)
