"""One step for each change of the schema since editions are frozen: a database of schema n becomes one of n + 1.

Whoever gives schema.sql its next number writes the step here, with a test on a small database of the older schema
(tests/etl/edition/convert). A step changes tables and columns with SQL (`ALTER TABLE …`, `CREATE TABLE …`); figures
and texts that both schemas hold stay as they were published, which is verified afterwards.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from contract.schema import Database

Step = Callable[[Database], None]  # it is given the copy, open for writing

FIRST_FROZEN = 6  # the schema of the first edition in any archive
ADDED_BY_7 = Path(__file__).with_name("schema_7.sql")


def _to_7(con: Database) -> None:
    """Add the tables of local collections and of what is done: an older edition holds none."""
    con.execute(ADDED_BY_7.read_text(encoding="utf-8"))


def _to_8(con: Database) -> None:
    """Change nothing: 8 allows sources that are registers, and `estimate` has no index."""


STEPS: Mapping[int, Step] = MappingProxyType({6: _to_7, 7: _to_8})  # from this number to the next
