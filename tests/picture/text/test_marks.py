"""A mark that is printed means what the same mark means in a file that is read."""

import pytest

from contract.status import ConfStatus, ObsStatus, Status
from etl.read.signs.publishers import OUR_MARKS
from picture.text.marks import CONF_MARKS, OBS_MARKS, Mark


@pytest.mark.parametrize("status", [one for one in ObsStatus if one is not ObsStatus.NORMAL])
def test_an_observation_status_is_printed_as_it_is_read(status: ObsStatus):
    assert OUR_MARKS[OBS_MARKS[status]] == Status(frozenset({status}))


def test_confidentiality_is_printed_as_it_is_read():
    assert {mark: OUR_MARKS[mark] for mark in CONF_MARKS.values()} == {"c": Status(conf=ConfStatus.CONFIDENTIAL)}


def test_every_mark_is_read_and_printed():
    assert {*OBS_MARKS.values(), *CONF_MARKS.values()} == set(Mark) == set(OUR_MARKS)
