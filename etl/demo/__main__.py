"""`python -m etl.demo OUT`: make the files of the demonstration survey, or of the local collections, again."""

from __future__ import annotations

import argparse
from pathlib import Path

from etl.demo.places import PLACES, write_place
from etl.demo.planted_effects import YEARS
from etl.demo.write import write_wave


def main() -> None:
    """Write every wave, or every local collection, into the folder named on the command line."""
    parser = argparse.ArgumentParser(prog="python -m etl.demo", description="Make the synthetic demonstration survey.")
    parser.add_argument("out", type=Path, help="folder of the source, as data/sources/demo_survey")
    parser.add_argument("--places", action="store_true", help="the local collections; OUT as data/sources")
    arguments = parser.parse_args()
    out: Path = arguments.out
    written = (
        (write_place(one, out) for one in PLACES) if arguments.places else (write_wave(year, out) for year in YEARS)
    )
    for path in written:
        print(f"{path}: {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
