"""Open a page as a reader does: by its address. No browser; for that see tests/browser."""

import re
from functools import cache
from html import unescape
from pathlib import Path
from urllib.parse import parse_qsl

from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

APP = Path(__file__).parents[2] / "app.py"
SECONDS = 300  # a first run imports everything, on a loaded machine slowly
# Before each run AppTest looks for components in all installed packages, which takes four times as long as our page.
manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)


def opened(page="front", **address) -> AppTest:
    """One reader's first look at a page."""
    app = AppTest.from_file(str(APP), default_timeout=SECONDS)
    return went(app, page, **address)


@cache
def looked_at(page="front", **address) -> AppTest:
    """A first look that is remembered, for tests that only read what they see."""
    return opened(page, **address)


def went(app: AppTest, page, **address) -> AppTest:
    """The same reader follows a link of the menu."""
    for key, value in address.items():
        app.query_params[key] = value
    app.switch_page("app.py" if page == "front" else f"pages/{page}.py")
    return app.run()


def html(app: AppTest) -> str:
    return "\n".join(block.proto.body for block in app.get("html"))


def words(app: AppTest) -> str:
    """Everything a reader can read on the page, without the look."""
    visible = re.sub(r"<(style|script)>.*?</\1>", " ", html(app), flags=re.DOTALL)
    plain = unescape(re.sub(r"<[^>]+>", " ", visible))
    others = [*app.caption, *app.markdown, *app.info, *app.warning, *app.error]
    return re.sub(r"[^\S\n]+", " ", " ".join([plain, *(str(block.value) for block in others)]))


def under_picture(app: AppTest) -> str:
    """The lines under the picture: wording, source, fieldwork, marks."""
    found = re.findall(r'<div class="lb-source-lines">.*?</div>', html(app), flags=re.DOTALL)[-1]
    return unescape(re.sub(r"<[^>]+>", "", found.replace("</p>", " ")))


def offered(app: AppTest, name: str) -> dict[str, dict[str, str]]:
    """What a field offers (picture/html/choosing): the words of each option, and the view it leads to."""
    field = re.search(rf'<div class="lb-choose" data-key="{name}">((?!<div class="lb-choose" ).)*', html(app))[0]
    found = re.findall(r'<a class="lb-go" role="option"[^>]*? href="\?([^"]*)"[^>]*>(.*?)</a>', field)
    return {re.sub(r"<.*?>", "", unescape(said)): dict(parse_qsl(unescape(view))) for view, said in found}


def shown_in(app: AppTest, name: str) -> str:
    """What a field says is chosen."""
    return unescape(re.search(rf'<input id="lb-choose-{name}"[^>]* value="([^"]*)"', html(app))[1])


def title(app: AppTest) -> str:
    return unescape(re.search(r'<h1 class="lb-h1">(.*?)</h1>', html(app))[1])


def place(app: AppTest) -> str:
    """The area and the year that a page shows: the line above its title, or the title itself."""
    found = re.search(r'<p class="lb-eyebrow">(.*?)</p>', html(app))
    return unescape(re.sub(r"<[^>]+>", "", found[1])).replace(" · ", " ") if found else title(app)


def sentence(app: AppTest) -> str:
    """The one sentence under the title, or the title where it says it all."""
    found = re.search(r'<p class="lb-lead">(.*?)</p>', html(app)) or re.search(
        r'<h1 class="lb-h1">(.*?)</h1>', html(app)
    )
    return unescape(found[1])


def links(app: AppTest) -> dict[str, str]:
    """Menu and languages: the words on a link and the address it leads to."""
    found = re.findall(r'<a class="lb-go" href="[^"?]*\?([^"]*)"[^>]*>([^<]+)</a>', _frame(app))
    return {unescape(name): unescape(query) for query, name in found}


def _frame(app: AppTest) -> str:
    """Languages and menu."""
    return "".join(re.findall(r'<nav class="lb-(?:languages|menu)".*?</nav>', html(app)))


def files(app: AppTest) -> dict[str, str]:
    """The files that can be taken: the name of each and the address it is made at."""
    found = re.findall(r'<a class="lb-file" href="([^"]+)" download="([^"]+)">', html(app))
    return {unescape(name): unescape(address) for address, name in found}
