"""Everything that is known of one entry of the register."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from contract.actions.codes import RegisterKind
from contract.actions.labels import label
from contract.cell_key import area_key
from contract.codes import Language
from picture.html.frame.place import place_address
from picture.html.links import page_link
from picture.html.page.head import page_head
from picture.html.page.stack import quiet_line, stack
from picture.html.register.table import ics_link
from picture.html.register.words import (
    edition_asked,
    entry_link,
    example_tag,
    forum_address,
    outside_link,
    parties_html,
    register_address,
    told_html,
)
from picture.query.choices import Choices
from picture.query.register.entries import RegisterEntry
from picture.query.register.latest import Aim
from picture.query.register.near import areas_by_key
from picture.text.register.entry_words import (
    domains_of,
    entry_where,
    evidence_of,
    kind_of,
    languages_of,
    targets_of,
)
from picture.text.register.when import when_of
from picture.text.words import amount, interval, period, word

ENTRY_PAGE = Markup('<div class="lb-entry">{}</div>')
ENTRY_HEAD = Markup('<p class="lb-eyebrow">{}{}</p><h1 class="lb-h1">{}</h1>{}')
FACTS = Markup('<dl class="lb-about">{}</dl>')
ENTRY_FACT = Markup("<dt>{}</dt><dd>{}</dd>")
ENTRY_SECTION = Markup("<section><h2>{}</h2>{}</section>")
Facts = Sequence[tuple[str, Markup | str]]


def entry_page(entry: RegisterEntry, aims: Sequence[Aim], others: Sequence[RegisterEntry], choices: Choices) -> Markup:
    """Write an entry; its addresses wait for the view.

    aims: what it is meant to move; others: what an organisation offers or takes part in.
    """
    language = choices.language
    about = Markup('<p class="lb-lead">{}</p>').format(told_html(entry.about, language)) if entry.about else ""
    head = ENTRY_HEAD.format(
        kind_of(entry, language), example_tag(entry, language), told_html(entry.name, language), about
    )
    onward = [page_link(word("register_back", language), register_address(language))]
    if entry.kind is RegisterKind.FORUM:
        onward.insert(0, page_link(word("register_to_forum", language), forum_address(entry.id, language)))
    links = Markup("<p>{}</p>").format(Markup(" · ").join(onward))
    parts = (
        head,
        _facts(entry, choices),
        _aims(aims, choices),
        _effect(entry, language),
        _others(others, language),
        links,
    )
    return ENTRY_PAGE.format(stack(*parts))


def no_entry(language: Language) -> Markup:
    """Write that there is no such entry, and where to look; its address waits for the view."""
    head = page_head(word("register_unknown", language), word("register_unknown_lead", language))
    return stack(head, page_link(word("register_back", language), register_address(language)))


def _facts(entry: RegisterEntry, choices: Choices) -> Markup:
    language = choices.language
    when = Markup("{} {}").format(when_of(entry, language), ics_link(entry, choices) if entry.first_day else "")
    state = label(entry.status, language) if entry.status else ""
    money = ", ".join(label(one, language) for one in entry.funding)
    organisation = entry.kind is RegisterKind.ORGANISATION
    facts: Facts = (
        ("when", "" if organisation else when),
        ("choose_status", state),
        ("where", entry_where(entry, areas_by_key(choices), choices)),
        ("choose_about", domains_of(entry, language)),
        ("choose_target", targets_of(entry, choices)),
        ("fact_languages", languages_of(entry, language)),
        ("fact_organisers", parties_html(entry.organisers, language)),
        ("fact_partners", parties_html(entry.partners, language)),
        ("fact_money", money),
        ("contact", entry.contact or ""),
        ("fact_link", outside_link(entry.url) if entry.url else ""),
    )
    told = Markup("").join(ENTRY_FACT.format(word(f"register_{key}", language), fact) for key, fact in facts if fact)
    return FACTS.format(told) + quiet_line(word("register_role_address", language) if entry.contact else "")


def _aims(aims: Sequence[Aim], choices: Choices) -> Markup:
    """Write each indicator as the way to its trend, with its latest figure."""
    if not aims:
        return Markup()
    language = choices.language
    listed = Markup("").join(Markup("<li>{}</li>").format(_aim(one, choices)) for one in aims)
    note = quiet_line(word("register_time_not_cause", language))
    return ENTRY_SECTION.format(
        word("register_aims", language), Markup('<ul class="lb-list">{}</ul>').format(listed) + note
    )


def _aim(aim: Aim, choices: Choices) -> Markup:
    language = choices.language
    found = aim.latest
    place = {"area": area_key(found.area.level, found.area.code)} if found else {}
    link = page_link(
        aim.indicator.name,
        place_address("trends", {"lang": language, "indicator": aim.indicator.id, **place, **edition_asked(choices)}),
    )
    if found is None:
        return Markup("{}: {}").format(link, word("register_latest_none", language))
    told = {
        "value": amount(found.value, aim.indicator, language),
        "area": found.area.name,
        "period": period(found.period),
    }
    if found.ci_low is None or found.ci_high is None:
        return Markup("{}: {}").format(link, word("register_latest", language, **told))
    between = interval(found.ci_low, found.ci_high, aim.indicator, language)
    return Markup("{}: {}").format(link, word("register_latest_interval", language, interval=between, **told))


def _effect(entry: RegisterEntry, language: Language) -> Markup:
    if entry.evidence is None and entry.effect is None:
        return Markup()
    told = Markup("<p><b>{}</b> {}</p>").format(evidence_of(entry, language), told_html(entry.effect, language))
    return ENTRY_SECTION.format(word("register_evidence", language), told)


def _others(others: Sequence[RegisterEntry], language: Language) -> Markup:
    if not others:
        return Markup()
    listed = Markup("").join(
        Markup('<li>{} <span class="lb-quiet">{}</span></li>').format(entry_link(one, language), when_of(one, language))
        for one in others
    )
    return ENTRY_SECTION.format(
        word("register_takes_part", language), Markup('<ul class="lb-list">{}</ul>').format(listed)
    )
