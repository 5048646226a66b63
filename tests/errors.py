"""Expecting an error by its code and by what it says of itself, not by a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from contract.errors import UserError


@contextmanager
def raises(code: str, **told: object) -> Iterator[pytest.ExceptionInfo[UserError]]:
    """Expect an error with a code; `told`: places and parameters, as the error must have them."""
    with pytest.raises(UserError) as caught:
        yield caught
    error = caught.value
    known = {"path": error.path, "row": error.row, "column": error.column, "found": error.found} | error.parameters
    assert (error.code, {name: known.get(name) for name in told}) == (code, told)
