"""Takes a file in this process, as an address names it."""

from starlette.datastructures import QueryParams

from contract.pointer import build_of, served_database
from pages.server.databases import choices_of
from pages.server.take.address import language_of, read_address
from pages.server.take.making import make_file

BASE = "https://tilanne.example.fi"


def wanted(published, name, query=""):
    """Read the address of a file of the published build."""
    asked, database = QueryParams(query), served_database(published)
    return read_address(name, asked, choices_of(database, language_of(asked)), build_of(database), BASE)


def taken(published, name, query=""):
    """Make the file of an address."""
    return make_file(wanted(published, name, query), served_database(published))
