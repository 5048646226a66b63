"""`python -m etl release --withdraw EDITION`: mark one that should not have been released."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from contract.errors import UserError
from contract.pointer import build_of
from etl.config.card import read_cards
from etl.config.policy import read_policy
from etl.config.toml import Text
from etl.edition.commit import EditionChange, edition_toml, next_with, read_known, serve_change, write_edition
from etl.publish.build_id import LENGTH
from etl.publish.editions import (
    STAMP,
    Edition,
    Withdrawal,
    says_published,
)
from etl.publish.kept_files import told_by
from etl.publish.served.record import Record
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
    stamp = Stamp(_marked(data, served, recorded, marked), status)
    return marked, serve_change(served, stamp, known, recorded, change)


def _marked(data: Path, served: Path, recorded: Record, manifest: Edition) -> str:
    """Name the build that is served with a withdrawal: as a build would, where the sources still make these figures."""
    with suppress(UserError):
        cards = read_cards(data / "sources", read_policy().max_file_megabytes.value)
        before = msgspec.structs.replace(manifest, withdrawn=manifest.withdrawn[:-1])
        if next_with(data, cards, recorded, before) == build_of(served):
            return next_with(data, cards, recorded, manifest)
    return hashlib.sha256(served.name.encode() + edition_toml(manifest)).hexdigest()[:LENGTH]
