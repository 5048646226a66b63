"""Parts of a page under each other."""

from markupsafe import Markup

from picture.html.page.stack import quiet_line, stack, unfolding, with_aside

NOTHING = Markup("")


def test_parts_stand_under_each_other_and_what_is_empty_takes_no_room():
    parts = (Markup("<p>a</p>"), NOTHING, Markup("<p>b</p>"))
    assert stack(*parts) == '<div class="lb-stack"><div><p>a</p></div><div><p>b</p></div></div>'


def test_nothing_is_written_of_nothing():
    assert stack(NOTHING, NOTHING) == stack() == quiet_line("") == ""


def test_a_part_stands_before_what_stands_beside_it():
    assert with_aside(Markup("<p>a</p>"), Markup("<p>b</p>")).endswith(
        "<div><p>a</p></div><aside><p>b</p></aside></div>"
    )


def test_a_text_becomes_no_part_of_the_page():
    assert quiet_line("<script>") == '<p class="lb-quiet">&lt;script&gt;</p>'


def test_what_unfolds_shows_its_title_first():
    html = unfolding("A < B", Markup("<p>a</p>"))
    assert html.endswith("<summary>A &lt; B</summary><p>a</p></details>")
    assert " open" not in html
