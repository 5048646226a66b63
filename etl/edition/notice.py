"""`python -m etl notice EDITION`: tell readers of a published edition something; no figure was wrong."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import msgspec

from contract.errors import UserError
from etl.config.toml import Text
from etl.edition.commit import EditionChange, read_known, restamped, serve_change
from etl.publish.editions import STAMP, Notice
from etl.publish.kept_files import told_by
from etl.publish.served.stamp import Stamp, can_be_stamped
from etl.publish.whole import current


def notify(data: Path, edition: str, text: Text, today: date) -> Path:
    """Keep a notice with an edition and serve the same figures with it; return the database, raise UserError."""
    known, recorded = read_known(data)
    found = next((one for one in known.editions if one.edition == edition), None)
    if found is None:
        raise UserError(
            "edition_unknown", path=known.folder, found=edition, known=[one.edition for one in known.editions]
        )
    if any(one.text == text for one in found.notices):
        raise UserError("notice_told_already", path=known.folder, edition=edition)
    served = current(data)
    if served is None or not can_be_stamped(served):
        raise UserError("served_picture_unreadable", path=served or data)
    told = Notice(version=found.version, declared=today, text=text)
    after = msgspec.structs.replace(found, notices=(*found.notices, told))
    stamp = Stamp(restamped(data, recorded, found, after, served), told_by(served, STAMP)[0][2])
    return serve_change(served, stamp, known, recorded, EditionChange(after, known.history))
