"""Whether a kept picture still shows what it showed, asked anew in the language of now."""

from __future__ import annotations

from dataclasses import dataclass

from pages.parts.request import Request
from pages.ready.answers import PAGE_ANSWERS, Question, ready
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

    @property
    def title(self) -> str:
        """The title under which it leaves."""
        return self.item.title or self.captions.title

    @property
    def changed(self) -> bool:
        """Whether a figure in it is another one than when it was kept."""
        return bool(self.item.seen) and self.item.seen != shown(self.dataset)


def asked_again(request: Request, text: str) -> KeptPicture | None:
    """Ask a kept picture anew; None when this edition does not hold it any more: no other stands in for it."""
    item = decode(text, VIEW_KINDS)
    kind = VIEW_KINDS[item.kind]
    selected, wrong = check({**item.selected, "lang": request.language}, {}, request.choices)
    if wrong:
        return None
    view = view_on(kind.page, selected, request.choices)
    if not shows_asked(item, view, of_one_indicator=kind.captions.of_one_indicator):
        return None
    answer = ready(request.file, PAGE_ANSWERS[kind.page], Question(request.connect, request.choices, view, selected))
    return KeptPicture(item, selected, answer.picture.dataset, answer.picture.captions)
