"""Where a publisher approves the release of exactly what waits, and reads the trail. The layer lets in nobody else."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache, partial
from hashlib import file_digest
from pathlib import Path

from anyio import to_thread
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from contract.codes import Language
from contract.errors import UserError
from contract.persons.trail import LINES, read_trail
from contract.pointer import NoDatabaseError
from pages.server.databases import DatabaseFile, choices_of, published, standing
from pages.server.persons.answers import NEVER, NOT_NOW, NOTHING_WAITS, TO_SIGN_OUT, refused
from pages.server.persons.diary import Diary, NotNotedError
from pages.server.persons.gate import ADMITTED, Admitted
from pages.server.persons.needed import APPROVAL, TRAIL
from pages.server.shell.index import language_of
from pages.server.shell.message_page import Leads, document
from picture.query.model import Stamp
from picture.text.words import word

LONGEST_FORM = 1_000  # bytes
CONTENT = "content"
BUTTON = "approval_button"
LOOK = Leads("/", "approval_look")
SHOWN = 12  # letters of the hash that people compare
FORM = Markup(
    '<p lang="{language}">{text}</p>\n<form method="post"><input type="hidden" name="content" value="{content}">'
    '<p lang="{language}"><button>{button}</button></p></form>\n'
)


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits here: exactly these bytes."""

    stamp: Stamp
    content: str

    @property
    def told(self) -> dict[str, str | int]:
        """Return it as an approval names it."""
        stamp = self.stamp
        return {"content": self.content, "build": stamp.build, "edition": stamp.edition, "version": stamp.version}


@dataclass(frozen=True, slots=True)
class Approval:
    """Answers the two addresses of publishers."""

    data: Path
    diary: Diary
    signs_in_here: bool

    def routes(self) -> list[BaseRoute]:
        """List the addresses."""
        return [Route(APPROVAL, self.answer, methods=["GET", "POST"]), Route(TRAIL, self.trail, methods=["GET"])]

    async def answer(self, request: Request) -> Response:
        """Show what waits with a button, or note the approval of what the button was shown for."""
        admitted: Admitted = request.scope[ADMITTED]
        try:
            waiting = await to_thread.run_sync(look, self.data)
        except NoDatabaseError:
            return refused(request.scope, NOTHING_WAITS, None, here=self.signs_in_here)
        if request.method == "GET":
            return self._page(request, waiting, "approval_asked", button=True)
        if await _asked_content(request) != waiting.content:
            return self._page(request, waiting, "approval_of_other_content", button=True, status=409)
        try:
            await self.diary.approved(admitted.person, admitted.role, **waiting.told)
        except NotNotedError:
            return refused(request.scope, NOT_NOW, None, here=self.signs_in_here)
        return self._page(request, waiting, "approval_given", button=False)

    async def trail(self, _request: Request) -> Response:
        """Answer with the trail of this preview, once it is proven whole."""
        try:
            await to_thread.run_sync(read_trail, self.diary.folder)
        except UserError as error:
            return PlainTextResponse(f"{error}\n", 500, NEVER)
        content = await to_thread.run_sync(partial(_lines, self.diary.folder / LINES))
        return Response(content, headers=NEVER, media_type="application/x-ndjson")

    def _page(self, request: Request, waiting: Waiting, key: str, *, button: bool, status: int = 200) -> Response:
        """Write the page in the reader's language, with links to what is approved and out."""
        language = language_of(request)
        stamp = waiting.stamp
        shown = waiting.content[:SHOWN]
        text = word(key, language, edition=stamp.edition, version=stamp.version, build=stamp.build, content=shown)
        form = FORM.format(language=language, text=text, content=waiting.content, button=word(BUTTON, language))
        sentence = Markup('<p lang="{}">{}</p>\n').format(language, text)
        leads = (LOOK, TO_SIGN_OUT) if self.signs_in_here else (LOOK,)
        links = Markup(" ·").join(one.in_language(request.scope, language) for one in leads)
        content = (form if button else sentence) + Markup('<p lang="{}">{}</p>\n').format(language, links)
        return HTMLResponse(document(language, content), status, NEVER)


def look(data: Path) -> Waiting:
    """Return what waits in a data folder; raise NoDatabaseError."""
    path = published(data).path
    return Waiting(choices_of(path, Language.FI).stamp, _content(standing(path)))


@lru_cache(maxsize=2)
def _content(file: DatabaseFile) -> str:
    with file.path.open("rb") as content:
        return file_digest(content, "sha256").hexdigest()


def _lines(path: Path) -> bytes:
    return path.read_bytes() if path.exists() else b""


async def _asked_content(request: Request) -> str:
    """Return the content that a form names; "" where it names none, or is longer than ours."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > LONGEST_FORM:
            return ""
    name, _, value = body.decode("ascii", "replace").partition("=")
    return value if name == CONTENT else ""
