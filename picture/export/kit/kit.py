"""The kit as one zip: documents and template of each language, and what all languages share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from contract.codes import Language
from picture.export.archive import archive
from picture.export.kit.card import survey_card, template_card
from picture.export.kit.codebook import kit_codebook
from picture.export.kit.form import printed_form, web_form
from picture.export.kit.limesurvey import limesurvey_file
from picture.export.kit.paper import paper, place_name
from picture.export.kit.template import answers_template
from picture.export.report.document.content import Document
from picture.export.report.document.pdf import pdf_file
from picture.export.report.document.word_file import word_file
from picture.export.track import Track
from picture.query.collect.kit import KitContent
from picture.text.kit.documents import KitText
from picture.text.words import word

_LINE_END = "\r\n"
DOCUMENT_FORMS: dict[str, Callable[[Document], bytes]] = {"docx": word_file, "pdf": pdf_file}
TEMPLATE_FILE = "answers.xlsx"
SURVEY_FILE = "limesurvey.lss"
SURVEY_EXPORT = "answers.csv"  # as the survey tool's export is to be called


@dataclass(frozen=True, slots=True)
class KitFile:
    """A file of the kit: its name, the key of the words that say what it is, and what makes it."""

    name: str
    told: str
    make: Callable[[], bytes]


def kit_name(content: KitContent) -> str:
    """Name the kit after its place and languages, without an extension."""
    return "_".join(["lagesbild_kit", *filter(None, [content.key]), *content.languages])


def collection_kit(content: KitContent, track: Track = iter) -> bytes:
    """Write the zip, its contents first. track: counts the files."""
    planned = [*kit_files(content)]
    made = {one.name: one.make() for one in track(planned)}
    contents = {f"README_{language}.txt": _contents(planned, content, language) for language in content.languages}
    return archive({**contents, **made}, content.stamp.built_at)


def kit_files(content: KitContent) -> Iterator[KitFile]:
    """Yield the files of the kit in the order in which they are needed."""
    for language in content.languages:
        yield from _of_language(content, language)
    yield KitFile(f"survey/{SURVEY_FILE}", "kit_told_survey", partial(limesurvey_file, content))
    yield KitFile("survey/card.toml", "kit_told_card", partial(survey_card, content, SURVEY_EXPORT))
    yield KitFile("card.toml", "kit_told_card", partial(template_card, content, TEMPLATE_FILE))


def _of_language(content: KitContent, language: Language) -> Iterator[KitFile]:
    for number, (told, document) in enumerate(_documents(content, language).items(), 1):
        for form, write in DOCUMENT_FORMS.items():
            name = f"{language}/{number:02}_{told}.{form}"
            yield KitFile(name, f"kit_told_{told}", partial(_written, document, write))
    yield KitFile(f"{language}/{TEMPLATE_FILE}", "kit_told_template", partial(answers_template, content, language))
    yield KitFile(f"{language}/codebook.csv", "kit_told_codebook", partial(kit_codebook, content, language))


def _documents(content: KitContent, language: Language) -> dict[str, Callable[[], Document]]:
    texts = {which.value: partial(paper, which, content, language) for which in KitText}
    forms: dict[str, Callable[[], Document]] = {
        "form": partial(printed_form, content, language),
        "form_easy": partial(printed_form, content, language, easy=True),
        "form_web": partial(web_form, content, language),
    }
    return {**texts, **forms}


def _written(document: Callable[[], Document], write: Callable[[Document], bytes]) -> bytes:
    return write(document())


def _contents(planned: list[KitFile], content: KitContent, language: Language) -> bytes:
    """Write what each file is, in one language; a document stands once, in its forms."""
    head = word("kit_contents", language, place=place_name(content, language))
    foot = word("kit_foot", language, edition=word("edition", language, edition=content.stamp.edition).lower())
    lines = [head, foot, ""]
    ours = [one for one in planned if "/" not in one.name or one.name.startswith((f"{language}/", "survey/"))]
    for one in ours:
        lines += [one.name, f"    {word(one.told, language)}"]
    return _LINE_END.join([*lines, ""]).encode("utf-8-sig")
