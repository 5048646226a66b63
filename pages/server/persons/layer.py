"""What a process gets where persons sign in: the layer in front, its own few addresses, and the sign-in service."""

from __future__ import annotations

from functools import partial
from typing import Any

from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route
from streamlit.auth_util import encode_provider_token

from pages.server.persons.access import Access
from pages.server.persons.answers import sign_in
from pages.server.persons.approval import Approval
from pages.server.persons.cookies import OwnCookies
from pages.server.persons.diary import Arrivals, Diary
from pages.server.persons.gate import Gate
from pages.server.persons.identity import Identity, OfCookie, OfHeader
from pages.server.persons.needed import GO, SIGN_IN
from pages.server.persons.provider import DEFAULT, read_provider
from pages.server.settings import SettingError, Settings, SignIn, data_folder


def gate(settings: Settings) -> list[Middleware]:
    """Return the layer that lets persons in; none where nobody signs in. Raise SettingError or ProviderError."""
    if settings.sign_in is SignIn.NONE:
        return []
    if settings.people is None or settings.trail is None:
        raise SettingError("People sign in here, and no list says who is let in, or no folder takes the trail.")
    identity: Identity = OfHeader(settings.sign_in_header, settings.proxies)
    cookies = None
    if settings.sign_in is SignIn.OIDC:
        if settings.provider is None:
            raise SettingError("People sign in here, and no file describes the sign-in service.")
        identity = of_cookie = OfCookie(read_provider(settings.provider), settings.url)
        cookies = OwnCookies(of_cookie, settings.base_path)
    access = Access(settings.people, data_folder())
    diary = Diary(settings.trail)
    arrivals = Arrivals(diary) if cookies is None else None
    header = settings.sign_in_header
    return [
        Middleware(
            Gate, identity=identity, access=access, diary=diary, cookies=cookies, header=header, arrivals=arrivals
        )
    ]


def secrets(settings: Settings) -> dict[str, Any] | None:
    """Return what Streamlit signs people in with; None where it does not."""
    if settings.sign_in is not SignIn.OIDC or settings.provider is None:
        return None
    return read_provider(settings.provider).secrets(settings.url)


def person_routes(settings: Settings) -> list[BaseRoute]:
    """List the addresses that there are where persons sign in."""
    if settings.sign_in is SignIn.NONE or settings.trail is None:
        return []
    here = settings.sign_in is SignIn.OIDC
    publishers = Approval(data_folder(), Diary(settings.trail), here).routes()
    return [Route(SIGN_IN, partial(_sign_in_page, here=here)), *([Route(GO, _go)] if here else []), *publishers]


async def _sign_in_page(request: Request, *, here: bool) -> Response:
    return sign_in(request.scope, here=here, status=200)


async def _go(request: Request) -> Response:
    """Send a browser to Streamlit's sign-in, with the token that it wants."""
    token = encode_provider_token(DEFAULT)
    address = f"{request.scope.get('root_path', '')}/auth/login?provider={token}"
    return RedirectResponse(address, 302, {"cache-control": "no-store"})
