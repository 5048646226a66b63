"""The small database as two versions of its edition: in the second one a figure of region 01 is corrected, 58 to 60."""

from dataclasses import replace
from datetime import date

from contract.codes import Language
from picture.query.choices import read_choices
from picture.query.corrections import read_editions
from picture.query.selection import check
from picture.views import VIEW_KINDS, ask_view, linked_item
from tests.picture.small import count_anew, small_database, three

KEY = "trust/2026/MK01/all.all"
CELL = ("trust", "2026", "maakunta", "01", 2026, "all", "all")
WRONG = (58.0, 56.0, 60.0, 1000, "A", "F")
RIGHT = (60.0, 58.0, 62.0, 1000, "A", "F")
GONE = (None,) * 6
FIRST_DAY = date(2026, 11, 3)
SECOND_DAY = date(2026, 12, 1)
REASON = "A weight was wrong"


def corrected_database(path=None):
    """Make the second version, which corrects the first one, with a notice and a release to come that was moved."""
    con = small_database(path)
    con.execute("UPDATE build SET version = 2")
    add_version(con, 1, FIRST_DAY)
    correct(con, 2, SECOND_DAY, 1, FIRST_DAY)
    con.execute("INSERT INTO notice VALUES ('2026', 0, 2, ?, ?, ?, ?)", [date(2026, 12, 3), *three("A notice")])
    count_anew(con)
    return con


def wrong_database(path=None):
    """Make the first version, which shows the wrong figure and knows of no correction."""
    con = small_database(path)
    add_version(con, 1, FIRST_DAY)
    value, low, high, n, *_ = WRONG
    con.execute(
        """UPDATE estimate SET value = ?, ci_low = ?, ci_high = ?, n = ?
        WHERE (indicator, period, level, code, geo_year, group_dim, group_code) = (?, ?, ?, ?, ?, ?, ?)""",
        [value, low, high, n, *CELL],
    )
    count_anew(con)
    return con


def add_version(con, version, day):
    """Put a version into the list of those that were released."""
    con.execute(
        "INSERT INTO edition_version VALUES ('2026', ?, ?, ?, 'a hash', NULL)", [version, f"1.0.{version - 1}", day]
    )


def correct(con, version, day, wrong_version, wrong_since, before=WRONG, after=RIGHT):  # noqa: PLR0917 - a row of a table has many cells
    """Put a correction of one cell into a database, by a version that is released with it."""
    add_version(con, version, day)
    row = ["2026", version, day, wrong_version, wrong_since, *three(REASON)]
    con.execute("INSERT INTO correction VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
    cell = ["2026", version, *CELL, *before, *after]
    con.execute(f"INSERT INTO correction_cell VALUES ({', '.join('?' * len(cell))})", cell)


def asked(kind, version, language=Language.EN):
    """Ask a version for a kind of view, with all that is told of editions by now, and return it as it leaves."""
    con = wrong_database() if version == 1 else corrected_database()
    return asked_of(con, kind, read_editions(corrected_database(), language), language)


def asked_of(con, kind, editions=None, language=Language.EN):
    """Ask a database; editions: what is told of them now, else what the database itself knows."""
    choices = read_choices(con, language)
    choices = replace(choices, editions=editions or choices.editions)
    selected, wrong = check({"lang": language, "indicator": "trust", "area": "MK01"}, {}, choices)
    assert not wrong
    dataset = ask_view(con, VIEW_KINDS[kind], selected, choices)
    return linked_item(VIEW_KINDS[kind], dataset, "https://example.org", selected)


def version_of(version, language):
    """Return the choices of a version with all that is told by now, and its database."""
    con = wrong_database() if version == 1 else corrected_database()
    choices = read_choices(con, language)
    return replace(choices, editions=read_editions(corrected_database(), language)), con
