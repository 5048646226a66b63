"""The thresholds: one file, three languages, printed from where they are applied."""

import pytest

from contract.errors import UserError
from etl.config.policy import POLICY, policy_rows, read_policy


def test_the_house_thresholds_are_those_of_the_statistics_rules():
    policy = read_policy()
    assert policy.min_respondents.value == 30
    assert policy.n_rounding.value == 10
    assert (policy.max_interval_points.value, policy.low_reliability_interval_points.value) == (30, 20)
    assert (policy.attack_respondents.value, policy.attack_points.value) == (3, 3)


def test_every_sentence_carries_its_own_number_in_all_three_languages():
    policy = read_policy()
    for name in policy.__struct_fields__:
        rule = getattr(policy, name)
        assert "{value}" in rule.fi, name
        assert "{value}" in rule.sv, name
        assert "{value}" in rule.en, name


def test_the_methods_page_prints_the_number_with_a_decimal_comma_in_finnish_and_swedish():
    row = next(r for r in policy_rows(read_policy()) if r.rule == "change_log_points")
    assert "0,1" in row.text_fi
    assert "0,1" in row.text_sv
    assert "0.1" in row.text_en


def test_a_misspelt_rule_is_refused_by_its_name(tmp_path):
    wrong = tmp_path / "policy.toml"
    wrong.write_text(POLICY.read_text("utf-8").replace("[min_df]", "[min_fd]"), "utf-8")
    with pytest.raises(UserError, match="min_fd"):
        read_policy(wrong)


def test_a_negative_threshold_is_refused(tmp_path):
    wrong = tmp_path / "policy.toml"
    wrong.write_text(POLICY.read_text("utf-8").replace("value = 30", "value = -1", 1), "utf-8")
    with pytest.raises(UserError, match="min_respondents"):
        read_policy(wrong)
