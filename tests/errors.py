"""Expecting an error by its code and by what it says of itself, not by a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from contract.errors import UserError

PLACES = {"row", "column", "key", "more_rows", "found"}


@contextmanager
def raises(code: str, **told: object) -> Iterator[pytest.ExceptionInfo[UserError]]:
    """Expect an error with a code; `told`: places and parameters, as the error must have them. A path may end so."""
    with pytest.raises(UserError) as caught:
        yield caught
    assert_tells(caught.value, code, **told)


def assert_tells(error: UserError, code: str, **told: object) -> None:
    """Fail where an error has another code, or does not have what is told; a tuple stands for any sequence."""
    assert error.code == code, str(error)
    assert str(error)  # its message can be written
    for name, wanted in told.items():
        if name == "path":
            assert str(error.path).endswith(str(wanted)), str(error)
            continue
        had = getattr(error, name) if name in PLACES else error.parameters[name]
        assert (tuple(had) if isinstance(wanted, tuple) else had) == wanted, str(error)
