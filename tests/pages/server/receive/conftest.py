"""Stores of both kinds: every test that asks for a store runs with a folder and with a real S3 server."""

import pytest

from tests.standins.stores import TestStore, bucket, s3_server


@pytest.fixture(scope="session")
def s3(tmp_path_factory):
    """The address of a server that speaks S3."""
    with s3_server(tmp_path_factory.mktemp("s3") / "log.txt") as address:
        yield address


@pytest.fixture(params=["folder", "s3"])
def store(request, tmp_path, monkeypatch):
    """An empty store; the environment of this process reaches it."""
    if request.param == "folder":
        return TestStore(str(tmp_path / "store"), {})
    made = bucket(request.getfixturevalue("s3"))
    for name, value in made.environment.items():
        monkeypatch.setenv(name, value)
    return made
