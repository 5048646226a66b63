"""What each address needs of whoever asks. An address that does not stand here is for publishers alone."""

from __future__ import annotations

from contract.persons.people import Role
from pages.server.api.asked import PREFIX
from pages.server.api.endpoints import ANNOUNCEMENTS
from pages.server.paths import page_names
from pages.server.shell.own_files import STYLE

HEALTH = ("/health/live", "/health/ready", "/_stcore/health")
SIGN_IN = "/sign-in"
GO = "/sign-in/go"
CALLBACK = "/oauth2callback"
SIGN_OUT = "/auth/logout"
OF_STREAMLIT = frozenset({"/auth/login", SIGN_OUT, CALLBACK})  # its routes, closed where nobody signs in here
APPROVAL = "/approval"
TRAIL = "/trail"
FRAME = ("/static/", "/script/", "/look/", "/media/", "/search/", "/_stcore/")  # what a page is made of
FRAME_FILES = frozenset({"/favicon.png", "/manifest.json"})
FILES = ("/take/", "/embed/", f"{PREFIX}/", "/api/")
FILE_NAMES = frozenset(one.path for one in ANNOUNCEMENTS)


def is_open(path: str, *, signs_in: bool) -> bool:
    """Return whether an address is answered to everybody: nothing that depends on a draft stands there.

    signs_in: whether people sign in here, and not at a proxy.
    """
    ours = (*HEALTH, SIGN_IN, f"/look/{STYLE.name}")
    return path in ours or (signs_in and (path in OF_STREAMLIT or path == GO))


def needed_role(path: str) -> Role:
    """Return the least role that may ask for an address."""
    if path[1:].rstrip("/") in page_names() or path.startswith(FRAME) or path in FRAME_FILES:
        return Role.COORDINATOR
    return Role.OFFICIAL if is_file(path) else Role.PUBLISHER


def is_file(path: str) -> bool:
    """Return whether what stands at an address leaves the pages: whoever takes it is noted."""
    return path.startswith(FILES) or path in FILE_NAMES
