"""The goal that was tried on the page stands in the workbook, which passes the check as it is."""

from io import BytesIO

import openpyxl
import pytest

from contract.actions.columns import ContributionTable
from contract.codes import Language
from contract.pointer import served_database
from etl.__main__ import main
from pages.server.databases import choices_of, connection
from picture.contributions import make_contribution
from picture.export.contribution.cells import sheet_of
from picture.query.plans.draft import read_tried
from picture.query.selection import check

TRIED = {"aim": "45", "by": "2028", "who": "Kunnan kotoutumisyksikkö"}


def made(published, language, **asked):
    database = served_database(published)
    choices = choices_of(database, language)
    selected, wrong = check({"lang": language, **asked}, {}, choices)
    assert not wrong
    with connection(database).cursor() as con:
        return make_contribution(con, choices, selected | {key: asked[key] for key in TRIED if key in asked})


def sheets(content, language):
    """The third row of the sheets of plan and goals, by heading."""
    book = openpyxl.load_workbook(BytesIO(content))
    found = []
    for table in (ContributionTable.PLAN, ContributionTable.GOALS):
        heads, _, row = list(book[sheet_of(table, language)].iter_rows(max_row=3, values_only=True))
        found.append({head: cell for head, cell in zip(heads, row, strict=True) if cell is not None})
    return found


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize(
    "asked",
    [
        {"area": "MK02", "indicator": "can_influence", "aim": "60"},
        {"area": "MK01", "indicator": "can_influence", "group": "language.foreign", "aim": "60"},
        {"area": "SSS", "indicator": "trust_people", "aim": "9.5"},
        {"area": "MK06", "indicator": "discriminated", "aim": "1"},
        {"area": "MK02", "indicator": "safe_evening"},  # a direction alone
    ],
    ids=lambda asked: "-".join(asked.values()),
)
def test_what_was_tried_is_carried_on_in_a_workbook_that_passes_the_check(published, tmp_path, capsys, language, asked):
    name, content = made(published, language, **({"by": "2028", "who": TRIED["who"]} | asked))
    (tmp_path / name).write_bytes(content)
    code = main(["--data", str(published), "check", str(tmp_path / name), "--lang", language])
    assert code == 0, capsys.readouterr().out


@pytest.mark.parametrize("language", Language)
def test_every_field_of_the_page_stands_in_its_column(published, language):
    _, content = made(published, language, area="MK02", indicator="can_influence", group="sex.female", **TRIED)
    plan, goal = sheets(content, language)
    written = [*plan.values(), *goal.values()]
    assert any(str(cell).startswith("MK02 ") for cell in written)
    assert {45, 2028, "2026", TRIED["who"]} <= set(written)
    assert any(str(cell).startswith("can_influence ") for cell in written)
    assert any(str(cell).startswith("sex:female ") for cell in written)
    told = [str(row[0].value) for row in openpyxl.load_workbook(BytesIO(content)).worksheets[0].iter_rows(max_row=3)]
    assert "(2026, " in told[2]  # the baseline, its period and its division


@pytest.mark.parametrize("aim", ["170", "-3", "1"])
def test_a_target_that_would_be_refused_is_left_open(published, aim):
    _, content = made(published, Language.EN, area="MK02", indicator="can_influence", aim=aim, by="2028")
    _, goal = sheets(content, Language.EN)
    assert "Target" not in goal


def test_an_address_without_a_goal_is_the_empty_workbook(published):
    database = served_database(published)
    with connection(database).cursor() as con:
        _, content = make_contribution(con, choices_of(database, Language.SV), {})
    assert sheets(content, Language.SV) == [{}, {}]


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ({"aim": "x", "by": "soon", "who": " a\n b "}, (None, None, "a b")),
        ({"aim": "35.5", "by": "2028", "who": "\x00" + "a" * 500}, (35.5, 2028, "a" * 120)),
        ({"by": "1200"}, (None, None, "")),
        ({"by": "\u0662\u0660\u0662\u0668"}, (None, None, "")),
    ],
)
def test_what_an_address_holds_is_read_or_left_out(given, read):
    tried = read_tried(given)
    assert (tried.target, tried.deadline, tried.role) == read
    assert read_tried(tried.address()) == tried
