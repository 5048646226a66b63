"""What a card may say in [missing]: signs that stand in the place of a value."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from contract.errors import UserError
from contract.status import ObsStatus

BLANK = ""


def check_missing(signs: Mapping[str, str], card: Path, *, respondents: bool) -> None:
    """Refuse a blank that means zero, and signs of zero among answers; raise UserError.

    A blank may be declared, but never as a number: nobody has written one.
    """
    for sign, codes in signs.items():
        if codes == ObsStatus.NORMAL and (respondents or sign == BLANK):
            raise UserError("sign_is_no_zero", path=card, key="missing", found=sign)
        if sign != sign.strip():
            raise UserError("sign_with_blanks", path=card, key="missing", found=sign)
