"""A data folder with the small database, and files made from it as readers take them."""

import duckdb

from contract.codes import Language
from contract.pointer import POINTER, database_of
from picture.query.choices import read_choices
from picture.query.selection import check
from picture.views import VIEW_KINDS, ask_view, linked_item
from tests.picture.small import count_anew, small_database

REGION_01 = "indicator = 'trust' AND period = '2026' AND level = 'maakunta' AND code = '01' AND group_dim = 'all'"
OTHER = f"UPDATE estimate SET value = value + 1 WHERE {REGION_01}"
SAME_AS_21 = ", ".join(
    f"{column} = (SELECT {column} FROM estimate WHERE indicator = 'trust' AND period = '2026' AND code = '21')"
    for column in ("value", "ci_low", "ci_high", "n", "effective_n", "obs_status", "conf_status")
)
HIDDEN = f"UPDATE estimate SET {SAME_AS_21} WHERE {REGION_01}"  # the value of region 21 is confidential
GONE = f"DELETE FROM estimate WHERE {REGION_01}"
WHY_CORRECTED = {Language.FI: "Väärä paino", Language.SV: "Fel vikt", Language.EN: "Wrong weight"}
TEXTS = ", ".join(f"'{text}'" for text in WHY_CORRECTED.values())
KEY = "'trust', '2026', 'maakunta', '01', 2026, 'all', 'all'"
CORRECTED = (
    f"INSERT INTO correction VALUES ('2026', 2, DATE '2026-12-01', 1, DATE '2026-11-01', {TEXTS})",
    f"INSERT INTO correction_cell VALUES ('2026', 2, {KEY}, 1, 1, 1, 1, '', 'F', 2, 2, 2, 1, '', 'F')",
)


def publish(folder, build="one", *changes):
    """Publish the small database as a build, changed by SQL."""
    path = database_of(folder, build)
    with small_database(path) as con:
        con.execute("UPDATE build SET id = ?", [build])
        for change in changes:
            con.execute(change)
        count_anew(con)
    (folder / POINTER).write_text(f"{path.name}\n", encoding="utf-8")
    return path


def taken(folder, build="one", kinds=tuple(VIEW_KINDS), language=Language.SV, **asked):
    """What leaves of a build, as items for a file."""
    with small_database_of(folder, build) as con:
        choices = read_choices(con, language)
        selected, _ = check({"lang": language, **asked}, {}, choices)
        views = [(VIEW_KINDS[kind], ask_view(con, VIEW_KINDS[kind], selected, choices)) for kind in kinds]
    return [linked_item(kind, dataset, "http://picture.example", selected) for kind, dataset in views]


def small_database_of(folder, build):
    return duckdb.connect(str(database_of(folder, build)), read_only=True)
