"""Answers made by hand, one of every kind, in every language.

All numbers are invented; names and codes of regions are real. The country is level "country", code "SSS".
Rows of a front page and a profile are the latest numbers, `history` holds every period; rows of a trend are one area's
periods. Reference rows are the whole country (map, trend, profile) or the group of all (groups).
"""

from dataclasses import replace
from datetime import UTC, datetime
from typing import TypedDict

from contract.codes import Against, Direction, Domain, Kind, Language, Unit, Verdict
from contract.status import ConfStatus, ObsStatus, parse_obs
from picture.query.model import (
    Area,
    Break,
    Comparison,
    Dataset,
    Group,
    Indicator,
    Observation,
    Shape,
    Source,
    Stamp,
    View,
)

Texts3 = tuple[str, str, str]  # fi, sv, en

SELECTED = "02"
STAMP = Stamp(
    "0f3a9c17be42", "2026", 1, "published", datetime(2026, 11, 24, 9, 30, tzinfo=UTC), synthetic=True, max_age_years=3
)

# code: names fi, sv, en; column and row of its tile
REGIONS: dict[str, tuple[Texts3, tuple[int, int]]] = {
    "01": (("Uusimaa", "Nyland", "Uusimaa"), (3, 5)),
    "02": (("Varsinais-Suomi", "Egentliga Finland", "Southwest Finland"), (1, 5)),
    "04": (("Satakunta", "Satakunta", "Satakunta"), (1, 4)),
    "05": (("Kanta-Häme", "Egentliga Tavastland", "Kanta-Häme"), (2, 5)),
    "06": (("Pirkanmaa", "Birkaland", "Pirkanmaa"), (2, 4)),
    "07": (("Päijät-Häme", "Päijänne-Tavastland", "Päijät-Häme"), (3, 4)),
    "08": (("Kymenlaakso", "Kymmenedalen", "Kymenlaakso"), (4, 5)),
    "09": (("Etelä-Karjala", "Södra Karelen", "South Karelia"), (4, 4)),
    "10": (("Etelä-Savo", "Södra Savolax", "South Savo"), (4, 3)),
    "11": (("Pohjois-Savo", "Norra Savolax", "North Savo"), (3, 2)),
    "12": (("Pohjois-Karjala", "Norra Karelen", "North Karelia"), (4, 2)),
    "13": (("Keski-Suomi", "Mellersta Finland", "Central Finland"), (3, 3)),
    "14": (("Etelä-Pohjanmaa", "Södra Österbotten", "South Ostrobothnia"), (2, 3)),
    "15": (("Pohjanmaa", "Österbotten", "Ostrobothnia"), (1, 3)),
    "16": (("Keski-Pohjanmaa", "Mellersta Österbotten", "Central Ostrobothnia"), (2, 2)),
    "17": (("Pohjois-Pohjanmaa", "Norra Österbotten", "North Ostrobothnia"), (3, 1)),
    "18": (("Kainuu", "Kajanaland", "Kainuu"), (4, 1)),
    "19": (("Lappi", "Lappland", "Lapland"), (3, 0)),
    "21": (("Ahvenanmaa", "Åland", "Åland"), (0, 5)),
}
COUNTRY = ("Koko maa", "Hela landet", "Whole country")

# code: value, half interval, n, statuses; None: hidden. Class edges 50 55 60 65.
MAP_VALUES: dict[str, tuple[float | None, float, int | None, str]] = {
    "01": (63.1, 1.9, 2380, ""),
    "02": (64.2, 3.1, 1410, ""),
    "04": (51.8, 4.6, 420, ""),
    "05": (55.4, 5.3, 330, ""),
    "06": (60.9, 3.0, 1130, ""),
    "07": (54.7, 4.9, 390, ""),
    "08": (49.2, 5.6, 280, ""),
    "09": (53.0, 6.1, 240, ""),
    "10": (57.5, 6.0, 250, ""),
    "11": (58.3, 4.2, 520, ""),
    "12": (52.4, 5.2, 330, "P"),
    "13": (59.8, 4.0, 560, ""),
    "14": (48.6, 5.0, 370, ""),
    "15": (66.7, 4.8, 400, ""),
    "16": (61.5, 11.2, 80, "U"),
    "17": (57.9, 3.2, 900, ""),
    "18": (None, 0.0, None, "U"),
    "19": (55.1, 5.1, 350, "BD"),
    "21": (None, 0.0, None, "C"),
}


def pick(texts: Texts3, language: Language) -> str:
    return texts[list(Language).index(language)]


def region(code: str, language: Language) -> Area:
    if code == "SSS":
        return Area("country", "SSS", pick(COUNTRY, language))
    return Area("maakunta", code, pick(REGIONS[code][0], language))


def everyone(language: Language) -> Group:
    return Group("all", "all", pick(("Kaikki", "Alla", "All"), language), pick(("Kaikki", "Alla", "All"), language))


def source(language: Language, name: str = "demo_survey") -> Source:
    title, producer = {
        "demo_survey": (
            ("Väestösuhdekysely 2026", "Enkäten om befolkningsrelationer 2026", "Population relations survey 2026"),
            ("Esimerkkilaitos", "Exempelinstitutet", "Example institute"),
        ),
        "demo_register": (
            ("Viharikosilmoitukset", "Anmälda hatbrott", "Reported hate crime"),
            ("Esimerkkirekisteri", "Exempelregistret", "Example register"),
        ),
    }[name]
    method = pick(
        (
            "Posti- ja verkkokysely ositetulle satunnaisotokselle; ei tavoita laitoksissa asuvia.",
            "Post- och webbenkät till ett stratifierat slumpmässigt urval; når inte personer på institutioner.",
            "Postal and web survey of a stratified random sample; does not reach people living in institutions.",
        ),
        language,
    )
    return Source(
        name, pick(title, language), pick(producer, language), None, "CC BY 4.0", "https://example.org", True, method
    )


# id: domain, kind, unit, decimals, direction, headline, source, names, question, counts
INDICATORS: dict[str, tuple] = {
    "trust_other_background": (
        ("attitudes", "survey_share", "percent", 0, "higher", True, "demo_survey"),
        (
            "Luottamus eri taustaisiin ihmisiin",
            "Förtroende för människor med annan bakgrund",
            "Trust in people of another background",
        ),
        (
            "Kuinka paljon luotat ihmisiin, joiden tausta on toinen kuin sinun?",
            "Hur mycket litar du på människor som har en annan bakgrund än du?",
            "How much do you trust people whose background differs from yours?",
        ),
        ("vastasi 4 tai 5 asteikolla 1–5", "svarade 4 eller 5 på skalan 1–5", "answered 4 or 5 on a scale of 1 to 5"),
    ),
    "diversity_enriches": (
        ("attitudes", "survey_share", "percent", 0, "higher", True, "demo_survey"),
        (
            "Monimuotoisuus rikastuttaa asuinseutua",
            "Mångfald berikar bostadsorten",
            "Diversity enriches the neighbourhood",
        ),
        (
            "Rikastuttaako monimuotoisuus asuinseutuasi?",
            "Berikar mångfalden din bostadsort?",
            "Does diversity enrich the place where you live?",
        ),
        ("vastasi 4 tai 5 asteikolla 1–5", "svarade 4 eller 5 på skalan 1–5", "answered 4 or 5 on a scale of 1 to 5"),
    ),
    "discrimination": (
        ("security", "survey_share", "percent", 0, "lower", True, "demo_survey"),
        ("Kokenut syrjintää", "Upplevt diskriminering", "Experienced discrimination"),
        (
            "Onko sinua syrjitty viimeisen 12 kuukauden aikana?",
            "Har du blivit diskriminerad under de senaste 12 månaderna?",
            "Have you been discriminated against in the last 12 months?",
        ),
        ("vastasi kyllä", "svarade ja", "answered yes"),
    ),
    "hate_crime": (
        ("security", "register_count", "reports", 0, "neither", True, "demo_register"),
        (
            "Poliisille ilmoitetut viharikokset",
            "Hatbrott som anmälts till polisen",
            "Hate crime reported to the police",
        ),
        None,
        ("rikosilmoitukset", "brottsanmälningar", "crime reports"),
    ),
    "friends_other_background": (
        ("interaction", "survey_share", "percent", 0, "higher", True, "demo_survey"),
        (
            "Ystäviä, joilla on toinen tausta",
            "Vänner med annan bakgrund",
            "Friends of another background",
        ),
        (
            "Onko sinulla ystäviä, joiden tausta on toinen kuin sinun?",
            "Har du vänner som har en annan bakgrund än du?",
            "Do you have friends whose background differs from yours?",
        ),
        ("vastasi kyllä", "svarade ja", "answered yes"),
    ),
    "influence": (
        ("participation", "survey_share", "percent", 0, "higher", True, "demo_survey"),
        (
            "Voi vaikuttaa kuntansa asioihin",
            "Kan påverka i sin kommun",
            "Can influence decisions in the municipality",
        ),
        (
            "Voitko vaikuttaa asuinkuntasi asioihin?",
            "Kan du påverka ärendena i din hemkommun?",
            "Can you influence matters in your municipality?",
        ),
        ("vastasi 4 tai 5 asteikolla 1–5", "svarade 4 eller 5 på skalan 1–5", "answered 4 or 5 on a scale of 1 to 5"),
    ),
}

# indicator: country 2025, country 2026, region 2025, region 2026, half interval; None: hidden
LEVELS: dict[str, tuple[float, float, float | None, float | None, float]] = {
    "trust_other_background": (58.4, 58.9, 60.1, 64.2, 3.1),
    "diversity_enriches": (47.0, 49.6, 48.2, 50.3, 3.4),
    "discrimination": (13.9, 12.2, 14.4, 11.6, 2.3),
    "hate_crime": (1606, 1650, 141, 133, 0.0),
    "friends_other_background": (44.1, 46.8, 45.0, 41.2, 3.3),
    "influence": (31.5, 30.9, None, None, 0.0),
}


CLAUSES = {
    "trust_other_background": (
        "luottaa eritaustaisiin ihmisiin",
        "litar på människor med annan bakgrund",
        "trust people of another background",
    ),
    "diversity_enriches": (
        "pitää monimuotoisuutta rikkautena",
        "ser mångfald som en rikedom",
        "see diversity as enriching",
    ),
    "discrimination": ("on kokenut syrjintää", "har upplevt diskriminering", "have experienced discrimination"),
    "friends_other_background": (
        "tapaa eritaustaisia ystäviä",
        "har vänner med annan bakgrund",
        "have friends of another background",
    ),
    "influence": (
        "voi vaikuttaa kuntansa asioihin",
        "kan påverka i sin kommun",
        "can influence decisions in their municipality",
    ),
}


def indicator(language: Language, name: str = "trust_other_background") -> Indicator:
    facts, names, question, counts = INDICATORS[name]
    domain, kind, unit, decimals, direction, headline, from_source = facts
    return Indicator(
        id=name,
        domain=Domain(domain),
        kind=Kind(kind),
        unit=Unit(unit),
        decimals=decimals,
        direction=Direction(direction),
        headline=headline,
        name=pick(names, language),
        short=pick(names, language)[:30],
        clause=pick(CLAUSES[name], language) if name in CLAUSES else None,
        question=pick(question, language) if question else None,
        counts=pick(counts, language),
        population=pick(("18 vuotta täyttäneet", "personer som fyllt 18 år", "people aged 18 and over"), language),
        why=pick(
            ("Luottamus kantaa yhteiseloa.", "Förtroende bär samlivet.", "Trust carries life together."), language
        ),
        limits=pick(
            ("Ei kerro syistä.", "Säger inget om orsakerna.", "Says nothing about causes."),
            language,
        ),
        source=source(language, from_source),
    )


class Statuses(TypedDict):
    """Both statuses of a row."""

    obs_status: frozenset[ObsStatus]
    conf_status: ConfStatus


def coded(letters: str = "") -> Statuses:
    """Make both statuses from their letters: "" nothing to say, "B" a break, "C" confidential, "BC" both."""
    obs = letters.replace(ConfStatus.CONFIDENTIAL.value, "")
    conf = ConfStatus.CONFIDENTIAL if ConfStatus.CONFIDENTIAL.value in letters else ConfStatus.FREE
    return {"obs_status": parse_obs(obs), "conf_status": conf}


def row(
    language: Language,
    *,
    name: str = "trust_other_background",
    period: str = "2026",
    code: str = SELECTED,
    group: Group | None = None,
    value: float | None = None,
    half: float = 0.0,
    n: int | None = None,
    letters: str = "",
    comparisons: tuple[Comparison, ...] = (),
) -> Observation:
    """Make one row; half = 0 means no interval, otherwise it is slightly asymmetric, as logit intervals are."""
    interval = value is not None and half > 0
    return Observation(
        indicator=name,
        period=period,
        area=region(code, language),
        group=group or everyone(language),
        value=value,
        ci_low=round(value - 1.05 * half, 1) if interval else None,
        ci_high=round(value + 0.95 * half, 1) if interval else None,
        n=n if value is not None else None,
        **coded(letters),
        source=INDICATORS[name][0][6],
        comparisons=comparisons,
    )


def compare(kind: Against, reference: str, value: float | None, other: float, half: float) -> tuple[Comparison, ...]:
    """Say what a difference allows to say; a hidden value allows nothing."""
    if value is None:
        return (Comparison(kind, reference, Verdict.UNCERTAIN, None, None, None, None, approximate=False),)
    difference = round(value - other, 1)
    verdict = Verdict.NO_DIFFERENCE
    if abs(difference) > half:
        verdict = Verdict.HIGHER if difference > 0 else Verdict.LOWER
    low, high = round(difference - half, 1), round(difference + half, 1)
    return (Comparison(kind, reference, verdict, difference, low, high, round(1.4 * half, 1), approximate=False),)


def square(code: str) -> Shape:
    """Draw a region as a square of 100 km; Åland has an island beside it, to exercise several rings."""
    column, line = REGIONS[code][1]
    x, y = 90.0 + 110 * column, 7620.0 - 110 * line * 1.5
    xs: tuple[float | None, ...] = (x, x + 100, x + 100, x, x)
    ys: tuple[float | None, ...] = (y, y, y + 100, y + 100, y)
    if code == "21":
        xs, ys = (
            (*xs, None, x + 20, x + 40, x + 40, x + 20, x + 20),
            (*ys, None, y - 30, y - 30, y - 10, y - 10, y - 30),
        )
    return Shape(code, xs, ys, x + 50, y + 50)


def view(language: Language, *, area: str = SELECTED, group_dim: str = "all") -> View:
    area_level = "country" if area == "SSS" else "maakunta"
    return View("trust_other_background", "maakunta", area, "2026", group_dim, "all", language, area_level)


def map_dataset(language: Language = "sv") -> Dataset:
    """All 19 regions: one confidential, one unreliable and hidden, one unreliable and shown, one with a break."""
    rows = tuple(
        row(
            language,
            code=code,
            value=value,
            half=half,
            n=n,
            letters=letters,
            comparisons=compare(Against.COUNTRY, "SSS", value, 58.9, half),
        )
        for code, (value, half, n, letters) in MAP_VALUES.items()
    )
    return Dataset(
        kind="map",
        view=view(language),
        stamp=STAMP,
        compared_with=Against.COUNTRY,
        indicators=(indicator(language),),
        rows=rows,
        reference=(row(language, code="SSS", value=58.9, half=1.1, n=10340),),
        shapes=tuple(square(code) for code in REGIONS),
        credit="Natural Earth",
        classes=(50.0, 55.0, 60.0, 65.0),
        geo_year=2026,
        sources=(source(language),),
    )


def trend_dataset(language: Language = "sv") -> Dataset:
    """One region and the country 2019-2026: a hidden year, a year without data for anyone, a break before 2024."""
    own = {"2019": 61.0, "2020": 60.2, "2021": None, "2023": 57.9, "2024": 59.0, "2025": 60.1, "2026": 64.2}
    country = {"2019": 57.2, "2020": 57.0, "2021": 57.8, "2023": 56.1, "2024": 57.3, "2025": 58.4, "2026": 58.9}
    rows = []
    for period, value in own.items():
        letters = {"2021": "C", "2024": "B"}.get(period, "")
        against = compare(Against.COUNTRY, "SSS", value, country[period], 3.1)
        if period == "2026":
            against = (*against, *compare(Against.PREVIOUS, "2025", value, 60.1, 3.9))
        if period == "2024":
            against = (
                *against,
                Comparison(Against.PREVIOUS, "2023", Verdict.NOT_COMPARABLE, None, None, None, None, approximate=False),
            )
        rows.append(row(language, period=period, value=value, half=3.1, n=1400, letters=letters, comparisons=against))
    return Dataset(
        kind="trend",
        view=view(language),
        stamp=STAMP,
        compared_with=Against.PREVIOUS,
        indicators=(indicator(language),),
        rows=tuple(rows),
        reference=tuple(
            row(language, period=p, code="SSS", value=v, half=1.1, n=10000, letters="B" if p == "2024" else "")
            for p, v in country.items()
        ),
        breaks=(
            Break(
                "trust_other_background",
                "2024",
                pick(
                    ("Kysymyksen sanamuoto muuttui.", "Frågan fick en ny formulering.", "The question was reworded."),
                    language,
                ),
            ),
        ),
        sources=(source(language),),
    )


def _two_periods(language: Language, code: str, first: int) -> tuple[Observation, ...]:
    rows = []
    for name, numbers in LEVELS.items():
        before, now = numbers[first], numbers[first + 1]
        half = numbers[4] if code != "SSS" else numbers[4] / 2
        sampled = INDICATORS[name][0][1] == "survey_share"
        n = (1400 if code != "SSS" else 10000) if sampled else None
        letters = "" if now is not None else "C"
        against = compare(Against.PREVIOUS, "2025", now, before or 0.0, 1.3 * half) if sampled else ()
        if code != "SSS" and sampled:
            against = (*compare(Against.COUNTRY, "SSS", now, numbers[1], half), *against)
        rows.append(row(language, name=name, period="2025", code=code, value=before, half=half, n=n, letters=letters))
        rows.append(
            row(language, name=name, code=code, value=now, half=half, n=n, letters=letters, comparisons=against),
        )
    return tuple(rows)


def _latest(rows: tuple[Observation, ...]) -> tuple[Observation, ...]:
    return tuple(r for r in rows if r.period == "2026")


def _sources(language: Language) -> tuple[Source, ...]:
    return (source(language), source(language, "demo_register"))


def profile_dataset(language: Language = "sv") -> Dataset:
    """All indicators of one region against the country; one indicator is hidden, one is a register count."""
    return Dataset(
        kind="profile",
        view=view(language),
        stamp=STAMP,
        compared_with=Against.COUNTRY,
        indicators=tuple(indicator(language, name) for name in INDICATORS),
        rows=_latest(_two_periods(language, SELECTED, 2)),
        history=_two_periods(language, SELECTED, 2),
        reference=_latest(_two_periods(language, "SSS", 0)),
        sources=_sources(language),
    )


def profile_beside_another(language: Language = "sv") -> Dataset:
    """The same with another region chosen beside."""
    return replace(profile_dataset(language), second=_latest(_two_periods(language, "19", 1)))


def front_dataset(language: Language = "sv") -> Dataset:
    """The whole country's headline indicators, 2025 and 2026."""
    return Dataset(
        kind="front",
        view=view(language, area="SSS"),
        stamp=STAMP,
        compared_with=Against.PREVIOUS,
        indicators=tuple(indicator(language, name) for name in INDICATORS),
        rows=_latest(_two_periods(language, "SSS", 0)),
        history=_two_periods(language, "SSS", 0),
        sources=_sources(language),
    )


GROUPS: dict[str, tuple[Texts3, dict[str, tuple[Texts3, float | None, float, int | None, str]]]] = {
    "language": (
        ("Kieli", "Språk", "Language"),
        {
            "fi": (("Suomi", "Finska", "Finnish"), 58.2, 1.2, 8900, ""),
            "sv": (("Ruotsi", "Svenska", "Swedish"), 66.0, 4.1, 610, ""),
            "other": (("Muu kieli", "Annat språk", "Other language"), 61.3, 8.9, 90, "U"),
            "sme": (("Saamen kielet", "Samiska språk", "Sámi languages"), None, 0.0, None, "C"),
        },
    ),
    "sex": (
        ("Sukupuoli", "Kön", "Sex"),
        {
            "1": (("Miehet", "Män", "Men"), 56.1, 1.6, 4900, ""),
            "2": (("Naiset", "Kvinnor", "Women"), 61.6, 1.5, 5400, ""),
        },
    ),
}


def groups_dataset(language: Language = "sv") -> Dataset:
    """The country by language and by sex, against all; one group is hidden, one unreliable and shown."""
    rows = tuple(
        row(
            language,
            code="SSS",
            group=Group(dim, code, pick(dim_name, language), pick(name, language)),
            value=value,
            half=half,
            n=n,
            letters=letters,
            comparisons=compare(Against.GROUP, "all", value, 58.9, half),
        )
        for dim, (dim_name, codes) in GROUPS.items()
        for code, (name, value, half, n, letters) in codes.items()
    )
    return Dataset(
        kind="groups",
        view=view(language, area="SSS", group_dim="language"),
        stamp=STAMP,
        compared_with=Against.GROUP,
        indicators=(indicator(language),),
        rows=rows,
        reference=(row(language, code="SSS", value=58.9, half=1.1, n=10340),),
        sources=(source(language),),
    )


def matrix_dataset(language: Language = "sv") -> Dataset:
    """Two survey indicators of every region against the country: the second one has the first one's numbers."""
    of_map = map_dataset(language)
    names = ("trust_other_background", "discrimination")
    both = [[replace(r, indicator=name) for name in names] for r in of_map.rows]
    return replace(
        of_map,
        kind="matrix",
        indicators=tuple(indicator(language, name) for name in names),
        rows=tuple(r for pair in both for r in pair),
        reference=tuple(replace(r, indicator=name) for name in names for r in of_map.reference),
        history=(),
        shapes=(),
    )


def every_dataset(language: Language = "sv") -> tuple[Dataset, ...]:
    """One of each kind."""
    return (
        front_dataset(language),
        map_dataset(language),
        trend_dataset(language),
        profile_dataset(language),
        matrix_dataset(language),
        groups_dataset(language),
    )


def only(kind, against, reference="2025"):
    """A verdict that carries no numbers."""
    return Comparison(against, reference, kind, None, None, None, None, approximate=False)


def judged(dataset, verdict, against):
    """The same answer, every row with one and the same verdict."""
    return replace(dataset, rows=tuple(replace(r, comparisons=(only(verdict, against),)) for r in dataset.rows))
