"""`python -m etl release --withdraw EDITION`: mark one that should not have been released."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import msgspec

from contract.errors import UserError
from etl.config.toml import Text
from etl.edition.commit import EditionChange, read_known, restamped, serve_change, write_edition
from etl.publish.editions import (
    STAMP,
    Edition,
    Withdrawal,
    says_published,
)
from etl.publish.kept_files import told_by
from etl.publish.served.stamp import Stamp, can_be_stamped
from etl.publish.whole import current


def withdraw(data: Path, edition: str, reason: Text) -> tuple[Edition, Path | None]:
    """Mark the newest version of an edition as withdrawn and serve the same figures with the mark; raise UserError.

    No source is needed for it. Nothing is removed: figures that were open stay known to disclosure control. Return the
    manifest and the new database; None: what is served cannot be read by this version, and must be built.
    """
    known, recorded = read_known(data)
    found = next((one for one in known.editions if one.edition == edition), None)
    if found is None:
        editions = [one.edition for one in known.editions]
        raise UserError("edition_unknown", path=known.folder, found=edition, known=editions)
    served = current(data)
    if found.withdrawal and not (served and says_published(served, known)):
        raise UserError("edition_withdrawn", path=known.folder, edition=edition, version=found.version)
    told = Withdrawal(version=found.version, day=datetime.now(UTC).date(), reason=reason)
    marked = found if found.withdrawal else msgspec.structs.replace(found, withdrawn=(*found.withdrawn, told))
    change = EditionChange(marked, known.history)
    if served is None or not can_be_stamped(served):
        write_edition(known, change)
        return marked, None
    stamped = [one for one in told_by(served, STAMP) if one == (edition, marked.version, "published")]
    status = "withdrawn" if stamped else told_by(served, STAMP)[0][2]
    before = msgspec.structs.replace(marked, withdrawn=marked.withdrawn[:-1])
    stamp = Stamp(restamped(data, recorded, before, marked, served), status)
    return marked, serve_change(served, stamp, known, recorded, change)
