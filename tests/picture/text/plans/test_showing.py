"""Whether a step can be shown here at all, and what to do where it cannot."""

from contract.actions.codes import CanShow, ProgressState
from picture.text.plans.showing import showing_target, showing_text, showing_title
from tests.picture.text.plans.samples import goal

STATE = ProgressState.NO_CHANGE


def told(language="sv", **changes):
    return showing_text(goal(STATE, language=language, **changes).measured, language)


def small(**changes):
    step = {"step": 3.0, "detectable": 6.0, "can_show": CanShow.NO, "needed_n": 4400, "baseline": 74.0}
    return goal(STATE, **({"target": 77.0, "latest_n": 1310} | step | changes)).measured


def test_a_step_that_shows_says_from_what_size_changes_show():
    assert told() == (
        "Målet ligger 11\u00a0procentenheter från utgångsläget. Med omkring 1\u202f240 svar i varje omgång syns "
        "förändringar från 7\u00a0procentenheter."
    )
    assert showing_title(goal(STATE).measured, "sv") == "Kan det här visas? Ja"


def test_a_step_that_is_too_small_says_what_to_do():
    assert showing_text(small(), "sv") == (
        "Steget är mindre än vad urvalet kan visa. <b>Gör så här:</b> höj målet till 80\u00a0% eller "
        "utöka urvalet från 1\u202f310 till omkring 4\u202f400 svar."
    )


def test_no_target_beyond_the_end_of_the_scale_is_proposed():
    assert showing_target(small(baseline=96.0)) is None
    assert showing_target(small(baseline=94.0)) == 100.0
    assert showing_target(small(baseline=3.0, higher=False)) is None
    assert showing_target(small(baseline=10.0, higher=False)) == 4.0


def test_a_direction_only_says_from_what_size_a_change_shows():
    text = told(target=None, step=None, can_show=CanShow.UNKNOWN)
    assert text == "Målet har en riktning men inget tal. En förändring syns när den är minst 7\u00a0procentenheter."


def test_a_hidden_baseline_gives_no_number():
    text = told(baseline=None, latest=None, step=None, detectable=None, can_show=CanShow.UNKNOWN)
    assert text == "Utgångslägets tal visas inte, så steget går inte att räkna."


def test_a_baseline_that_was_past_the_target_is_told():
    assert told(step=-1.0, can_show=CanShow.UNKNOWN) == "Utgångsläget låg redan vid målet."


def test_a_goal_that_was_reached_by_a_larger_change_needs_no_advice():
    made = goal(ProgressState.REACHED, can_show=CanShow.NO).measured
    assert showing_text(made, "sv") == "Steget var mindre än vad urvalet kan visa, men förändringen blev större."
