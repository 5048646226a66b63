import pytest


@pytest.fixture(autouse=True)
def _published_here(published, monkeypatch):
    """Pages read the picture built from the shipped sources."""
    monkeypatch.setenv("LAGESBILD_DATA", str(published))
