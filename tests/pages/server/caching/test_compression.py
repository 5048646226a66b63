"""Who takes gzip gets it packed, everybody else plain, and what stands behind us packs nothing again."""

import gzip

import anyio
import pytest
from starlette.datastructures import Headers

from pages.server.caching.compression import compress, takes_gzip, unpacked

ACCEPTED = {
    "gzip": True,
    "GZIP ; q=1": True,
    "br, gzip;q=0.5": True,
    "*": True,
    "*;q=0, gzip": True,
    "gzip;q=0": False,
    "gzip; q=0.000": False,
    "*, gzip;q=0": False,
    "*;q=0": False,
    "identity": False,
    "gzipped": False,
    "": False,
}


def accepting(*lines):
    return Headers(raw=[(b"accept-encoding", line.encode()) for line in lines])


@pytest.mark.parametrize("accepted", ACCEPTED)
def test_what_a_client_takes_is_read(accepted):
    assert takes_gzip(accepting(accepted)) is ACCEPTED[accepted]


def test_it_may_say_so_in_several_lines_or_not_at_all():
    assert takes_gzip(accepting("br", "gzip"))
    assert not takes_gzip(accepting())


def test_packed_or_not_the_content_is_the_same():
    packed = compress(b"content")
    assert packed == compress(b"content")
    assert gzip.decompress(packed) == b"content"
    assert anyio.run(unpacked, packed, accepting("gzip")) == (packed, {"content-encoding": "gzip"})
    assert anyio.run(unpacked, packed, accepting("br")) == (b"content", {"content-encoding": "identity"})
