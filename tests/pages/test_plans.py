"""The page of plans: of an area, of an area without one, and of the whole country."""

import duckdb
import pytest

from contract.codes import Language
from contract.pointer import served_database
from picture.text.words import word
from tests.pages.opened import html, offered, opened, title
from tests.pages.registered import insert, with_register
from tests.picture.small import GOAL_PROGRESS, GOAL_TEMPLATES, GOALS, PLANS, count_anew


@pytest.fixture(scope="module")
def data(published, tmp_path_factory):
    folder = with_register(published, tmp_path_factory.mktemp("plans"))
    with duckdb.connect(served_database(folder)) as con:
        for table in ("goal_progress", "goal", "plan", "goal_template"):
            con.execute(f"DELETE FROM {table}")
        rows = {"plan": PLANS, "goal": GOALS, "goal_progress": GOAL_PROGRESS, "goal_template": GOAL_TEMPLATES}
        for table, made in rows.items():
            insert(con, table, [tuple("trust_people" if cell == "trust" else cell for cell in row) for row in made])
        count_anew(con)
    return folder


@pytest.fixture
def _planned(data, monkeypatch):
    monkeypatch.setenv("LAGESBILD_DATA", str(data))


pytestmark = pytest.mark.usefixtures("_planned")


@pytest.mark.parametrize("language", Language)
def test_a_plan_says_in_every_language_how_its_goals_are_moving(language):
    app = opened("plans", lang=language, area="MK01")
    assert not app.exception
    assert word("plans_found_right_way_one", language) in title(app)
    assert html(app).count('class="lb-goal"') == 5


def test_another_plan_of_the_area_is_a_choice_of_the_address():
    app = opened("plans", lang="sv", area="MK01", plan="MK01-2022")
    assert "den har inga mål" in title(app)
    assert set(offered(app, "plan")) == {"2026–2028", "2022–2025"}


def test_an_area_without_a_plan_is_offered_what_to_begin_with():
    app = opened("plans", lang="sv", area="MK02")
    assert title(app) == "I Egentliga Finland finns det ännu ingen handlingsplan"
    assert "Conflicts are mediated sv" in html(app)


def test_of_the_whole_country_areas_and_domains_are_shown():
    app = opened("plans", lang="en", area="SSS")
    assert title(app) == "Action plans: one plan, 5 goals"
    without = html(app).split(word("plans_country_no_plan", "en"))[1].split("</p>")[0]
    assert without.count("<a ") == 18


@pytest.mark.parametrize("language", Language)
def test_a_goal_can_be_tried_and_is_answered_at_once(language):
    near = opened("plans", lang=language, area="MK01", indicator="safe_evening", aim="73")
    far = opened("plans", lang=language, area="MK01", indicator="safe_evening", aim="95")
    assert not near.exception
    assert word("plans_show_no", language) in html(near).split('id="try"')[1]
    assert word("plans_show_yes", language) in html(far).split('id="try"')[1]


def test_a_target_that_is_no_number_is_none():
    app = opened("plans", lang="sv", area="MK01", indicator="safe_evening", aim="<b>")
    assert not app.exception
    assert word("plans_show_open", "sv") in html(app)


@pytest.mark.parametrize("language", Language)
def test_the_workbook_to_fill_in_a_plan_is_offered_in_the_readers_language(language):
    shown = html(opened("plans", lang=language, area="MK02"))
    assert 'href="take/contribution.xlsx?lang=' in shown
    assert f'download="lagesbild_plan_{language}.xlsx"' in shown


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize(
    ("indicator", "aim", "scale"),
    [("trust_people", "70", "0,0–10,0"), ("safe_evening", "120", "0–100"), ("safe_evening", "-3", "0–100")],
)
@pytest.mark.parametrize("area", ["MK01", "KU049"])  # also where there is no figure
def test_a_target_outside_the_scale_is_told_with_the_range(language, indicator, aim, scale, area):
    app = opened("plans", lang=language, area=area, indicator=indicator, aim=aim)
    assert not app.exception
    tried = html(app).split('id="try"')[1]
    told = scale.replace(",", ".") if language == Language.EN else scale
    assert 'role="alert"' in tried
    assert told in tried
    assert word("plans_show_no", language) not in tried


@pytest.mark.parametrize("language", Language)
def test_what_was_tried_goes_into_the_workbook_that_is_offered_under_it(language):
    app = opened("plans", lang=language, area="MK02", indicator="safe_evening", aim="95", by="2029", who="Yksikkö A")
    assert not app.exception
    tried = html(app).split('id="try"')[1]
    assert "take/contribution.xlsx?" in tried
    for part in ("area=MK02", "indicator=safe_evening", "aim=95", "by=2029", "who=Yksikk%C3%B6+A"):
        assert part in tried
