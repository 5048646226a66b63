"""A file is the same bytes whenever and wherever it is made: another process, another clock, another time zone."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]
MAKE = """
import datetime, sys, time
from hashlib import sha256

clock = float(sys.argv[2])
real, localtime, gmtime = datetime.datetime, time.localtime, time.gmtime

class Frozen(real):
    @classmethod
    def now(cls, tz=None): return real.fromtimestamp(clock, tz)
    @classmethod
    def utcnow(cls): return real.fromtimestamp(clock, datetime.UTC).replace(tzinfo=None)
    today = now

datetime.datetime = Frozen
time.time = lambda: clock
time.localtime = lambda seconds=None: localtime(clock if seconds is None else seconds)
time.gmtime = lambda seconds=None: gmtime(clock if seconds is None else seconds)

from pathlib import Path
from contract.pointer import served_database
from picture.export.data_files import data_zip
from picture.export.image.draw import png, svg
from picture.export.pptx.deck import make_deck
from picture.export.programs.pictures import picture_json_stat
from picture.export.workbook.ods import ods_workbook
from picture.export.workbook.xlsx import workbook
from picture.packs import make_pack
from picture.query.choices import read_choices
from picture.query.database import connect
from picture.query.selection import check
from picture.views import VIEW_KIND_ROWS, ask_view, linked_item

con = connect(served_database(Path(sys.argv[1])))
choices = read_choices(con, "sv")
selected, _ = check({"area": "MK02", "indicator": "trust_other_background", "beside": "alike"}, {}, choices)
items = [linked_item(kind, ask_view(con, kind, selected, choices), "https://here") for kind in VIEW_KIND_ROWS]
for one in items:
    for make in (png, svg, picture_json_stat): print(one.dataset.kind, make.__name__, sha256(make(one)).hexdigest())
    for make in (make_deck, workbook, ods_workbook, data_zip):
        print(one.dataset.kind, make.__name__, sha256(make([one])).hexdigest())
print("pack", sha256(make_pack(con, choices, selected, "https://here")[1]).hexdigest())
"""


def making(published, clock, **environment):
    """Start a process that makes a file of every kind and form and prints their hashes."""
    command = [sys.executable, "-c", MAKE, str(published), str(clock)]
    return subprocess.Popen(command, cwd=ROOT, env=os.environ | environment, stdout=subprocess.PIPE, text=True)


def test_two_processes_with_other_clocks_hashes_and_time_zones_make_the_same_bytes(published):
    first = making(published, 1_700_000_000.0, PYTHONHASHSEED="1", TZ="Europe/Helsinki")
    second = making(published, 1_800_000_401.0, PYTHONHASHSEED="2", TZ="America/New_York")
    lines, again = (process.communicate()[0].splitlines() for process in (first, second))
    assert len(lines) == 6 * 7 + 1
    assert lines == again
