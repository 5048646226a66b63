"""Groups in blocks: each with the group that its others are compared with."""

from dataclasses import replace

from contract.codes import Against, Verdict
from picture.query.groups.blocks import blocks_of
from picture.query.model import Comparison
from tests.picture.factory import groups_dataset


def against(reference, verdict=Verdict.HIGHER, difference=7.8):
    return Comparison(Against.GROUP, reference, verdict, difference, 3.0, 12.0, 5.0, approximate=False)


def test_a_block_holds_the_groups_of_one_dimension_and_the_one_that_they_refer_to():
    dataset = groups_dataset("en")
    rows = tuple(replace(r, comparisons=() if r.group.code == "fi" else (against("fi"),)) for r in dataset.rows)
    language, sex = blocks_of(replace(dataset, rows=rows))
    assert [r.group.code for r in language.rows] == ["fi", "sv", "other", "sme"]
    assert language.reference == rows[0]
    assert language.refers_to(rows[0])
    assert language.compared == rows[1:4]
    assert sex.name == "Sex"
    assert sex.reference is None


def test_groups_that_are_compared_with_everybody_refer_to_the_number_beside_them():
    dataset = groups_dataset("en")
    assert {block.reference for block in blocks_of(dataset)} == set(dataset.reference)


def test_groups_that_are_compared_with_nothing_have_no_reference():
    dataset = groups_dataset("en")
    alone = replace(dataset, rows=tuple(replace(r, comparisons=()) for r in dataset.rows))
    assert [block.reference for block in blocks_of(alone)] == [None, None]
