"""The front page as two pieces: the finding with its numbers, then all that it stands on."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from contract.codes import Against
from picture.html.eyebrow import eyebrow
from picture.html.front.background import background
from picture.html.front.counted import every_counted
from picture.html.front.followed import followed
from picture.html.front.panels import news_panels, span_of
from picture.html.front.tally import tally
from picture.html.front.where import AskRegions, where_it_shows
from picture.html.how_to_read import how_to_read
from picture.html.sparkline import SCALE_HEIGHT, image, legend_sign
from picture.query.methods.follow_up import FollowUp
from picture.query.model import Dataset
from picture.text.findings.front import long_run, news_lead
from picture.text.words import word


def front_top(dataset: Dataset, title: str, ask: AskRegions) -> Markup:
    """Write the headline, the lead and, beside them, where the first of the news shows.

    ask: answers with the regions of a finding's indicator.
    """
    lead = news_lead(dataset)
    longer = long_run(dataset)
    told = Markup('<p class="lb-lead">{}</p>').format(lead) if lead else Markup("")
    told += Markup('<p class="lb-quiet lb-longer">{}</p>').format(longer) if longer else Markup("")
    return Markup('{}<h1 class="lb-h1">{}</h1><div class="lb-front-top"><div>{}</div>{}</div>').format(
        eyebrow(dataset, "front"), title, told, where_it_shows(dataset, ask)
    )


def front_evidence(dataset: Dataset, reading: str, follow_up: Sequence[FollowUp] = ()) -> Markup:
    """Write what is counted, the key of the strips, the panels, how to read them, what is followed, what is older."""
    how = how_to_read(reading, dataset.view.language)
    beside = followed(follow_up, dataset)
    return Markup("").join([tally(dataset), _key(dataset), news_panels(dataset), how, beside, background(dataset)])


def _key(dataset: Dataset) -> Markup:
    """Explain the signs of the strips, once for all panels."""
    if not any(one.item.row.shown for one in every_counted(dataset)):
        return Markup("")
    language = dataset.view.language
    of_country = dataset.compared_with == Against.COUNTRY
    ends = "difference" if of_country else "change"
    signs = [
        ("country", word("legend_country", language)) if of_country else ("ring", word("previous_period", language)),
        ("certain" if of_country else "judged", word(f"certain_{ends}", language)),
        ("open", word(f"no_certain_{ends}", language)),
        ("interval", word("interval_95", language)),
    ]
    entry = Markup("<li>{}{}</li>")
    entries = Markup("").join(
        entry.format(image(legend_sign(sign), "", 24, SCALE_HEIGHT, "lb-key"), meaning) for sign, meaning in signs
    )
    scale = word("front_scale", language, span=span_of(dataset))
    return Markup('<ul class="lb-keys lb-news-key">{}<li>{}</li></ul>').format(entries, scale)
