"""Codes that both sides share. Every value is what the database, files and addresses hold."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

COUNTRY = "SSS"  # the code of the whole country, as Statistics Finland writes it
EVERYBODY = "all"  # group dimension and group of everybody

AREA_KEY = ("level", "code")
GROUP_KEY = ("group_dim", "group_code")
CELL_KEY = ("indicator", "period", *AREA_KEY, "geo_year", *GROUP_KEY)  # no two rows of `estimate` agree in all of these
ESTIMATE_KEY = ("indicator", "period", *AREA_KEY, *GROUP_KEY)  # whose answers: on whatever division they are published
SERIES_KEY = ("indicator", *AREA_KEY, *GROUP_KEY)  # one estimate over time
DOMAIN_KEY = ("period", *AREA_KEY, *GROUP_KEY)  # the same respondents, whatever they were asked


class Language(StrEnum):
    """A language that every text exists in, in the order of menus."""

    FI = "fi"
    SV = "sv"
    EN = "en"


class Level(StrEnum):
    """A level of areas, in the order of menus; the names are those of Finnish administration."""

    COUNTRY = "country"
    MAAKUNTA = "maakunta"  # region
    ELINVOIMAKESKUS = "elinvoimakeskus"  # economic development centre, since 2026
    ELY = "ely"  # ELY centre, until 2025
    SUURALUE = "suuralue"  # major region, NUTS 2
    HYVINVOINTIALUE = "hyvinvointialue"  # wellbeing services county
    KUNTA = "kunta"  # municipality


LEVELS_WITHOUT_PLANS = frozenset({Level.SUURALUE})  # nobody makes an action plan for them


# Statistics Finland's prefixes of area codes, where levels stand in one table: MK02. The country has none.
AREA_PREFIXES: Mapping[str, str] = {
    Level.MAAKUNTA: "MK",
    Level.ELINVOIMAKESKUS: "EVK",
    Level.ELY: "ELY",
    Level.SUURALUE: "SA",
    Level.HYVINVOINTIALUE: "HVA",
    Level.KUNTA: "KU",
}


class Domain(StrEnum):
    """A domain of good relations, in the order of pages; `context` is none, but what they are read against."""

    ATTITUDES = "attitudes"
    SECURITY = "security"
    INTERACTION = "interaction"
    PARTICIPATION = "participation"
    CONTEXT = "context"


class Kind(StrEnum):
    """How the numbers of an indicator are made."""

    SURVEY_SHARE = "survey_share"
    SURVEY_MEAN = "survey_mean"
    PUBLISHED_SHARE = "published_share"
    REGISTER_COUNT = "register_count"
    REGISTER_SHARE = "register_share"
    REGISTER_RATE = "register_rate"

    @property
    def from_respondents(self) -> bool:
        """Whether we estimate it from respondents ourselves."""
        return self in {Kind.SURVEY_SHARE, Kind.SURVEY_MEAN}

    @property
    def sampled(self) -> bool:
        """Whether it comes from a sample, and therefore carries sampling error."""
        return self.from_respondents or self is Kind.PUBLISHED_SHARE


class RecordedBy(StrEnum):
    """Which authority's work left the records that were counted; registers of the population have none."""

    POLICE = "police"
    AUTHORITY = "authority"


class Unit(StrEnum):
    """The unit of an indicator's values."""

    PERCENT = "percent"
    PERSONS = "persons"
    REPORTS = "reports"
    CONTACTS = "contacts"
    POINTS = "points"

    @property
    def counted(self) -> bool:
        """Whether values are whole numbers of something."""
        return self in {Unit.PERSONS, Unit.REPORTS, Unit.CONTACTS}


class Direction(StrEnum):
    """Which way is better."""

    HIGHER = "higher"
    LOWER = "lower"
    NEITHER = "neither"


class Verdict(StrEnum):
    """What a comparison allows to say."""

    HIGHER = "higher"
    LOWER = "lower"
    NO_DIFFERENCE = "no_difference"
    NO_CLEAR_TREND = "no_clear_trend"  # a trend of all waves, but not without any one of them
    UNCERTAIN = "uncertain"
    NOT_COMPARABLE = "not_comparable"


class Against(StrEnum):
    """What a comparison compares with."""

    PREVIOUS = "previous"
    COUNTRY = "country"
    GROUP = "group"
    GROUP_STANDARDISED = "group_standardised"  # both groups with one distribution of age and sex
    TREND = "trend"


class Mode(StrEnum):
    """A way of answering a survey."""

    WEB = "web"
    PAPER = "paper"
    TELEPHONE = "telephone"
    FACE_TO_FACE = "face_to_face"


class FormLanguage(StrEnum):
    """A language that the form of a survey was offered in: codes of ISO 639."""

    FI = "fi"
    SV = "sv"
    EN = "en"
    SE = "se"  # Northern Sámi
    SMN = "smn"  # Inari Sámi
    SMS = "sms"  # Skolt Sámi
    RU = "ru"
    ET = "et"
    UK = "uk"
    AR = "ar"
    SO = "so"
    FA = "fa"
    CKB = "ckb"  # Sorani Kurdish
    SQ = "sq"
    ZH = "zh"
    VI = "vi"
    TH = "th"
    TR = "tr"
    ES = "es"
    FR = "fr"
    DE = "de"
    PL = "pl"
    RO = "ro"
    PT = "pt"
    TI = "ti"
