"""The source line of a plan names what its goals are measured by, and nothing else."""

from dataclasses import replace

from contract.codes import Language
from picture.query.choices import read_choices
from picture.text.plans.source import plan_source
from tests.picture.small import small_database
from tests.picture.text.plans.samples import goal, plan


def test_a_goal_of_a_local_survey_names_that_survey_and_not_the_country_s():
    choices = read_choices(small_database(), Language.SV)
    national = goal()
    local = replace(national.measured.indicator.source, id="local_harbour", producer="Hamnen", title="Hamnens enkät")
    own = replace(national, measured=replace(national.measured, source=local))
    told = plan_source(plan(own), choices)
    assert "Hamnen, Hamnens enkät" in told
    assert national.measured.indicator.source.title not in told
    assert national.measured.indicator.source.title in plan_source(plan(own, national), choices)
