"""Made files are kept by their bytes."""

from hypothesis import given
from hypothesis import strategies as st

from pages.server.take.kept import KeptFiles
from pages.server.take.making import File


def file(size, name="x"):
    return File(name, b"." * size)


def test_the_file_asked_for_longest_ago_goes_first():
    kept = KeptFiles(100)
    for key in ("a", "b"):
        kept.put(key, file(50))
    kept.get("a")
    kept.put("c", file(50))
    assert (kept.get("a"), kept.get("b")) == (file(50), None)


def test_a_file_that_does_not_fit_drives_no_other_out():
    kept = KeptFiles(100)
    kept.put("small", file(10))
    kept.put("large", file(101))
    assert kept.get("small")
    assert kept.get("large") is None


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 60))))
def test_kept_bytes_are_counted_and_never_too_many(puts):
    kept = KeptFiles(100)
    for key, size in puts:
        kept.put(str(key), file(size))
        assert kept.bytes == sum(len(one.content) for one in kept.files.values()) <= 100
