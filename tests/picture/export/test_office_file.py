"""Files of strangers: what is no deck and no workbook, or too much of one, is refused in words."""

import resource
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from contract.codes import Language
from contract.errors import UserError
from picture.export.office_file import MEGABYTE, MOST_UNPACKED, OLE2, OfficeFile, office_file, read_office_file
from picture.recheck.recheck import read_kept


def packed(**parts):
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name.replace("__", "/").replace("_xml", ".xml").replace("_bin", ".bin"), content)
    return file.getvalue()


ENTITY = b"<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>"
BOMB = packed(ppt__presentation_xml=b"0" * MEGABYTE * (MOST_UNPACKED + 1))


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "kept_file_broken"),
        (b"hello", "kept_file_broken"),
        (b"PK\3\4 and no more", "kept_file_broken"),
        (OLE2 + b"\0" * 600, "kept_file_locked"),
        (packed(word__document_xml=b"<a/>"), "kept_file_foreign"),
        (packed(ppt__presentation_xml=b"<a/>", ppt__vbaProject_bin=b"x"), "kept_file_macros"),
        (BOMB, "kept_file_large"),
        (
            packed(ppt__presentation_xml=b"<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>"),
            "kept_file_broken",
        ),
        (packed(xl__workbook_xml=b"no xml"), "kept_file_broken"),
        (packed(content_xml=b"<a/>"), "kept_file_broken"),
    ],
)
def test_what_cannot_be_read_is_told_in_every_language(content, code):
    with pytest.raises(UserError) as refused:
        read_kept(content)
    assert refused.value.code == code
    assert len({refused.value.message(language) for language in Language}) == len(Language)


def test_a_bomb_is_small_where_it_is_refused():
    assert len(BOMB) < MEGABYTE


def test_a_deck_is_known_by_its_part_and_not_by_its_name():
    assert office_file(packed(ppt__presentation_xml=b"<a/>")) is OfficeFile.DECK


def test_a_file_that_is_too_large_is_refused_before_it_is_read(tmp_path):
    file = tmp_path / "large.pptx"
    with file.open("wb") as made:
        made.truncate(2000 * MEGABYTE)  # takes no room on the disk; read, it would take more memory than a child has
    before = peak_memory()
    with pytest.raises(UserError) as refused:
        read_office_file(file)
    assert refused.value.code == "kept_file_large"
    assert peak_memory() - before < 100 * MEGABYTE


def test_a_file_that_is_not_there_is_told(tmp_path):
    with pytest.raises(UserError) as refused:
        read_office_file(tmp_path / "none.pptx")
    assert refused.value.code == "kept_file_missing"


def peak_memory():
    """Return the most memory that this process has used, in bytes."""
    return 1024 * resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
