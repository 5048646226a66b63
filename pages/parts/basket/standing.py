"""Whether a kept picture still shows what it showed, asked anew in the language of now."""

from __future__ import annotations

from dataclasses import dataclass

from contract.pointer import NoDatabaseError, build_of
from pages.parts.request import Request
from pages.ready.answers import PAGE_ANSWERS, ready
from pages.server.databases import choices_of, connection, file_at
from pages.server.old_editions import NoEditionError, database_for
from pages.server.settings import data_folder, read_settings
from picture.answers.question import PageQuestion
from picture.basket.item import Item, decode, shown, shows_asked
from picture.query.model import Dataset
from picture.query.selection import check
from picture.text.captions import Captions
from picture.views import VIEW_KINDS, view_on


@dataclass(frozen=True, slots=True)
class KeptPicture:
    """A kept picture as it stands in the build of now."""

    item: Item
    selected: dict[str, str]  # the view, as the address carries it
    dataset: Dataset
    captions: Captions
    build: str  # whose figures it shows

    @property
    def title(self) -> str:
        """The title under which it leaves."""
        return self.item.title or self.captions.title

    @property
    def changed(self) -> bool:
        """Whether a figure in it is another one than when it was kept."""
        return bool(self.item.seen) and self.item.seen != shown(self.dataset)


def asked_again(request: Request, text: str) -> KeptPicture | None:
    """Ask a kept picture anew, of the version that it was kept from or of what the page shows.

    None when that does not hold it any more: no other stands in for it.
    """
    item = decode(text, VIEW_KINDS)
    kind = VIEW_KINDS[item.kind]
    try:
        path = database_for(data_folder(), item.selected, request.file.path)
        choices = choices_of(path, request.language)
    except (NoEditionError, NoDatabaseError):
        return None
    selected, wrong = check({**item.selected, "lang": request.language}, {}, choices)
    if wrong:
        return None
    view = view_on(kind.page, selected, choices)
    if not shows_asked(item, view, of_one_indicator=kind.captions.of_one_indicator):
        return None
    question = PageQuestion(connection(path).cursor, choices, view, selected, site=read_settings().url)
    answer = ready(file_at(path), PAGE_ANSWERS[kind.page], question)
    return KeptPicture(item, selected, answer.picture.dataset, answer.picture.captions, build_of(path))
