"""Every threshold of disclosure control and quality, read from policy.toml with the sentences that explain it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from typing import Annotated

import msgspec

from etl.config.toml import FromToml, read_toml

POLICY = Path(__file__).with_name("policy.toml")


class Rule(FromToml, frozen=True):
    """One threshold and its sentence in the three languages; `{value}` stands for the number."""

    value: Annotated[float, msgspec.Meta(ge=0)]
    fi: Annotated[str, msgspec.Meta(min_length=1)]
    sv: Annotated[str, msgspec.Meta(min_length=1)]
    en: Annotated[str, msgspec.Meta(min_length=1)]


class Policy(FromToml, frozen=True):
    """The thresholds of policy.toml; a missing or an unknown one is refused by its name."""

    min_respondents: Rule
    n_rounding: Rule
    min_effective_n: Rule
    max_interval_points: Rule
    min_df: Rule
    low_reliability_below_n: Rule
    low_reliability_interval_points: Rule
    low_reliability_nonresponse_percent: Rule
    attack_respondents: Rule
    attack_points: Rule
    min_changed_respondents: Rule
    significance_percent: Rule
    power_percent: Rule
    trend_waves: Rule
    standard_min_answers: Rule
    small_area_min_areas: Rule
    small_area_min_covered_percent: Rule
    max_age_years: Rule
    change_log_points: Rule
    edit_ratio: Rule
    edit_points: Rule
    edit_spreads: Rule
    edit_sum_percent: Rule
    max_file_megabytes: Rule


class Stricter(IntEnum):
    """Which way a rule of disclosure control becomes stricter."""

    HIGHER = 1
    LOWER = -1


STRICTER: Mapping[str, Stricter] = {  # the other rules judge numbers that are published anyway, or change none
    "min_respondents": Stricter.HIGHER,
    "n_rounding": Stricter.HIGHER,
    "min_effective_n": Stricter.HIGHER,
    "max_interval_points": Stricter.LOWER,
    "min_df": Stricter.HIGHER,
    "attack_respondents": Stricter.HIGHER,
    "attack_points": Stricter.HIGHER,
    "min_changed_respondents": Stricter.HIGHER,
}


@dataclass(frozen=True, slots=True)
class PolicyRow:
    """One row of table `policy`: the sentences with their number filled in."""

    rule: str
    value: float
    text_fi: str
    text_sv: str
    text_en: str


def read_policy(path: Path = POLICY) -> Policy:
    """Read the thresholds; raise UserError naming file and key."""
    return read_toml(path, Policy)


def rule_values(policy: Policy) -> dict[str, float]:
    """Return the number of every rule by its name."""
    return {name: getattr(policy, name).value for name in policy.__struct_fields__}


def policy_rows(policy: Policy) -> Iterator[PolicyRow]:
    """List the rules in the order of the file, as table `policy` holds them."""
    for name in policy.__struct_fields__:
        rule: Rule = getattr(policy, name)
        number = f"{rule.value:g}"
        comma = number.replace(".", ",")
        yield PolicyRow(
            name,
            rule.value,
            rule.fi.replace("{value}", comma),
            rule.sv.replace("{value}", comma),
            rule.en.replace("{value}", number),
        )
