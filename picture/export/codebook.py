"""What is told about the numbers beside them: edition, indicators, sources, marks, address."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from urllib.parse import urljoin

from contract.codes import Against, Language
from contract.status import ConfStatus, ObsStatus
from picture.export.item import ExportItem
from picture.export.stamp import stamp, warnings
from picture.html.links import figure_address
from picture.query.local.place import LocalCollection
from picture.query.model import Dataset, Indicator, Source
from picture.text.editions.citation import citation
from picture.text.labels import licence
from picture.text.marks import CONF_MARKS, OBS_MARKS, mark_word
from picture.text.source_lines import covariates_text, fieldwork_facts, marked_source
from picture.text.words import period, unit, word

Fact = tuple[str, str]  # term, text


def codebook_blocks(items: Sequence[ExportItem]) -> list[list[Fact]]:
    """List in blocks: the edition and how to cite it, each indicator, each source, the address of each picture."""
    datasets = [item.dataset for item in items]
    language = datasets[0].view.language
    told = chain.from_iterable(dataset.indicators for dataset in datasets if dataset.rows)
    asked = chain.from_iterable(one.asked for one in collections_of(items))
    indicators = {one.id: one for one in (*told, *asked)}
    sources = {one.id: one for one in chain.from_iterable(dataset.sources for dataset in datasets)}
    return [
        list(_edition(items[0])),
        *(list(_indicator(one, language)) for one in indicators.values()),
        *(list(_source(one, language)) for one in sources.values()),
        list(_methods(datasets, language)),
        list(_addresses([item.captions.link for item in items if item.captions.link], language)),
    ]


def collections_of(items: Sequence[ExportItem]) -> list[LocalCollection]:
    """List the places' own surveys that leave with pictures."""
    places = chain.from_iterable(item.places for item in items)
    return list(chain.from_iterable(place.collections for place in places))


def status_codes(language: Language) -> list[tuple[str, str, str]]:
    """List every code of both statuses: its column, the code, what it means."""
    obs = [(code.value, mark_word(mark, language)) for code, mark in OBS_MARKS.items()]
    conf = [(code.value, mark_word(mark, language)) for code, mark in CONF_MARKS.items()]
    return [
        ("obs_status", ObsStatus.NORMAL.value, word("export_obs_normal", language)),
        *(("obs_status", code, meaning) for code, meaning in obs),
        ("conf_status", ConfStatus.FREE.value, word("export_conf_free", language)),
        *(("conf_status", code, meaning) for code, meaning in conf),
    ]


def _addresses(links: Sequence[str], language: Language) -> Iterator[Fact]:
    """Yield the address of each picture, and the permanent one of a figure: its key stands in the tables."""
    yield from ((word("export_address", language), one) for one in links)
    if links:
        yield word("export_figure_address", language), urljoin(links[0], figure_address("KEY", language))


def _edition(item: ExportItem) -> Iterator[Fact]:
    dataset = item.dataset
    language = dataset.view.language
    yield word("export_made", language), " · ".join([*warnings(dataset), stamp(dataset)])
    yield word("methods_cite", language), citation(dataset.stamp, language)


def _indicator(one: Indicator, language: Language) -> Iterator[Fact]:
    yield word("column_indicator", language), f"{one.name} ({one.id})"
    yield word("column_domain", language), word(f"domain_{one.domain}", language)
    if one.question:
        yield word("question_asked", language), one.question
    yield word("what_counts", language), one.counts
    yield word("export_population", language), one.population
    if unit(one, language):
        yield word("export_unit", language), unit(one, language)
    yield word("why_matters", language), one.why
    yield word("what_limits", language), one.limits
    yield word("source", language), marked_source(one.source, language)


def _methods(datasets: Sequence[Dataset], language: Language) -> Iterator[Fact]:
    """Explain what stands in the tables beside plain figures and comparisons."""
    rows = list(chain.from_iterable((*dataset.rows, *dataset.reference, *dataset.second) for dataset in datasets))
    if any(row.against(Against.GROUP_STANDARDISED) for row in rows):
        yield word("standardised_title", language), word("standardised_explained", language)
    if any(row.effective_n for row in rows):
        yield word("column_effective_n", language), word("effective_n_explained", language)
    for dataset in (one for one in datasets if one.modelled):
        told = word("small_area_explained", language, covariates=covariates_text(dataset.modelled, dataset))
        yield word("small_area_title", language), f"{told} {word('small_area_left_out', language)}"


def _source(one: Source, language: Language) -> Iterator[Fact]:
    yield word("source", language), f"{one.title} ({one.id})"
    yield word("producer", language), one.producer
    if one.quoted_by:
        yield word("export_quoted_by", language), one.quoted_by
    yield word("method", language), one.method
    if one.synthetic:
        yield word("export_synthetic_column", language), word("synthetic_source", language)
    for wave in one.fieldwork:
        yield word("fieldwork_of", language, period=period(wave.period)), " ".join(fieldwork_facts(wave, language))
    yield word("licence", language), licence(one, language)
    if one.url:
        yield word("export_address", language), one.url
