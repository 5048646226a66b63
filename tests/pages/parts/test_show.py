"""What a source is called stands on a page as it was written, whatever Markdown would make of it."""

import re

import pytest

from pages.parts.show import as_written


@pytest.mark.parametrize(
    "title",
    [
        "![seen](https://example.org/seen.png)",
        "[read more](https://example.org)",
        "*a* _b_ ~~c~~ `d`",
        "from $5 to $6",
        "<https://example.org>",
        ":red[hot]",
    ],
)
def test_no_sign_of_markdown_in_the_name_of_a_source_is_left_to_markdown(title: str):
    written = as_written(title)
    assert re.sub(r"\\(.)", r"\1", written) == title
    assert not re.search(r"(?<!\\)[!\[\]*_~`$<>]", written)


def test_plain_names_stay_as_they_are():
    title = "Kuntavaalit 2021: äänestysaktiivisuus (0–10), 12 % – a/b"
    assert as_written(title) == title
