"""What the ministry follows, on the front page and on the page of methods."""

from dataclasses import replace

from contract.codes import Language
from picture.html.front.followed import followed
from picture.html.methods.followed import followed_evidence
from picture.query.methods.follow_up import FigureCoverage, FollowUp
from tests.picture.factory import front_dataset, indicator

HOLE = "No source of this picture asks about awareness &lt;of&gt; rights: there is no figure."


def matters(*known):
    other = replace(indicator(Language.EN), id="other", name="Other")
    return (
        FollowUp(
            "rights",
            "Awareness <of> rights",
            "Do people know?",
            (),
            (other,),
        ),
        FollowUp("trust", "Trust", "Do people trust?", tuple(known), ()),
    )


def test_a_matter_without_an_indicator_shows_its_hole_and_what_tells_of_it_indirectly():
    dataset = front_dataset(Language.EN)
    shown = followed(matters(*dataset.indicators[:1]), dataset)
    assert shown.count(HOLE) == 1
    assert "Awareness &lt;of&gt; rights" in shown
    assert ">Other</a></li>" in shown


def test_an_indicator_that_the_page_has_stands_with_its_value():
    dataset = front_dataset(Language.EN)
    row = next(r for r in dataset.rows if r.shown)
    shown = followed(matters(dataset.indicator(row.indicator)), dataset)
    assert f"<b>{row.value:.0f}" in shown


def test_nothing_stands_there_where_nothing_is_followed():
    assert followed((), front_dataset(Language.EN)) == ""
    assert followed_evidence((), {}, Language.EN) == ""


def test_the_evidence_tells_of_each_indicator_where_it_is_known():
    known = {"trust": FigureCoverage("trust", "2026", 3, ())}
    told = followed_evidence(matters(replace(indicator(Language.EN), id="trust", name="Trusts")), known, Language.EN)
    assert 'id="followed"' in told
    assert "Trusts</a> (directly): 2026, whole country and 3 regions" in told
    assert "Other</a> (indirectly): no figure can be shown" in told
