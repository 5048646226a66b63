"""Title and leading sentences of a page."""

from picture.html.page.head import page_head


def test_the_small_line_stands_above_the_title_and_the_lead_under_it():
    html = page_head("Title", "Lead", "Lapland · 2026")
    assert html == '<p class="lb-eyebrow">Lapland · 2026</p><h1 class="lb-h1">Title</h1><p class="lb-lead">Lead</p>'


def test_a_title_alone_has_no_empty_lines():
    assert page_head("A < B") == '<h1 class="lb-h1">A &lt; B</h1>'
