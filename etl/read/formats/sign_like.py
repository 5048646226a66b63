"""What looks like a sign for a missing value in the place of a number: `..`, NA, #N/A, `:`, `[c]`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from contract.status import ObsStatus

PUNCTUATION = r"[^\w\s]{1,8}"  # .. - : * –
LETTERS = r"(?i:n[./]?a\.?|n\.?d\.?|x|nan|null|none|missing|blank|empty)"  # not Y or N: they are answers
ERRORS = r"#[A-Za-z/!?0]{1,11}"  # of spreadsheets and SPSS: #N/A, #NULL!
BRACKETED = r"\[[A-Za-z]{1,3}\]"  # of British offices: [c], [x]
SIGN = rf"^(?:{PUNCTUATION}|{LETTERS}|{ERRORS}|{BRACKETED})$"
FLAG = r"[A-Za-z]{1,4}"
FLAGGED_SIGN = rf"^{PUNCTUATION}\s*{FLAG}$"  # : c
FLAGGED = rf"^([+-]?\d[\d.,\s]*|[^\w\s]{{1,8}})\s*({FLAG})$"  # a flag behind a number, or behind a sign: 12.3 p, : c
# What most offices mean by a sign; a dash means nothing here, and no data elsewhere
USUAL: Mapping[str, ObsStatus] = {
    **dict.fromkeys((".", "NA", "N/A", "n/a", "#N/A", "#NULL!", ":"), ObsStatus.MISSING),
    "..": ObsStatus.NOT_APPLICABLE,
}
UNKNOWN = "?"


def is_sign(text: str) -> bool:
    """Return whether a text looks like a sign."""
    return re.search(SIGN, text) is not None


def lines(signs: Iterable[str]) -> list[str]:
    """Return the lines that a card needs for these signs; what nobody can know is left open."""
    return [f'"{sign}" = "{USUAL.get(sign, UNKNOWN)}"' for sign in signs]
