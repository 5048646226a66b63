"""A kit of the catalogue as it is, for one municipality, in all languages."""

import pytest

from contract.codes import Language
from contract.pointer import served_database
from picture.query.collect.kit import read_kit
from picture.query.database import open_database


@pytest.fixture(scope="session")
def content(published):
    with open_database(served_database(published)).cursor() as con:
        yield read_kit(con, list(Language), "KU049")
