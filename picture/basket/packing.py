"""A basket as one short value of an address: packed with a dictionary of words that items often hold.

An address lasts longer than a version of this program: its first letter names the dictionary, which never changes.
"""

from __future__ import annotations

import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from functools import cache
from pathlib import Path

DICTIONARY = "1"  # a new one is a new file beside the old ones, which stay
LARGEST = 20_000  # bytes unpacked: 60 items with titles take 18,000
RAW = -15  # deflate without a head, the largest window


def pack(items: Sequence[str]) -> str:
    """Pack items; of none there is nothing."""
    if not items:
        return ""
    packer = zlib.compressobj(9, zlib.DEFLATED, RAW, 9, zlib.Z_DEFAULT_STRATEGY, _dictionary(DICTIONARY))
    packed = packer.compress("\n".join(items).encode()) + packer.flush()
    return DICTIONARY + urlsafe_b64encode(packed).decode().rstrip("=")


def unpack(text: str) -> list[str]:
    """Unpack what `pack` packed; raise ValueError for anything else, before it can become large."""
    if not text:
        return []
    try:
        packed = urlsafe_b64decode(text[1:] + "=" * (-len(text[1:]) % 4))
        reader = zlib.decompressobj(RAW, _dictionary(text[0]))
        plain = reader.decompress(packed, LARGEST)
    except (OSError, zlib.error) as error:
        raise ValueError("what stands in the address is no basket") from error
    if not reader.eof or reader.unused_data:
        raise ValueError("what stands in the address is no whole basket, or too large")
    return plain.decode().split("\n")


@cache
def _dictionary(version: str) -> bytes:
    """Return the words of a version; raise OSError where there is none."""
    if version != DICTIONARY:
        raise FileNotFoundError(version)
    return (Path(__file__).parent / f"words_{version}.txt").read_bytes()
