"""The site of the shipped data: one language whole, of the others one page of each kind."""

import fcntl
import pickle
from pathlib import Path

import pytest

from contract.codes import Language
from contract.pointer import served_database
from picture.site.build import SiteJob, SiteShare, make_part, make_site, shares_of

URL = "https://published.example/picture"
DASHBOARD = "https://picture.example"
KINDS = (
    *("index.html", "indicators/trust_other_background.html", "indicators/hate_crime_reports.html"),
    *("areas/SSS.html", "areas/MK01.html", "areas/KU049.html", "matrix.html", "groups/safe_evening.html"),
    *("methods.html", "editions.html", "a-z.html", "downloads.html"),
)


@pytest.fixture(scope="session")
def job(published):
    return SiteJob(served_database(published), tuple(Language), URL, DASHBOARD)


@pytest.fixture(scope="session")
def site(job, tmp_path_factory, worker_id):
    """Every file of the site in Finnish, by its path; tests that run side by side make it once."""
    own = tmp_path_factory.getbasetemp()
    kept = (own if worker_id == "master" else own.parent) / "site.pickle"
    with Path(f"{kept}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.exists():
            finnish = SiteJob(job.database, (Language.FI,), URL, DASHBOARD)
            kept.write_bytes(pickle.dumps(make_site(finnish)))
    return pickle.loads(kept.read_bytes())  # noqa: S301 - our own file


@pytest.fixture(scope="session")
def sampled(job):
    """A page of each kind in every language, by its path."""
    pages = {one.path: one for share in shares_of(job) for one in share.pages}
    wanted = tuple(pages[path] for path in KINDS)
    files = {}
    for language in Language:
        files |= make_part(SiteShare(job, language, wanted)).files
    return {path: content.decode() for path, content in files.items() if path.endswith(".html")}
