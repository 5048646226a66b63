"""A database or a file that could not be read or written because the disk failed, as DuckDB tells it."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import duckdb

from contract.errors import UserError

OF_DISKS = tuple(map(os.strerror, (errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EFBIG, errno.EROFS, errno.EACCES)))


def refuse_failing_disk(path: Path, error: duckdb.Error) -> None:
    """Raise UserError where a database is not damaged, but could not be read: nobody knows what stands in it."""
    if reason := reason_of_disk(error):
        raise UserError("disk_failed", path=path, reason=reason) from error


def reason_of_disk(error: duckdb.Error) -> str | None:
    """Return why the disk failed, in the words of the operating system, where DuckDB passes them on."""
    return next((one for one in OF_DISKS if one in str(error)), None)
