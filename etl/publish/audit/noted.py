"""Which build the disclosure audit was last run for: nobody releases what nobody has had audited."""

from __future__ import annotations

from pathlib import Path

import tomli_w

from contract.errors import UserError
from contract.pointer import write_whole
from etl.config.toml import FromToml, read_toml
from etl.publish.served import record

AUDITED = "audited.toml"


class Audited(FromToml, frozen=True):
    """What `audited.toml` says."""

    build: str


def audited_build(data: Path) -> str | None:
    """Return the build that was audited last; None where none was, or the file is damaged."""
    try:
        return read_toml(data / record.FOLDER / AUDITED, Audited).build
    except UserError:
        return None


def note_audit(data: Path, build: str) -> None:
    """Remember that the report of a build was made; raise OSError."""
    write_whole(data / record.FOLDER / AUDITED, tomli_w.dumps({"build": build}).encode())
