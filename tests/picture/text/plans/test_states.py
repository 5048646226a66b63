"""The closed list of states, and why a goal is in one."""

import pytest

from contract.actions.codes import ProgressReason, ProgressState
from picture.text.plans.states import MARKS, goal_label, state_label, state_why
from tests.picture.text.plans.samples import goal


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_every_state_has_its_mark_and_its_words(language):
    assert set(MARKS) == set(ProgressState)
    labels = [state_label(state, language) for state in ProgressState]
    assert len({one.mark for one in labels}) == len({one.words for one in labels}) == len(labels)


def test_only_what_is_certain_is_green_or_red():
    judged = {state for state in ProgressState if state_label(state, "sv").tone in {"better", "worse"}}
    assert judged == {ProgressState.REACHED, ProgressState.RIGHT_WAY, ProgressState.WRONG_WAY}


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
@pytest.mark.parametrize("reason", ProgressReason)
def test_every_reason_is_told_without_a_figure(reason, language):
    told = state_why(goal(ProgressState.UNCERTAIN, reason=reason, language=language), language)
    assert told
    assert "32" not in told
    assert "{" not in told


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (goal(ProgressState.REACHED), "signifikant förändring sedan 2025, och talet har nått målet"),
        (goal(ProgressState.RIGHT_WAY), "signifikant förändring sedan 2025, målet ännu inte nått"),
        (goal(ProgressState.RIGHT_WAY, target=None), "signifikant förändring sedan 2025"),
        (goal(ProgressState.WRONG_WAY), "signifikant förändring bort från målet sedan 2025"),
        (goal(ProgressState.NO_CHANGE, latest=24.0), "24\u00a0% både 2025 och 2026"),
        (goal(ProgressState.NO_CHANGE), "24\u00a0% år 2025, 32\u00a0% år 2026: skillnaden kan bero på slumpen"),
        (
            goal(ProgressState.NO_CHANGE, latest=35.0),
            "35\u00a0% år 2026 når målet, men förändringen sedan 2025 kan bero på slumpen",
        ),
    ],
)
def test_each_state_says_why(made, expected):
    assert state_why(made, "sv") == expected


def test_a_goal_that_nothing_measures_is_told_by_its_owner():
    assert goal_label(goal(told=True), "sv").words == "pågår"
    assert state_why(goal(told=True), "sv") == "så säger den ansvariga, inget har räknats fram"
