"""Expecting an error by its code and by what it says of itself, not by a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from contract.errors import UserError

PLACES = {"row", "column", "key", "more_rows", "found"}


@contextmanager
def raises(code: str, **expected: object) -> Iterator[pytest.ExceptionInfo[UserError]]:
    """Expect an error with a code, and places and parameters as the error must have them. A path may end so."""
    with pytest.raises(UserError) as caught:
        yield caught
    assert_tells(caught.value, code, **expected)


def assert_tells(error: UserError, code: str, **expected: object) -> None:
    """Fail where an error has another code, or does not have what is expected; a tuple stands for any sequence."""
    assert error.code == code, str(error)
    assert str(error)  # its message can be written
    for name, wanted in expected.items():
        if name == "path":
            assert str(error.path).endswith(str(wanted)), str(error)
            continue
        had = getattr(error, name) if name in PLACES else error.parameters[name]
        assert (tuple(had) if isinstance(wanted, tuple) else had) == wanted, str(error)
