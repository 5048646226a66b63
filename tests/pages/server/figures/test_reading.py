"""What became of a figure is read from what is served and from the versions in the archive."""

import duckdb
import pytest

from contract.cell_key import read_key
from contract.codes import Language
from contract.pointer import database_of
from pages.server import old_editions
from pages.server.figures import reading
from pages.server.figures.reading import key_of, read_figure
from picture.query.figure.standing import FigureState, Untold
from picture.text.figure.states import state_sentence, version_value
from tests.pages.server.released import FIRST, SECOND, freeze, released
from tests.picture.corrected import KEY
from tests.picture.small import count_anew

STEADY = "trust/2026/MK02/all.all"
HIDE = """UPDATE estimate SET value = NULL, ci_low = NULL, ci_high = NULL, n = NULL, effective_n = NULL,
    conf_status = 'C' WHERE indicator = 'trust' AND period = '2026' AND code = '02'"""


@pytest.fixture
def folder(tmp_path):
    return released(tmp_path)


def served(folder, *changes):
    """Change what is served."""
    with duckdb.connect(str(database_of(folder, SECOND))) as con:
        for change in changes:
            con.execute(change)
        count_anew(con)
    return folder


def told(folder, key=KEY, version=None, language=Language.EN):
    asked = folder / f"archive/2026-{version}/situation-one.duckdb" if version else database_of(folder, SECOND)
    return read_figure(folder, read_key(key), asked, language)


def values(figure):
    return [version_value(one, figure.choices.language) for one in figure.versions]


def says(figure, state):
    assert state in figure.states
    return state_sentence(state, figure)


def test_a_figure_that_never_changed_is_current_in_every_version(folder):
    figure = told(folder, STEADY)
    assert figure.states == (FigureState.CURRENT,)
    assert values(figure) == ["53% (51–55)", "53% (51–55)"]


def test_a_corrected_figure_tells_what_it_was_when_it_was_wrong_and_why(folder):
    figure = told(folder)
    assert figure.states == (FigureState.CURRENT, FigureState.CORRECTED)
    assert values(figure) == ["60% (58–62)", "58% (56–60)"]
    assert says(figure, FigureState.CORRECTED) == (
        "The figure was corrected on 1 December 2026. Before, it was 58% (56–60); "
        "the wrong figure was published on 3 November 2026. Reason: A weight was wrong en"
    )


def test_an_old_version_says_that_its_figure_is_wrong_and_what_is_right(folder):
    figure = told(folder, version=1)
    assert figure.row.value == 58
    assert figure.states == (FigureState.WRONG,)
    assert "This figure is wrong" in says(figure, FigureState.WRONG)
    assert "60% (58–62)" in says(figure, FigureState.WRONG)


def test_another_figure_without_a_correction_is_told_as_one(folder):
    figure = told(served(folder, "DELETE FROM correction_cell"), version=1)
    assert figure.states == (FigureState.OTHER,)
    assert "gives another figure: 60% (58–62)" in says(figure, FigureState.OTHER)


def test_what_disclosure_control_hides_now_is_not_repeated(folder):
    figure = told(served(folder, HIDE), STEADY)
    assert figure.states == (FigureState.HIDDEN,)
    assert [one.untold for one in figure.versions] == [Untold.HIDDEN_NOW, Untold.HIDDEN_NOW]
    assert not any("53" in text for text in (*values(figure), says(figure, FigureState.HIDDEN)))


def test_a_wrong_figure_of_an_old_version_does_not_tell_what_is_hidden_now(folder):
    figure = told(served(folder, HIDE.replace("'02'", "'01'")), version=1)
    assert "60" not in says(figure, FigureState.WRONG)


def test_the_version_that_showed_it_stays_as_it_was_published(folder):
    figure = told(served(folder, HIDE), STEADY, version=1)
    assert figure.row.value == 53
    assert figure.states == (FigureState.HIDDEN,)


def test_a_corrected_figure_that_is_hidden_now_does_not_tell_what_it_was(folder):
    figure = told(served(folder, HIDE.replace("'02'", "'01'")))
    assert FigureState.CORRECTED in figure.states
    assert "58" not in says(figure, FigureState.CORRECTED)


def test_a_figure_of_a_withdrawn_version_is_not_repeated(folder):
    figure = told(served(folder, "UPDATE edition_version SET withdrawn = '2026-12-09' WHERE version = 1"))
    assert values(figure) == ["60% (58–62)", "the version was withdrawn"]
    assert FigureState.WITHDRAWN in told(folder, version=1).states


def test_an_indicator_that_is_not_published_any_more_is_told_by_the_last_version_that_has_it(folder):
    figure = told(served(folder, "DELETE FROM estimate WHERE indicator = 'trust'"), STEADY)
    assert figure.choices.stamp.build == SECOND
    assert figure.row.value == 53
    assert figure.states[0] is FigureState.SERIES_ENDED
    assert "2024–2026" in says(figure, FigureState.SERIES_ENDED)


def test_a_figure_that_is_gone_alone_is_told_as_gone(folder):
    gone = "DELETE FROM estimate WHERE indicator = 'trust' AND period = '2026' AND code = '02'"
    assert told(served(folder, gone), STEADY).states[0] is FigureState.GONE


def test_a_later_period_is_named(folder):
    figure = told(folder, "trust/2025/MK01/all.all")
    assert figure.states == (FigureState.CURRENT, FigureState.NEWER)
    assert figure.found.newer == "2026"


def test_a_draft_says_that_it_may_still_change(folder):
    figure = told(served(folder, "UPDATE build SET status = 'draft'"), STEADY)
    assert figure.states == (FigureState.DRAFT,)


def test_a_figure_of_another_unit_is_told_as_its_version_counts(folder):
    served(folder, "UPDATE indicator SET decimals = 1 WHERE id = 'trust'")
    assert values(told(folder, STEADY)) == ["53% (51–55)", "53% (51–55)"]


def test_a_version_that_cannot_be_read_is_told_as_such(folder):
    path = folder / "archive/2026-1/situation-one.duckdb"
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    assert values(told(folder))[1] == "this version cannot be read here"
    freeze(folder, 1, FIRST, b"of an older form", schema=1)
    assert values(told(folder))[1] == "this version cannot be read here"


def test_a_key_that_no_version_has_leads_to_nothing(folder):
    assert told(folder, "trust/2026/MK77/all.all") is None
    assert told(folder, "nothing/2026/MK01/all.all") is None


def test_a_version_is_verified_and_asked_once(folder, monkeypatch):
    told(folder)
    monkeypatch.setattr(old_editions, "verified_database", lambda _: pytest.fail("read again"))
    monkeypatch.setattr(reading, "ask_plain_figure", lambda *_: pytest.fail("asked again"))
    assert told(folder, language=Language.SV).row.value == 60


@pytest.mark.parametrize(
    "text",
    [
        "",
        "trust",
        "a/b/c/d",
        "trust/2026/MK01/all.all/more",
        "x" * 300,
        f"{'x' * 200}/2026/MK01/all.all",
        "a\0/2026/MK01/b",
    ],
)
def test_what_is_no_key_is_not_looked_for(text):
    assert key_of(text) is None
