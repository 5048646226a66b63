"""A database small enough to know by heart, in the shape of contract/schema.sql.

A country of three regions (01, 02, 21), one of which was renamed; one old office (ELY 01) and its successor.
Every text says its own language: "Trust fi", "Trust sv", "Trust en".

trust     survey, 2024-2026 and the three waves pooled; every status occurs in 2026; the question changed before 2025
lonely    published by country of birth only, 2018-2019: nobody asked "all"
reports   register, country only, by motive
people    register, regions and country
silent    in the catalogue, without a number
"""

import atexit
import shutil
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from uuid import uuid4

import duckdb

from contract.schema import SCHEMA, SCHEMA_NUMBER, fill_contents

NAME = "small.duckdb"
YEARS = ("2024", "2025", "2026")


def three(text):
    """A text in fi, sv, en."""
    return tuple(f"{text} {language}" for language in ("fi", "sv", "en"))


def _indicator(key, position, domain, kind, unit, decimals, direction, headline, source, *, asked=False):  # noqa: PLR0917 - a row of a table has many cells
    question = three(f"Question of {key}") if asked else (None, None, None)
    texts = [three(f"{name} of {key}") for name in ("Counts", "Population", "Why", "Limits")]
    names = three(key.capitalize())
    return (
        key,
        position,
        domain,
        kind,
        "police" if key == "reports" else None,
        unit,
        decimals,
        direction,
        headline,
        source,
        *names,
        *names,  # short
        *(three(f"clause of {key}") if asked else (None, None, None)),
        *question,
        *sum(texts, ()),
    )


INDICATORS = [
    _indicator("trust", 10, "attitudes", "survey_share", "percent", 0, "higher", True, "survey", asked=True),
    _indicator("lonely", 20, "interaction", "published_share", "percent", 1, "lower", False, "study", asked=True),
    _indicator("reports", 30, "security", "register_count", "reports", 0, "lower", True, "register"),
    _indicator("people", 90, "context", "register_count", "persons", 0, "neither", False, "register"),
    _indicator("silent", 99, "context", "register_count", "persons", 0, "neither", False, "register"),
]

SOURCES = [
    ("survey", "respondents", *three("Survey"), *three("Institute"), None, "CC0", None, True, *three("By post.")),
    ("study", "aggregates", *three("Study"), *three("Agency"), "A report", "none stated", None, False, *three("Read.")),
    ("register", "aggregates", *three("Register"), *three("Office"), None, "CC0", None, False, *three("Counted.")),
]

AREAS = [
    ("country", "SSS", date(2000, 1, 1), None, *three("Country"), 0),
    ("maakunta", "01", date(2000, 1, 1), None, *three("North"), 1),
    ("maakunta", "02", date(2000, 1, 1), date(2019, 12, 31), *three("Old South"), 2),
    ("maakunta", "02", date(2020, 1, 1), None, *three("South"), 2),
    ("maakunta", "21", date(2000, 1, 1), None, *three("Islands"), 3),
    ("maakunta", "99", date(2000, 1, 1), None, *three("Unasked"), 4),
    ("elinvoimakeskus", "01", date(2026, 1, 1), None, *three("New office"), 5),
    ("ely", "01", date(2010, 1, 1), date(2025, 12, 31), *three("Old office"), 6),
]

MEMBERS = [
    ("elinvoimakeskus", "01", "maakunta", "01", date(2026, 1, 1), None),
    ("elinvoimakeskus", "01", "maakunta", "02", date(2026, 1, 1), None),
    ("ely", "01", "maakunta", "01", date(2010, 1, 1), date(2025, 12, 31)),
    ("country", "SSS", "maakunta", "01", date(2000, 1, 1), None),
]

GROUPS = [
    ("all", "all", 0, *three("Everybody"), *three("All")),
    ("sex", "1", 1, *three("Sex"), *three("Men")),
    ("sex", "2", 2, *three("Sex"), *three("Women")),
    ("birth", "home", 3, *three("Birth"), *three("Born here")),
    ("birth", "away", 4, *three("Birth"), *three("Born elsewhere")),
    ("motive", "language", 5, *three("Motive"), *three("Language")),
]

SQUARE = ([0.0, 1.0, 1.0, 0.0, 0.0], [0.0, 0.0, 1.0, 1.0, 0.0], 0.5, 0.5)
SHAPES = [(level, code, year, *SQUARE, "Survey office") for level, code, year in [
    ("maakunta", "01", 2019), ("maakunta", "01", 2026), ("maakunta", "02", 2026), ("maakunta", "21", 2026),
]]  # fmt: skip


def coded(letters=""):
    """Make both statuses from their letters: "" nothing to say, "B" a break, "C" confidential, "BC" both."""
    return letters.replace("C", "") or "A", "C" if "C" in letters else "F"


def _estimate(indicator, period, area, group, value, half, n, letters, source, *more):  # noqa: PLR0917 - a row of a table has many cells
    level = "country" if area == "SSS" else "maakunta"
    low, high = (None, None) if half is None else (value - half, value + half)
    quoted, note = more or (None, None)
    return (
        indicator,
        period,
        level,
        area,
        2026,
        *group.split("."),
        value,
        low,
        high,
        n,
        n and n * 6 // 10 if source == "survey" else None,
        *coded(letters),
        source,
        quoted,
        note,
    )


def _trust(period, area, group, value, half, n, letters=""):  # noqa: PLR0917 - a row of a table has many cells
    return _estimate("trust", period, area, group, value, half, n, letters, "survey")


REPORTS = (("2025", "all.all", 90.0), ("2026", "all.all", 80.0), ("2026", "motive.language", 12.0))
PEOPLE = (("SSS", 5_563_970.0), ("01", 1000.0), ("02", 900.0), ("21", 300.0))
ESTIMATES = [
    *[_trust(year, "SSS", "all.all", value, 1.0, 3000) for year, value in zip(YEARS, (50.0, 54.0, 56.0), strict=True)],
    *[_trust(year, "01", "all.all", value, 2.0, 1000) for year, value in zip(YEARS, (48.0, 55.0, 60.0), strict=True)],
    *[_trust(year, "02", "all.all", value, 2.0, 1000) for year, value in zip(YEARS, (51.0, 52.0, 53.0), strict=True)],
    _trust("2026", "21", "all.all", None, None, None, "C"),
    _trust("2024-2026", "21", "all.all", 62.0, 9.0, 90, "BU"),
    _trust("2024-2026", "01", "all.all", 54.0, 1.5, 3000, "B"),
    _trust("2026", "SSS", "sex.1", 55.0, 1.4, 1500, "DEP"),
    _trust("2026", "SSS", "sex.2", None, None, None, "U"),
    _trust("2026", "01", "sex.1", None, None, None, "O"),
    _trust("2026", "01", "sex.2", None, None, None, "M"),
    _estimate("lonely", "2018-2019", "SSS", "birth.home", 6.5, 0.5, 4000, "", "study", "A report", "As printed."),
    _estimate("lonely", "2018-2019", "SSS", "birth.away", 12.0, 1.5, 1234, "", "study", "A report", None),
    *[_estimate("reports", year, "SSS", group, value, None, None, "", "register") for year, group, value in REPORTS],
    *[_estimate("people", "2022", area, "all.all", value, None, None, "", "register") for area, value in PEOPLE],
]


def _compared(period, area, kind, reference, verdict, difference=None, half=None, group="all.all"):  # noqa: PLR0917 - a row of a table has many cells
    of = "country" if area == "SSS" else "maakunta"
    low, high = (None, None) if half is None else (difference - half, difference + half)
    level, p = (None, None) if difference is None else (0.95, 0.01)
    key = ("trust", period, of, area, 2026, *group.split("."), kind, reference)
    return (*key, difference, low, high, level, p, 3.0, False, verdict)


COMPARISONS = [
    _compared("2026", "01", "country", "SSS", "higher", 4.0, 2.0),
    _compared("2026", "02", "country", "SSS", "no_difference", -3.0, 3.5),
    _compared("2026", "21", "country", "SSS", "uncertain"),
    _compared("2026", "SSS", "previous", "2025", "higher", 2.0, 1.5),
    _compared("2025", "SSS", "previous", "2024", "not_comparable"),
    _compared("2026", "SSS", "trend", "2025", "higher", 2.0, 1.5),
    _compared("2026", "01", "previous", "2025", "higher", 5.0, 3.0),
    _compared("2026", "SSS", "group", "all", "no_difference", -1.0, 2.0, group="sex.1"),
]

QUESTIONS = [("trust", "q01", "agree", *three("Easy question of trust"))]  # of the one survey of our own
ANSWERS = [
    ("agree", 1, 0, True, *three("No")),
    ("agree", 2, 1, True, *three("Yes")),
    ("agree", 8, 2, False, *three("Cannot say")),
]


def _action(key, position, kind, areas, **more):
    """An entry of the register: what is not told is empty."""
    about = {"name": three(key.capitalize()), "about": (None, None, None), "effect": (None, None, None)} | more
    lists = ("domains", "target_groups", "indicators", "languages", "organisers", "partners", "funding")
    given = {name: list(about.get(name, ())) for name in lists}
    return (
        *(key, position, "SSS/2026", kind, about.get("example", True), *about["name"], *about["about"]),
        *(given["domains"], areas, given["target_groups"], given["indicators"], given["languages"]),
        *(about.get("status"), *about.get("days", (None, None, None)), about.get("place")),
        *(given["organisers"], given["partners"], about.get("provision"), given["funding"], about.get("evidence")),
        *(*about["effect"], about.get("contact"), about.get("url")),
    )


# The register: every kind, a text in one language only, dates of each precision and none, text that would do harm.
REGISTER = [
    _action(
        "cafes",
        1,
        "measure",
        ["MK01"],
        about=("Kahviloita", None, None),
        domains=("participation",),
        target_groups=("birth:away",),
        indicators=("trust",),
        languages=("fi", "sv"),
        status="under_way",
        days=(date(2026, 3, 1), date(2026, 11, 30), "month"),
        organisers=("helpers",),
        partners=("Some friends",),
        provision="bought",
        funding=("project",),
        evidence="before_after",
        effect=three("Effect of cafes"),
        url="https://example.org/cafes",
    ),
    _action("council", 2, "good_practice", ["MK02"], domains=("security",), evidence="review", status="done"),
    _action("helpers", 3, "organisation", ["MK01"], contact="office@example.org", about=three("What helpers offer")),
    _action("walk", 4, "event", ["MK02"], days=(date(2027, 5, 4), date(2027, 5, 5), "day"), place="North town"),
    _action("forum-2025", 5, "forum", ["SSS"], days=(date(2025, 5, 28), date(2025, 5, 29), "day"), example=False),
    _action("forum-2026", 6, "forum", ["SSS"], days=(date(2026, 5, 1), date(2026, 5, 31), "month")),
    _action(
        "law",
        7,
        "milestone",
        ["SSS"],
        days=(date(2025, 1, 1), date(2025, 1, 1), "day"),
        example=False,
        url="https://example.org/law",
        indicators=("trust",),
    ),
    _action("open-end", 8, "measure", ["EVK01"], days=(date(2026, 1, 1), None, "year"), status="planned"),
    _action("<script>alert(1)</script>", 9, "measure", ["ELY01", "XX99"], name=("=cmd|' /C calc'!A0", None, None)),
]


def extra_entries(count):
    """So many measures more, all in one region."""
    about = {"domains": ("attitudes",), "days": (date(2026, 2, 1), date(2026, 12, 31), "month")}
    return [_action(f"more-{place}", 100 + place, "measure", ["MK06"], **about) for place in range(count)]


FORUM_ITEMS = [
    ("f25-1", "forum-2025", 1, "programme", *three("Opening"), None, None, None),
    ("f25-2", "forum-2025", 2, "decision", *three("Dialogue in every region"), None, None, "under_way"),
    ("f26-1", "forum-2026", 1, "material", *three("Slides"), "https://example.org/slides", None, None),
    ("f26-2", "forum-2026", 2, "follow_up", *three("Half of the regions"), None, "f25-2", "under_way"),
]


# Plans: goals in every kind of state that texts differ for, one told by its owner, and an old plan without any.
def _goal(key, position, domain, indicator, wanted, target, **more):  # noqa: PLR0917 - a row of a table has many cells
    group = (None, None) if indicator is None else ("all", "all")
    return (
        *("MK01-2026", key, position, domain, more.get("template"), *more.get("title", three(f"Goal {key}"))),
        *(indicator, None, *group, indicator and "2025", wanted, target, 2028, *three("Office")),
        *(list(more.get("targets", ())), list(more.get("measures", ())), ["public"], more.get("status", "under_way")),
    )


def _progress(key, state, reason=None, *, latest=None, step=None, detectable=4.0, can_show="unknown", needed=None):
    """Progress of a goal whose baseline is 55 ± 2 of 1,000 answers."""
    known = (None, None, None, None) if latest is None else (latest, latest - 2.0, latest + 2.0, 1000)
    change = (None,) * 4 if latest is None or reason else (latest - 55.0, latest - 58.0, latest - 52.0, 0.01)
    at = (None, None, None, None) if reason == "hidden" else (55.0, 53.0, 57.0, 1000)
    return (
        *("MK01-2026", key, state, reason, 2026, *at, "2026" if latest or reason == "break" else None, *known, *change),
        *(step, detectable, can_show, needed),
    )


PLANS = [
    ("MK01-2026", "MK01/2026-2028", "maakunta", "01", 2026, 2028, True, None, None, None, date(2026, 1, 15), None),
    ("MK01-2022", "MK01/2022-2025", "maakunta", "01", 2022, 2025, False, *three("Old plan"), None, None),
]
GOALS = [
    _goal("trust", 1, "attitudes", "trust", "higher", 65.0, measures=["cafes"], targets=["birth:away"]),
    _goal("safe", 2, "security", "trust", "higher", 57.0, title=("Turvassa", None, None), measures=["council"]),
    _goal("talk", 3, "interaction", "trust", "lower", None),
    _goal("mediated", 4, "interaction", None, None, None, template="conflicts", status="planned"),
    _goal("again", 5, "interaction", "trust", "higher", 80.0),
]
GOAL_PROGRESS = [
    _progress("trust", "right_way", latest=60.0, step=10.0, can_show="yes"),
    _progress("safe", "no_change", latest=56.0, step=2.0, can_show="no", needed=4000),
    _progress("talk", "uncertain", "hidden", detectable=None),
    _progress("again", "not_comparable", "break", step=25.0, can_show="yes"),
]
GOAL_TEMPLATES = [
    ("conflicts", 1, "interaction", None, None, *three("Conflicts are mediated"), *three("What it takes.")),
    ("say", 2, "participation", "trust", "higher", *three("More have a say"), *three("Why it matters.")),
]

TABLES = {
    "build": [("small0000001", "2026", 1, "published", datetime(2026, 11, 24, 9, 30, tzinfo=UTC), True, SCHEMA_NUMBER)],
    "policy": [
        ("min_respondents", 30.0, *three("Fewest")),
        ("n_rounding", 10.0, *three("Rounding")),
        ("max_age_years", 3.0, *three("Oldest")),
    ],
    "revision": [(0, date(2026, 11, 20), "survey", "2026", None, *three("Late replies"))],
    "source": SOURCES,
    "source_note": [
        ("survey", 0, True, None, *["Data for merged areas have been combined."] * 3),
        ("register", 1, False, 5, *three("Nothing is said.")),
    ],
    "source_file": [("survey", "2026", "answers.parquet", "ab" * 32, date(2026, 11, 1), 3000)],
    "indicator": INDICATORS,
    "follow_up": [
        ("rights", 0, *three("Awareness of rights"), *three("Do people know their rights?")),
        ("decisions", 1, *three("Trust in decisions"), *three("Do people trust decisions?")),
    ],
    "follow_up_indicator": [
        ("rights", "reports", True),
        ("decisions", "trust", False),
        ("decisions", "lonely", True),
        ("decisions", "silent", True),
    ],
    "series_break": [("trust", "2025", *three("The question was reworded."))],
    "population_group": GROUPS,
    "area": AREAS,
    "area_member": MEMBERS,
    "area_successor": [("ely", "01", "elinvoimakeskus", "01", date(2026, 1, 1))],
    "shape": SHAPES,
    "tile": [("maakunta", "01", 0, 1), ("maakunta", "02", 1, 0)],
    "estimate": ESTIMATES,
    "comparison": COMPARISONS,
    "question": QUESTIONS,
    "answer_option": ANSWERS,
    "register_entry": REGISTER,
    "plan": PLANS,
    "goal": GOALS,
    "goal_progress": GOAL_PROGRESS,
    "goal_template": GOAL_TEMPLATES,
    "forum_item": FORUM_ITEMS,
    "change": [
        (0, "recomputed", "trust", "2026", None, None, None, None, None, None),
        (1, "value", "people", "2022", "maakunta", "01", "all", "all", "999.0", "1000.0"),
        (2, "removed", "silent", None, None, None, None, None, None, None),
    ],
}


def add_places(con):
    """Add a municipality with a sample of its own in two years, one with an open survey, and what was heard there."""
    con.executemany(
        "INSERT INTO area VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [
            ("kunta", "049", date(2000, 1, 1), None, *three("Harbour"), 20),
            ("kunta", "710", date(2000, 1, 1), None, *three("Cove"), 21),
        ],
    )
    con.executemany(
        "INSERT INTO area_member VALUES (?, ?, ?, ?, ?, ?)",
        [("maakunta", "01", "kunta", code, date(2000, 1, 1), None) for code in ("049", "710")],
    )
    for source, code, sampling, periods in (
        ("local_harbour", "049", "probability", ("2025", "2026")),
        ("local_cove", "710", "self_selected", ("2026",)),
    ):
        con.execute(
            """INSERT INTO source BY NAME SELECT * REPLACE (
                $id AS id, 'Local survey of ' || $id AS title_en, true AS synthetic) FROM source WHERE id = 'survey'""",
            {"id": source},
        )
        for period in periods:
            con.execute("INSERT INTO local_collection VALUES (?, ?, 'kunta', ?, ?)", (source, period, code, sampling))
            con.executemany(
                "INSERT INTO local_estimate VALUES (?, ?, 'trust', 'kunta', ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                _local_rows(source, period, code, sampling),
            )
    con.execute(
        """INSERT INTO local_finding VALUES ('harbour-1', 0, 'KU049/2026', true, 'kunta', '049', 'interviews',
        'security', NULL, NULL, 'The harbour is dark <b>at night</b>.', 'The library', DATE '2026-05-01',
        DATE '2026-05-31', 'month', 'The municipality, 8 interviews', DATE '2026-06-15', 'https://example.org/harbour')"""
    )
    count_anew(con)
    return con


def _local_rows(source, period, code, sampling):
    drawn = sampling == "probability"
    ends = (55.0, 65.0) if drawn else (None, None)
    return [
        (source, period, code, "all", "all", 60.0, *ends, 250, "A" if drawn else "D", "F"),
        (source, period, code, "sex", "1", None, None, None, None, "A", "C"),
    ]


def small_database(path=None):
    """The database above, open, at a path or where nobody else finds it: a copy, which takes a tenth of making it."""
    own = Path(path or _made() / f"{uuid4()}.duckdb")
    shutil.copyfile(_made() / NAME, own)
    con = duckdb.connect(str(own))
    if path is None:
        own.unlink()  # it lives as long as it is open
    return con


@cache
def _made():
    """Make the database above, once for all tests of a process."""
    folder = Path(mkdtemp(prefix="small-"))
    atexit.register(shutil.rmtree, folder)
    small_blocks = {"default_block_size": "16384"}  # the smallest, for a file of 1 MB and not of 11
    with duckdb.connect(str(folder / NAME), config=small_blocks) as con:
        con.execute(SCHEMA.read_text(encoding="utf-8"))
        for table, rows in TABLES.items():
            places = ", ".join("?" * len(rows[0]))
            con.executemany(f"INSERT INTO {table} VALUES ({places})", rows)
        fill_contents(con)
    return folder


def count_anew(con):
    """Let a database whose rows were changed be whole again: it tells how many rows each table has."""
    con.execute("DELETE FROM contents")
    fill_contents(con)
