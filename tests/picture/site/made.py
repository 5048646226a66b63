"""Sites of the published data for tests: one language whole, of every language a page of each kind."""

import fcntl
import pickle
from pathlib import Path

from contract.codes import Language
from contract.pointer import served_database
from picture.site.build import SiteJob, SiteShare, assemble, make_part, make_site, shares_of

URL = "https://published.example/picture"
DASHBOARD = "https://picture.example"
KINDS = (
    *("index.html", "indicators/trust_other_background.html", "indicators/hate_crime_reports.html"),
    *("areas/SSS.html", "areas/MK01.html", "areas/KU049.html", "matrix.html", "groups/safe_evening.html"),
    *("methods.html", "editions.html", "a-z.html", "downloads.html"),
)


def job_of(published, languages=tuple(Language), dashboard=DASHBOARD):
    return SiteJob(served_database(published), languages, URL, dashboard)


def sampled_files(job):
    """Make a page of each kind in every language, with all that they need."""
    pages = {one.path: one for share in shares_of(job) for one in share.pages}
    wanted = tuple(pages[path] for path in KINDS)
    return assemble(job, [make_part(SiteShare(job, language, wanted)) for language in job.languages])


def whole_language(job):
    """Make every page in Finnish."""
    return make_site(SiteJob(job.database, (Language.FI,), URL, DASHBOARD))


def kept_once(tmp_path_factory, worker_id, name, make):
    """Make something once for all tests that run side by side."""
    own = tmp_path_factory.getbasetemp()
    kept = (own if worker_id == "master" else own.parent) / f"{name}.pickle"
    with Path(f"{kept}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.exists():
            kept.write_bytes(pickle.dumps(make()))
    return pickle.loads(kept.read_bytes())  # noqa: S301 - our own file
