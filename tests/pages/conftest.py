import pytest

from pages.server.limits.upload_quota import upload_quota


@pytest.fixture(autouse=True)
def _published_here(published, monkeypatch):
    """Pages read the picture built from the shipped sources."""
    monkeypatch.setenv("LAGESBILD_DATA", str(published))


@pytest.fixture(autouse=True)
def _no_files_of_earlier_readers():
    """Sessions of other tests may send nothing here."""
    upload_quota.cache_clear()
