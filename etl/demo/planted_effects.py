"""What is true in the made-up country. All effects are percentage points (q04: points of 100 for a scale of 0-10).

An effect is added to the item's level, so that a tester can compare a verdict with the truth, no model in between.
Effects of region, language, sex and age are centred: the country's value in 2022 is the item's `level`. Shifts are not:
they move the country by the share of the people they concern. `region` and shifts of a few regions are deliberately
large: an effect under some ten points cannot be seen in one region.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

YEARS = (2022, 2023, 2024, 2025, 2026)


@dataclass(frozen=True, slots=True)
class AnswerCodes:
    """How a yes and a no spread over the answer codes."""

    yes: Mapping[int, float]
    no: Mapping[int, float]
    cannot_say: int = 8
    refused: int = 9

    @property
    def codes(self) -> frozenset[int]:
        """All codes that may stand in the file."""
        return frozenset((*self.yes, *self.no, self.cannot_say, self.refused))


YES_NO = AnswerCodes({1: 1.0}, {2: 1.0})
TRUST_5 = AnswerCodes({4: 0.72, 5: 0.28}, {3: 0.56, 2: 0.30, 1: 0.14})
AGREE_5 = AnswerCodes({4: 0.65, 5: 0.35}, {3: 0.50, 2: 0.32, 1: 0.18})
SAFE_4 = AnswerCodes({3: 0.60, 4: 0.40}, {2: 0.75, 1: 0.25})
OFTEN_4 = AnswerCodes({4: 1.0}, {3: 0.30, 2: 0.45, 1: 0.25})
OFTEN_5 = AnswerCodes({4: 0.55, 5: 0.45}, {3: 0.40, 2: 0.40, 1: 0.20})
# Drawn as a mean, see answers
SCALE_0_10 = AnswerCodes({}, dict.fromkeys(range(11), 1 / 11), cannot_say=98, refused=99)

# Two made-up regional profiles; a question leans on them by its `open` and `near`.
OPEN = {"01": 4, "02": 1, "04": -3, "05": -1, "06": 3, "07": -2, "08": -3, "09": -1, "10": -2, "11": -2,
        "12": -1, "13": 1, "14": -4, "15": 3, "16": -2, "17": -2, "18": -3, "19": 0, "21": 4}  # fmt: skip
NEAR = {"01": -3, "02": 0, "04": 1, "05": 0, "06": 0, "07": -1, "08": -2, "09": 1, "10": 2, "11": 1,
        "12": 2, "13": 1, "14": 4, "15": 4, "16": 4, "17": 1, "18": 3, "19": 2, "21": 5}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shift:
    """Points by which a wave (2022 to 2026) lies off, for all or for those named."""

    points: tuple[float, float, float, float, float]
    regions: frozenset[str] = frozenset()
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """One question: its scale, its level in 2022, and what differs for whom."""

    column: str
    scale: AnswerCodes
    level: float
    swedish: float = 0.0  # against Finnish speakers
    foreign: float = 0.0  # against Finnish speakers
    women: float = 0.0  # against men
    ages: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)
    open: float = 0.0  # times OPEN
    near: float = 0.0  # times NEAR
    region: Mapping[str, float] = field(default_factory=dict)  # on top of the profiles
    shifts: tuple[Shift, ...] = ()
    no_answer: float = 3.0  # percent who cannot say (two thirds of them) or refuse


POHJANMAA = "15"
PIRKANMAA = "06"
ETELA_POHJANMAA = "14"
KYMENLAAKSO = "08"
KAINUU = "18"
LAPPI = "19"

ITEMS = (
    # Attitudes
    # The country rises over the last two waves
    Question(
        "q01",
        TRUST_5,
        level=58,
        swedish=4,
        foreign=8,
        women=4,
        ages=(4, 2, 0, -4),
        open=1.5,
        shifts=(Shift((0, 0, 0, 2, 4)),),
    ),
    # Flat in time
    Question(
        "q02",
        AGREE_5,
        level=61,
        swedish=5,
        foreign=12,
        women=6,
        ages=(8, 4, 0, -7),
        open=1.5,
        region={ETELA_POHJANMAA: -12},
    ),
    # The country falls in the last wave
    Question(
        "q03",
        YES_NO,
        level=74,
        swedish=4,
        foreign=10,
        women=3,
        ages=(4, 2, 0, -4),
        open=1,
        shifts=(Shift((0, 0, 0, 0, -4)),),
        no_answer=5,
    ),
    Question("q04", SCALE_0_10, level=68, swedish=4, foreign=-3, ages=(-3, 0, 0, 2), near=0.6, no_answer=1.5),
    # Security
    # A steady fall, small every year
    Question(
        "q05",
        SAFE_4,
        level=79,
        swedish=3,
        foreign=-6,
        women=-10,
        ages=(-3, 0, 1, 1),
        near=1.2,
        region={KYMENLAAKSO: -12},
        shifts=(Shift((0, -1, -2, -3, -4)),),
        no_answer=1,
    ),
    # A rise that only one group sees
    Question(
        "q06",
        YES_NO,
        level=17,
        swedish=4,
        foreign=26,
        women=2,
        ages=(5, 3, 0, -5),
        open=-0.3,
        shifts=(Shift((0, 0, 0, 5, 10), language="foreign"),),
    ),
    Question("q07", YES_NO, level=12, swedish=3, foreign=18, women=3, ages=(5, 2, 0, -4), no_answer=2),
    # Low mark
    Question("q08", AGREE_5, level=66, swedish=3, foreign=-8, women=3, ages=(-5, -1, 1, 3), near=0.5, no_answer=22),
    # Interaction
    # Two regions only
    Question(
        "q09",
        OFTEN_5,
        level=43,
        swedish=30,
        foreign=32,
        ages=(9, 5, 0, -9),
        open=1.5,
        shifts=(Shift((0, 0, 0, 0, 14), regions=frozenset({PIRKANMAA, POHJANMAA})),),
    ),
    # A steady rise
    Question(
        "q10",
        YES_NO,
        level=52,
        swedish=10,
        foreign=25,
        women=2,
        ages=(9, 5, 0, -9),
        open=1.5,
        shifts=(Shift((0, 1, 2, 3, 4)),),
        no_answer=2,
    ),
    # A steady rise, for the worse
    Question(
        "q11",
        OFTEN_4,
        level=11,
        swedish=-2,
        foreign=6,
        women=1,
        ages=(8, 1, -2, -3),
        near=-0.3,
        shifts=(Shift((0, 0.8, 1.6, 2.4, 3.2)),),
        no_answer=1,
    ),
    Question(
        "q12", AGREE_5, level=55, swedish=6, foreign=-9, women=2, ages=(-8, -3, 1, 6), near=1.8, region={KAINUU: 16}
    ),
    # Participation
    # The country rises in the last wave
    Question(
        "q13",
        AGREE_5,
        level=29,
        swedish=5,
        foreign=-4,
        ages=(-2, 0, 1, 1),
        near=0.8,
        shifts=(Shift((0, 0, 0, 0, 4)),),
        no_answer=6,
    ),
    # Not a change: the mode moved to the web in 2025
    Question(
        "q14",
        TRUST_5,
        level=47,
        swedish=5,
        foreign=6,
        women=2,
        ages=(2, 0, -1, 0),
        near=0.8,
        shifts=(Shift((0, 0, 0, -7, -7)),),
        no_answer=4,
    ),
    Question(
        "q15",
        YES_NO,
        level=31,
        swedish=7,
        foreign=-6,
        women=1,
        ages=(1, -1, 0, 1),
        near=0.8,
        region={LAPPI: 14},
        no_answer=1,
    ),
    # Flat in time
    Question("q16", AGREE_5, level=78, foreign=-14, women=1, ages=(-5, -1, 1, 3), near=0.5),
)
