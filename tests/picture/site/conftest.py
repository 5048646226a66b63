"""The sites that the tests of this folder look at."""

import pytest

from tests.picture.site.made import job_of, kept_once, sampled_files, whole_language


@pytest.fixture(scope="session")
def job(published):
    return job_of(published)


@pytest.fixture(scope="session")
def site(job, tmp_path_factory, worker_id):
    """Every file of the site in Finnish, by its path."""
    return kept_once(tmp_path_factory, worker_id, "site", lambda: whole_language(job))


@pytest.fixture(scope="session")
def sampled(job, tmp_path_factory, worker_id):
    """A page of each kind in every language, by its path."""
    files = kept_once(tmp_path_factory, worker_id, "sampled", lambda: sampled_files(job))
    return {path: content.decode() for path, content in files.items() if path.endswith(".html") and path != "404.html"}
