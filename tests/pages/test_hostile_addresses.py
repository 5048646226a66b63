"""What a page shows for an address that no page links to: a page in words, and nothing of the value as HTML."""

from itertools import chain, product

import pytest

from tests.pages.opened import html, opened, title

HTML = "evil<img src=x onerror=alert(1)>\"'"
VALUES = (
    HTML,
    "a" * 10_000,
    "x\x00",
    "../../etc/passwd",
    "\r\nX-Evil: 1",
    "\u202e\u200b",
    "٢٠٢٦",
    "'; DROP TABLE plan; --",
    "-1",
    "NaN",
    "1e308",
    "1e999",
    "99999999999999999999",
    "²",
    "mk01",
    "KU049",
    "all.all",
)
KEYS = {  # what each page reads beside the view, and of the view what came with it
    "plans": ("plan", "aim", "area", "indicator", "group"),
    "register": ("kind", "about", "target", "moves", "status", "year", "show", "part", "area", "edition"),
    "entry": ("id", "edition"),
    "forum": ("forum", "edition"),
    "collect": ("place", "people", "goal", "points", "response", "design", "by"),
    "region": ("area",),
    "trends": ("events",),
    "assessment": ("area",),
}
ASKED = list(chain.from_iterable(product([page], keys) for page, keys in KEYS.items()))


@pytest.mark.parametrize(("page", "key"), ASKED)
def test_a_page_answers_whatever_stands_in_its_address(page, key):
    app = opened(page, lang="en")
    for value in VALUES:
        app.query_params[key] = value
        app.run()
        assert not app.exception, value
        assert title(app), value
        assert HTML not in html(app)
        assert "evil<" not in html(app)
