"""Who there is to ask: adults by region, first language, sex and age.

Region sizes are real (Statistics Finland, population structure 2022, times the share of adults). Shares of Swedish
speakers are real for 2018, rounded; shares of foreign-language speakers and of ages are plausible round figures.
The same population stands behind every wave.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

LANGUAGES = ("fi", "sv", "foreign")
SEXES = ("female", "male")
AGES = ("18-29", "30-44", "45-64", "65+")
ORIGINS = ("finnish", "foreign")

ADULTS = 0.81  # of all inhabitants
FEMALE = 0.505
AGE_SHARES = np.array([[0.16, 0.22, 0.31, 0.31], [0.16, 0.22, 0.30, 0.32], [0.27, 0.41, 0.25, 0.07]])  # per language
FOREIGN_ORIGIN = np.array([0.02, 0.04, 0.95])  # per language


@dataclass(frozen=True, slots=True)
class Region:
    """A maakunta of the 2026 division."""

    code: str
    inhabitants: int
    swedish: float  # percent
    foreign: float  # percent with another first language than Finnish, Swedish or Sámi


REGIONS = (
    Region("01", 1_733_033, 8.0, 16.0),  # Uusimaa
    Region("02", 485_567, 5.7, 9.0),  # Varsinais-Suomi
    Region("04", 212_556, 0.4, 5.0),  # Satakunta
    Region("05", 169_537, 0.4, 6.0),  # Kanta-Häme
    Region("06", 532_671, 0.4, 7.0),  # Pirkanmaa
    Region("07", 204_528, 0.3, 7.0),  # Päijät-Häme
    Region("08", 159_488, 0.8, 8.0),  # Kymenlaakso
    Region("09", 125_353, 0.2, 8.0),  # Etelä-Karjala
    Region("10", 130_451, 0.2, 4.5),  # Etelä-Savo
    Region("11", 247_689, 0.1, 4.5),  # Pohjois-Savo
    Region("12", 162_540, 0.1, 5.5),  # Pohjois-Karjala
    Region("13", 272_437, 0.2, 5.0),  # Keski-Suomi
    Region("14", 190_774, 0.3, 3.5),  # Etelä-Pohjanmaa
    Region("15", 176_323, 49.6, 9.0),  # Pohjanmaa
    Region("16", 67_805, 9.0, 4.5),  # Keski-Pohjanmaa
    Region("17", 416_543, 0.2, 4.5),  # Pohjois-Pohjanmaa
    Region("18", 70_521, 0.1, 4.5),  # Kainuu
    Region("19", 175_795, 0.2, 4.5),  # Lappi
    Region("21", 30_359, 87.2, 8.0),  # Ahvenanmaa
)


@cache
def population() -> npt.NDArray[np.int64]:
    """Count the adults by region, first language, sex and age (four axes, in the order of the tuples above).

    Every region x language is shared out over sex and age in whole persons, by largest remainders.
    """
    sexes = np.array([FEMALE, 1 - FEMALE])
    of_language = np.einsum("s,la->lsa", sexes, AGE_SHARES).reshape(len(LANGUAGES), -1)
    exact = _adults()[:, :, None] * of_language
    people = np.floor(exact).astype(np.int64)
    short = _adults() - people.sum(axis=2)
    rank = np.argsort(np.argsort(people - exact, axis=2, kind="stable"), axis=2)
    people += rank < short[:, :, None]
    counted: npt.NDArray[np.int64] = people.reshape(len(REGIONS), len(LANGUAGES), len(SEXES), len(AGES))
    return counted


def _adults() -> npt.NDArray[np.int64]:
    """Count the adults of every region (rows) and first language (columns), in whole persons."""
    inhabitants = np.array([region.inhabitants for region in REGIONS]) * ADULTS
    swedish = np.array([region.swedish for region in REGIONS]) / 100
    foreign = np.array([region.foreign for region in REGIONS]) / 100
    shares = np.column_stack([1 - swedish - foreign, swedish, foreign])
    return np.rint(inhabitants[:, None] * shares).astype(np.int64)
