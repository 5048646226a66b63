"""`python -m tests.reread --data FOLDER`: make everything that leaves, read it again, compare it with the database."""

from __future__ import annotations

import argparse
import sys
from itertools import product
from pathlib import Path

from contract.codes import Language
from contract.pointer import served_database
from tests.reread.files import Asked
from tests.reread.sweep import Found, Reader

AREAS = ("MK01", "MK18", "MK21", "SSS", "elinvoimakeskus.01")
VIEWS = {
    "front": ("",),
    "profile": ("", "period=2024"),
    "matrix": ("", "period=2024"),
    "map": ("indicator=discriminated&period=2022", "indicator=hate_crime_reports", "indicator=unemployment"),
    "trend": ("indicator=trust_people", "indicator=population", "indicator=turnout_municipal_election"),
    "groups": ("indicator=safe_evening", "indicator=hate_crime_reports", "indicator=discriminated&group=language.sv"),
}


def main() -> int:
    """Sweep; return how many views had something wrong, at most 1."""
    parser = argparse.ArgumentParser(prog="python -m tests.reread", description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--areas", default=",".join(AREAS))
    parser.add_argument("--languages", default=",".join(Language))
    asked = parser.parse_args()
    reader, found = Reader.of(served_database(asked.data)), Found()
    for area, language in product(asked.areas.split(","), asked.languages.split(",")):
        for kind, views in VIEWS.items():
            for view in views:
                reader.view(Asked(kind, language, f"area={area}&{view}"), found)
        for kind in ("report", "brief"):
            reader.document(Asked(kind, language, f"area={area}"), found)
    for line in found.wrong:
        print(line)
    figures = ", ".join(f"{form} {count:,}" for form, count in found.figures.items())
    texts = ", ".join(f"{form} {count:,}" for form, count in found.words.items())
    print(f"{found.files:,} files; figures: {figures}; texts: {texts}; {len(found.wrong):,} wrong")
    return bool(found.wrong)


if __name__ == "__main__":
    sys.exit(main())
