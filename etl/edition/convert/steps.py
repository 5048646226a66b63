"""One step for each change of the schema since editions are frozen: a database of schema n becomes one of n + 1.

Whoever gives schema.sql its next number writes the step here, with a test on a small database of the older schema
(tests/etl/edition/convert). A step changes tables and columns with SQL (`ALTER TABLE …`, `CREATE TABLE …`); figures
and texts that both schemas hold stay as they were published, which is verified afterwards.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from contract.schema import Database

Step = Callable[[Database], None]  # it is given the copy, open for writing

FIRST_FROZEN = 6  # the schema of the first edition in any archive
STEPS: Mapping[int, Step] = MappingProxyType({})  # from this number to the next; none is needed yet
