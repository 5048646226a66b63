"""What the first sheet of the workbook says."""

import pytest

from contract.codes import Language
from picture.text.contribution.guide import guide_lines


@pytest.mark.parametrize("language", list(Language))
def test_the_steps_are_numbered_and_the_sheets_named(language):
    lines = guide_lines(language)
    steps = lines[: lines.index("")]
    assert [line.partition(".")[0] for line in steps] == [str(number) for number in range(1, len(steps) + 1)]
    assert len(lines) == len(steps) + 1 + 5
