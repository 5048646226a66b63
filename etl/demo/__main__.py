"""`python -m etl.demo OUT`: make the demonstration survey's files again."""

from __future__ import annotations

import argparse
from pathlib import Path

from etl.demo.planted_effects import YEARS
from etl.demo.write import write_wave


def main() -> None:
    """Write every wave into the folder named on the command line."""
    parser = argparse.ArgumentParser(prog="python -m etl.demo", description="Make the synthetic demonstration survey.")
    parser.add_argument("out", type=Path, help="folder of the source, as data/sources/demo_survey")
    out: Path = parser.parse_args().out
    for year in YEARS:
        path = write_wave(year, out)
        print(f"{path}: {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
