"""What is declared: a revision has a reason, a looser rule too, and readers are told both."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import msgspec
import pytest

from contract.errors import UserError
from etl.__main__ import main
from etl.config.policy import STRICTER, Policy, Rule, read_policy, rule_values
from etl.config.toml import Text
from etl.publish.closed_waves import reading_of, refuse_reopened
from etl.publish.editions import Edition, Released, ReleasedWave
from etl.publish.load import load
from etl.publish.served.policy import loosened_rules, refuse_loosened, served_policy
from etl.publish.served.record import read_record
from etl.publish.served.revisions import (
    LoosenedRule,
    RevisedWave,
    Revisions,
    read_revisions,
    refuse_lost_revisions,
    revisions_table,
    write_revisions,
)
from etl.sdc.release_history import HISTORY_SCHEMA
from tests.errors import raises
from tests.etl.publish.served.test_record import serve
from tests.etl.read.helpers import DESIGN, card
from tests.etl.small_tables import cell, small

WHY = Text(fi="syy", sv="orsak", en="reason")


def revise(data: Path, *arguments: str) -> int:
    return main(["--data", str(data), "revise", *arguments])


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder in which one wave was served and then changed."""
    serve(tmp_path, "one", count=100)
    card(tmp_path, b"one more", "x.csv", "respondents", DESIGN)
    return tmp_path


def test_a_changed_wave_that_was_only_a_draft_is_refused_with_the_way_out(data: Path) -> None:
    changed = card(data, b"one more", "x.csv", "respondents", DESIGN)
    with raises("served_wave_changed", path=changed.path, build="one") as refused:
        refuse_reopened([changed], [], read_record(data / "served"), Revisions())
    assert 'python -m etl revise survey 2026 --reason "…"' in str(refused.value)
    other = card(data, b"100", "x.csv", "respondents", DESIGN.replace('weight = "weight"', 'weight = "other"'))
    with raises("served_card_changed"):
        refuse_reopened([other], [], read_record(data / "served"), Revisions())
    new = card(data, b"one more", "x.csv", "respondents", DESIGN, period="2027")
    refuse_reopened([new], [], read_record(data / "served"), Revisions())


@pytest.mark.parametrize("reason", [[], ["--reason", ""], ["--reason", "  "], ["--reason-fi", "syy"]])
def test_a_revision_without_a_reason_is_refused(
    data: Path, reason: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert revise(data, "survey", "2026", *reason) == 2
    assert "The reason is missing" in capsys.readouterr().err
    assert read_revisions(data / "editions") == Revisions()


@pytest.mark.parametrize("wave", [[], ["survey"], ["survey", "2026"]])
def test_a_declared_revision_opens_this_file_and_no_other(data: Path, wave: list[str]) -> None:
    assert revise(data, *wave, "--reason", "a late delivery", "--reason-sv", "en sen leverans") == 0
    (told,) = read_revisions(data / "editions").waves
    assert (told.source, told.period) == ("survey", "2026")
    assert (told.reason.fi, told.reason.sv) == ("a late delivery", "en sen leverans")
    declared = read_revisions(data / "editions")
    changed = card(data, b"one more", "x.csv", "respondents", DESIGN)
    refuse_reopened([changed], [], read_record(data / "served"), declared)
    another = card(data, b"two more", "x.csv", "respondents", DESIGN)
    with raises("served_wave_changed"):
        refuse_reopened([another], [], read_record(data / "served"), declared)


@pytest.mark.parametrize("wave", [["survey", "2025"], ["other"], ["other", "2026"]])
def test_what_does_not_differ_cannot_be_declared(
    data: Path, wave: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert revise(data, *wave, "--reason", "why") == 2
    assert "nothing that could be declared" in capsys.readouterr().err.lower()


def test_a_declared_revision_without_the_respondents_of_before_is_refused(tmp_path: Path) -> None:
    changed = card(tmp_path, b"x", "x.csv", "respondents", DESIGN)
    serve(tmp_path, "one", count=100)
    (one,) = read_record(tmp_path / "served").waves
    released = ReleasedWave("survey", "2026", "x.csv", one.sha256, one.reading, "2026", 1)
    declared = RevisedWave(
        declared=date(2026, 1, 1),
        source="survey",
        period="2026",
        sha256=changed.sha256,
        reading=reading_of(changed),
        reason=WHY,
    )
    with raises("revision_without_record"):
        refuse_reopened([changed], [released], read_record(tmp_path / "elsewhere"), Revisions(waves=(declared,)))


def test_readers_are_told_day_wave_and_reason_in_the_order_of_days(tmp_path: Path) -> None:
    wave = RevisedWave(declared=date(2026, 2, 1), source="survey", period="2026", sha256="ab", reading="cd", reason=WHY)
    rule = LoosenedRule(declared=date(2026, 1, 1), rule="min_respondents", value=20.0, reason=WHY)
    write_revisions(tmp_path / "editions", Revisions(waves=(wave,), rules=(rule,)))
    table = revisions_table(read_revisions(tmp_path / "editions"))
    assert table.select("position", "source", "period", "rule", "reason_sv").rows() == [
        (0, None, None, "min_respondents", "orsak"),
        (1, "survey", "2026", None, "orsak"),
    ]
    assert revisions_table(Revisions()).is_empty()


def test_declarations_that_are_lost_are_noticed(data: Path) -> None:
    rule = LoosenedRule(declared=date(2026, 1, 1), rule="min_respondents", value=20.0, reason=WHY)
    told = revisions_table(Revisions(rules=(rule,)))
    load(small("two", cell("01", 50.0)) | {"revision": told}, data, "two")
    refuse_lost_revisions(data, Revisions(rules=(rule,)))
    with raises("revisions_lost", found=0, told=1):
        refuse_lost_revisions(data, Revisions())


# --- the policy ---


def with_rule(name: str, value: float) -> Policy:
    policy = read_policy()
    rule: Rule = getattr(policy, name)
    return msgspec.structs.replace(policy, **{name: msgspec.structs.replace(rule, value=value)})


@pytest.mark.parametrize("name", STRICTER)
def test_a_looser_rule_is_refused_until_it_is_declared_and_a_stricter_one_is_free(name: str) -> None:
    served = rule_values(read_policy())
    looser = with_rule(name, served[name] - STRICTER[name])
    with raises("policy_loosened", key=name):
        refuse_loosened(looser, served, Revisions())
    (found,) = loosened_rules(looser, served)
    declared = LoosenedRule(declared=date(2026, 1, 1), rule=name, value=found.now, reason=WHY)
    refuse_loosened(looser, served, Revisions(rules=(declared,)))
    looser_still = with_rule(name, served[name] - 2 * STRICTER[name])
    with pytest.raises(UserError):
        refuse_loosened(looser_still, served, Revisions(rules=(declared,)))
    refuse_loosened(with_rule(name, served[name] + STRICTER[name]), served, Revisions())
    refuse_loosened(looser, {}, Revisions())  # nothing was served


def test_without_a_record_of_drafts_the_policy_of_the_newest_edition_is_what_was_served(
    data: Path, tmp_path: Path
) -> None:
    """Two editions were released, the older one of a later year; then a draft was built."""
    nothing = read_record(tmp_path / "no drafts")
    before = edition("2027", date(2026, 1, 2), min_respondents=20.0)
    newest = edition("2026", date(2026, 5, 3), min_respondents=30.0)
    released = Released(tmp_path, (before, newest), HISTORY_SCHEMA.to_frame())
    assert served_policy(nothing, released) == {"min_respondents": 30.0}
    with raises("policy_loosened", key="min_respondents", found=20.0, before=30.0):
        refuse_loosened(with_rule("min_respondents", 20.0), served_policy(nothing, released), Revisions())
    assert served_policy(nothing, replace(released, editions=())) == {}
    serve(data, "two")
    assert served_policy(read_record(data / "served"), released) == rule_values(read_policy())


def edition(name: str, released: date, **policy: float) -> Edition:
    return Edition(
        edition=name,
        version=1,
        released=released,
        build="one",
        inputs="these",
        ledger="ledger.parquet",
        ledger_sha256="0",
        ledger_rows=0,
        waves_count=0,
        waves=(),
        policy=policy,
    )


def test_every_rule_that_hides_has_its_direction() -> None:
    words = ("min_", "max_interval", "attack_", "n_rounding")
    assert {name for name in rule_values(read_policy()) if name.startswith(words)} == set(STRICTER)


def test_a_looser_policy_is_declared_by_command(
    data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert revise(data, "--policy", "--reason", "why") == 2
    monkeypatch.setattr("etl.publish.served.revise.read_policy", lambda: with_rule("min_respondents", 20.0))
    capsys.readouterr()
    assert revise(data, "--policy", "--reason", "agreed with the ministry") == 0
    assert "min_respondents = 20" in capsys.readouterr().out
    (rule,) = read_revisions(data / "editions").rules
    assert (rule.rule, rule.value, rule.reason.en) == ("min_respondents", 20.0, "agreed with the ministry")
