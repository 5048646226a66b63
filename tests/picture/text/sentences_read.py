"""Reads a text of the house back into its sentences: which words each is made of, and what stands in their places.

A text that is not made of the sentences listed here is an error, so that no sentence escapes the oracle that reads it.
"""

import re
import string
from functools import cache, lru_cache

from contract.codes import Language
from picture.text.words import word
from tests.all_words import WORDS

FAMILIES = (  # how the keys of sentences begin
    *("map_", "groups_", "group_", "ends_", "alt_", "profile_", "front_", "changed_", "break_at"),
    *("previous_", "trend_", "country_", "say_", "not_on_level", "empty_alt"),
)
CLOSED = (".", "{reason}")  # a break tells its reason in a sentence of its own, or none where no reason is known
NONE = tuple(f"front_none_{of}_{many}" for of in ("time", "country") for many in ("one", "two", "many"))
TREND_HEADLINES = (
    *(f"trend_{form}_{way}" for form in ("people", "figure") for way in ("up", "down", "both")),
    *(f"trend_chosen_{why}" for why in ("still", "untested", "hidden")),
    *("trend_no_change", "trend_figure", "trend_hidden", "trend_not_known"),
)
PROFILE_TITLES = (
    *("profile_untested", "profile_register", "profile_differ", "profile_differ_all", "profile_differ_both"),
    *("profile_differ_only", "profile_none", "profile_none_one", "profile_none_two"),
)
BARE = (
    "say_number",
    "say_number_plain",
    "say_hidden",
    *NONE,
    *TREND_HEADLINES,
    *PROFILE_TITLES,
)  # closed with a full stop by who writes or reads them
FULL_STOP = re.compile(r"\.(?=\s|$)")


@cache
def _patterns(language: Language) -> list[tuple[int, str, re.Pattern[str]]]:
    found = []
    for key, texts in WORDS.items():
        template = texts[language].replace("*", "") + ("." if key in BARE else "")  # stars make bold
        if not key.startswith(FAMILIES) or not template.endswith(CLOSED):
            continue
        for form in {template, template.replace(". {reason}", ".")}:
            pieces = list(string.Formatter().parse(form))
            pattern = "".join(
                re.escape(literal) + (f"(?P<{name}>.+)" if name else "") for literal, name, _, _ in pieces
            )
            found.append((-sum(len(literal) for literal, *_ in pieces), key, re.compile(pattern, re.DOTALL)))
    return sorted(found, key=lambda one: one[:2])


def read(text: str, language: Language) -> list[tuple[str, dict[str, str]]]:
    """List the sentences of a text as (key of the words, what stands in its places); fail where one is none of ours."""
    ends = [m.end() for m in FULL_STOP.finditer(text)]

    @lru_cache
    def rest(start: int) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...] | None:
        if start >= len(text):
            return ()
        for end in (e for e in ends if e > start):
            for _, key, pattern in _patterns(language):
                match = pattern.fullmatch(text, start, end)
                if match and (after := rest(end + 1)) is not None:
                    return ((key, tuple(match.groupdict().items())), *after)
        return None

    found = rest(0)
    assert found is not None, f"no sentence of ours: {text!r}"
    return [(key, dict(places)) for key, places in found]


def count(text: str, language: Language) -> int:
    """Read a number in words or in digits."""
    for key in ("numerals", "numerals_of", "numerals_in"):
        words = word(key, language).split()
        if text.lower() in words:
            return words.index(text.lower())
    return int(text.replace("\u202f", "").replace(",", ""))


def names(text: str, language: Language) -> set[str]:
    """Read a list of names."""
    joint = {"fi": " ja ", "sv": " och ", "en": " and "}[language]
    return {one for part in text.split(", ") for one in part.split(joint)}


def reasons(text: str, language: Language) -> dict[str, object]:
    """Read reasons: {reason: None} for one alone, {reason: count}, or {reason: names}."""
    keys = {word(f"why_{key}", language): key for key in _why()}
    if text in keys:
        return {keys[text]: None}
    if ";" not in text and all(part.rpartition(": ")[2].isdigit() for part in text.split(", ")):
        pairs = [part.rpartition(": ") for part in text.split(", ")]
        return {keys[reason]: int(number) for reason, _, number in pairs}
    pairs = [part.rpartition(": ") for part in text.split("; ")]
    return {keys[reason]: names(who, language) for who, _, reason in pairs}


def _why() -> list[str]:
    return [key.removeprefix("why_") for key in WORDS if key.startswith("why_") and key != "why_matters"]
