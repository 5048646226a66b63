"""A picture as schema.org `Dataset` in JSON-LD, which search engines for data read in the head of a page."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from itertools import chain
from typing import Any

from markupsafe import Markup

from picture.export.announce.site import Site
from picture.export.catalogue.addresses import OF_INDICATOR, ViewPlace, place_of_indicator
from picture.export.catalogue.facts import covered_years, data_addresses, licence_address, standing, told_of, version_of
from picture.export.languages import LANGUAGE_TAGS
from picture.query.choices import Choices
from picture.query.model import Indicator, Source
from picture.text.editions.citation import citation, version_url
from picture.text.words import unit, word

_Json = dict[str, Any]
CONTEXT = "https://schema.org/"
DATA_BLOCK = Markup('<script type="application/ld+json">{}</script>')  # data: no browser runs it
COUNTRY_CODE = "FI"


def schema_view(page: str, selected: Mapping[str, str], choices: Choices, site: Site) -> Markup:
    """Describe what a page shows as the data block of its head: its one indicator, or the whole picture."""
    if page in OF_INDICATOR:
        return data_block(schema_indicator(choices.indicator(selected["indicator"]), choices, site))
    return data_block(schema_picture(choices, site))


def schema_indicator(indicator: Indicator, choices: Choices, site: Site) -> _Json:
    """Describe every number of an indicator."""
    source = indicator.source
    place = place_of_indicator(indicator.id)
    first, last = covered_years(choices.periods[indicator.id])
    addresses = data_addresses(indicator.id, site.url, choices.language)
    return {
        **_common(place, choices, site, (source,)),
        "name": f"{indicator.name} – {word('title_short', choices.language)}",
        "description": told_of(indicator, choices),
        "temporalCoverage": f"{first}/{last}",
        "variableMeasured": {
            "@type": "PropertyValue",
            "name": indicator.name,
            "description": indicator.counts,
            "unitText": unit(indicator, choices.language),
        },
        "measurementTechnique": source.method,
        "distribution": [
            {"@type": "DataDownload", "encodingFormat": media, "contentUrl": address}
            for media, address in addresses.items()
        ],
    }


def schema_picture(choices: Choices, site: Site) -> _Json:
    """Describe the whole picture: every number of every indicator, as one package."""
    language = choices.language
    first, last = covered_years(chain.from_iterable(choices.periods[one.id] for one in choices.indicators))
    synthetic = standing(choices, synthetic=choices.stamp.synthetic)
    package = f"{site.url}/take/everything.zip?lang={language}"
    return {
        **_common(ViewPlace("front"), choices, site, choices.sources),
        "name": f"{word('title', language)} {choices.stamp.edition}",
        "description": " ".join([*synthetic, word("site_description", language)]),
        "temporalCoverage": f"{first}/{last}",
        "variableMeasured": [{"@type": "PropertyValue", "name": one.name} for one in choices.indicators],
        "distribution": [{"@type": "DataDownload", "encodingFormat": "application/zip", "contentUrl": package}],
    }


def data_block(content: _Json) -> Markup:
    """Write JSON-LD as it stands in the head of a page: none of its letters can end the element."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    for letter in "<>&":
        text = text.replace(letter, f"\\u{ord(letter):04x}")
    return DATA_BLOCK.format(Markup(text))  # noqa: S704 - nothing of HTML is left in it


def _common(place: ViewPlace, choices: Choices, site: Site, sources: Iterable[Source]) -> _Json:
    """Return what is told alike of an indicator and of the whole."""
    language = choices.language
    stamp = choices.stamp
    named = list(sources)
    licences = sorted({licence_address(one) for one in named} - {""})
    based_on = list(dict.fromkeys(one.url for one in named if one.url))
    lasting = version_url(stamp, site.url)
    us = {"@type": "Organization", "name": word("title_short", language), "url": f"{site.url}/"}
    known = {
        "license": licences[0] if len(licences) == 1 else licences,
        "isBasedOn": based_on,
        "identifier": lasting,
        "datePublished": _released(choices),
    }
    return {
        "@context": CONTEXT,
        "@type": "Dataset",
        "@id": place.address(site.url, None),
        "url": place.address(site.url, language),
        "inLanguage": LANGUAGE_TAGS[language],
        "isAccessibleForFree": True,
        "version": version_of(choices),
        "creativeWorkStatus": stamp.status,
        "dateModified": stamp.built_at.date().isoformat(),
        "creator": [{"@type": "Organization", "name": one} for one in dict.fromkeys(one.producer for one in named)],
        "publisher": us,
        "spatialCoverage": {
            "@type": "Country",
            "name": word("catalogue_country", language),
            "identifier": COUNTRY_CODE,
        },
        "citation": citation(stamp, language, site.url),
        "includedInDataCatalog": {"@type": "DataCatalog", "name": word("title", language), "url": f"{site.url}/"},
        **{key: value for key, value in known.items() if value},
    }


def _released(choices: Choices) -> str:
    """Return the day on which this version was released; "" for a draft."""
    stamp = choices.stamp
    name = (stamp.edition, stamp.version)
    found = (one.released for one in choices.editions.versions if (one.edition, one.version) == name)
    return next((day.isoformat() for day in found), "")
