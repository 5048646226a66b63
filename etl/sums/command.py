"""`python -m etl sums FOLDER … --out TABLE`: estimates of waves that lie as Parquet, larger than memory.

No disclosure control: what comes out is not for publication.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from rich.console import Console

from etl.config.catalogue.catalogue import read_catalogue
from etl.one_writer import write_output
from etl.sums.chosen import chosen_engine
from etl.sums.survey import estimate_survey
from geo.classification import read_classification


def add_sums(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command and its arguments to those of `python -m etl`."""
    parser = commands.add_parser("sums", help="estimate respondents larger than memory, not for publication")
    parser.set_defaults(run=run_sums, writes=False)
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER", help="of a wave: card.toml and *.parquet")
    parser.add_argument("--out", type=Path, required=True, metavar="TABLE", help="CSV of every estimate")


def run_sums(arguments: argparse.Namespace, console: Console) -> int:
    """Estimate and write; return 0, raise UserError."""
    with chosen_engine(arguments.out.absolute().parent) as engine:
        found = estimate_survey(engine, arguments.folders, read_catalogue(), read_classification())
    write_output(arguments.out, found.table.write_csv())
    told = f"{found.table.height:,} estimates of {found.period}, without disclosure control: not for publication"
    console.print(f"{arguments.out}: {told}", markup=False, highlight=False)
    return 0
