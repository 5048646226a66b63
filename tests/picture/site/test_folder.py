"""Whoever reads sees the old site or the new one, whatever happens to a build; a foreign folder stays as it is."""

import gzip
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from contract.errors import UserError
from picture.site.folder import SERVED_SITE, SITE_BEFORE, put_site, refuse_foreign
from tests.errors import raises

OLD = {"index.html": b"old", "fi/index.html": b"old page", "assets/a.svg": b"<svg/>"}
NEW = {"index.html": b"new", "fi/index.html": b"new page", "assets/b.svg": b"<svg/>"}
ROOT = Path(__file__).parents[3]
LIMITED = """
import resource, sys
from pathlib import Path
from contract.errors import UserError
from picture.site.folder import put_site
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
try:
    put_site({"index.html": b"new", "data/large.csv": b"x" * 200_000}, Path(sys.argv[1]))
except UserError as error:
    print(error)
"""
KILLED = """
import sys
from pathlib import Path
from picture.site.folder import put_site

class Endless(dict):
    def items(self):
        yield "index.html", b"new"
        print("begun", flush=True)
        sys.stdin.read()

import picture.site.folder as folder
folder._hash = lambda files: "0" * 12
put_site(Endless(), Path(sys.argv[1]))
"""


def served(out):
    """Read what a web server would serve."""
    folder = out / SERVED_SITE
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix != ".gz"
    }


@pytest.fixture
def out(tmp_path):
    put_site(OLD, tmp_path / "out")
    return tmp_path / "out"


def test_a_new_site_takes_the_place_of_the_old_one_which_stays_beside(out):
    assert served(out) == dict(sorted(OLD.items()))
    put_site(NEW, out)
    assert served(out) == dict(sorted(NEW.items()))
    assert (out / SITE_BEFORE / "assets" / "a.svg").read_bytes() == b"<svg/>"


def test_only_the_site_before_is_kept(out):
    for number in range(3):
        put_site({"index.html": b"%d" % number}, out)
    assert sorted(path.name for path in out.iterdir() if path.is_symlink()) == [SERVED_SITE, SITE_BEFORE]
    assert sum(path.is_dir() and not path.is_symlink() for path in out.iterdir()) == 2
    assert (out / SITE_BEFORE / "index.html").read_bytes() == b"1"


def test_the_same_site_again_is_the_same_folder_and_the_one_before_stays(out):
    put_site(NEW, out)
    first = (out / SERVED_SITE).readlink()
    put_site(NEW, out)
    assert (out / SERVED_SITE).readlink() == first
    assert (out / SITE_BEFORE / "index.html").read_bytes() == b"old"


def test_packed_files_hold_the_same_and_no_time(out):
    packed = out / SERVED_SITE / "fi" / "index.html.gz"
    assert gzip.decompress(packed.read_bytes()) == b"old page"
    assert packed.read_bytes()[4:8] == bytes(4)


@pytest.mark.parametrize("name", ["index.html", "current.txt", "site-1234", ".git"])
def test_a_folder_with_anything_else_in_it_is_refused_and_left_as_it_is(tmp_path, name):
    (tmp_path / name).write_text("mine", encoding="utf-8")
    with raises("site_folder_foreign", path=tmp_path, found=name):
        put_site(NEW, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_a_folder_that_cannot_be_made_is_told_in_words(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(UserError, match="cannot be written"):
        put_site(NEW, tmp_path / "file" / "out")


def test_a_folder_that_does_not_exist_yet_is_not_foreign(tmp_path):
    refuse_foreign(tmp_path / "later")


def run(script, out, **more):
    return subprocess.Popen(
        [sys.executable, "-c", script, str(out)], cwd=ROOT, text=True, stdout=subprocess.PIPE, **more
    )


def test_a_disk_that_is_full_leaves_the_old_site_and_nothing_half_made(out):
    before = sorted(path.name for path in out.iterdir())
    told, _ = run(LIMITED, out).communicate()
    assert "cannot be written" in told
    assert served(out) == dict(sorted(OLD.items()))
    assert sorted(path.name for path in out.iterdir()) == before


def test_a_build_that_is_killed_leaves_the_old_site_and_the_next_one_clears_up(out):
    with run(KILLED, out, stdin=subprocess.PIPE) as process:
        assert process.stdout.readline() == "begun\n"
        os.kill(process.pid, signal.SIGKILL)
    assert served(out) == dict(sorted(OLD.items()))
    assert any(".part" in path.name for path in out.iterdir())
    put_site(NEW, out)
    assert served(out) == dict(sorted(NEW.items()))
    assert not any(".part" in path.name for path in out.iterdir())
