"""What a reader sees until the page has come: bar, menu and the page's outline in words, in their final places."""

from __future__ import annotations

from markupsafe import Markup

from contract.codes import Language
from picture.html.frame.bar import bar_name, bar_tools
from picture.html.frame.menu import menu
from picture.text.words import word

PAGE_OUTLINE = Markup(
    '<div class="lb-outline" inert><div class="lb-outline-bar">{name}<div class="lb-outline-tools">{tools}</div></div>'
    '<div class="lb-outline-page">{menu}<div class="lb-outline-choices"><i></i><i></i></div>'
    '<p class="lb-h1">{title}</p><p class="lb-lead">{coming}</p><i></i></div></div>'
)


def outline(page: str, language: Language) -> Markup:
    """Write it for one page; nothing in it can be touched, and the sheet takes it away when the page has come."""
    chosen = {"lang": language.value}
    return PAGE_OUTLINE.format(
        name=bar_name(language),
        tools=bar_tools(page, language, chosen),
        menu=menu(page, language, chosen, outline=True),
        title=word(f"menu_{page}", language),
        coming=word("page_coming", language),
    )
