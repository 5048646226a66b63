"""What a deck says and draws, slide by slide, so that two decks can be held against each other."""

from io import BytesIO

from pptx import Presentation
from pptx.oxml.ns import qn

from contract.codes import Language
from picture.export.pptx.about.record import PREFIX, alt_text, read_tags, shape_text
from picture.export.pptx.deck import make_deck
from picture.recheck.tables import read_sheets
from picture.refresh.refresh import refresh_deck
from tests.picture.recheck.kept import taken

NEXT_EDITION = (  # everything of 2026 is known for 2027 too, one percentage point higher
    "UPDATE build SET edition = '2027'",
    """INSERT INTO estimate SELECT * REPLACE ('2027' AS period, value + 1 AS value, ci_low + 1 AS ci_low,
        ci_high + 1 AS ci_high) FROM estimate WHERE period = '2026'""",
    """INSERT INTO comparison SELECT * REPLACE ('2027' AS period,
        CASE WHEN reference = '2025' THEN '2026' ELSE reference END AS reference)
        FROM comparison WHERE period = '2026'""",
)


def opened(content):
    return Presentation(BytesIO(content))


def saved(deck):
    file = BytesIO()
    deck.save(file)
    return file.getvalue()


def deck_of(folder, build="one", language=Language.SV, **asked):
    return make_deck(taken(folder, build, language=language, **asked))


def refreshed(content, folder, language=Language.EN):
    return refresh_deck(content, folder, language)


def lines(content, folder, language=Language.EN):
    return list(refreshed(content, folder, language).lines)


def chart_parts(slide):
    return [shape.chart.part for shape in slide.shapes if shape.has_chart]


def points_of(numbers):
    return [(point.get("idx"), float(point[0].text)) for point in numbers.iter(qn("c:pt"))]


def series_of(part):
    """Names and numbers of the series of a chart, whatever their order."""
    return sorted(
        (
            "".join(one.text or "" for one in series.find(qn("c:tx")).iter(qn("c:v"))),
            *(points_of(series.find(qn(axis))) for axis in ("c:xVal", "c:yVal")),
            [one.text for one in series.iter(qn("a:t"))],
        )
        for series in part._element.iter(qn("c:ser"))
    )


def axes_of(part):
    return [one.get("val") for one in part._element.iter(qn("c:max"), qn("c:min"), qn("c:majorUnit"))]


def fills_of(group):
    """Fills of the areas of a map by name."""
    return {
        shape.find(f"{qn('p:nvSpPr')}/{qn('p:cNvPr')}").get("name"): [
            one.get("val") for one in shape.find(qn("p:spPr")).iter(qn("a:srgbClr"), qn("a:schemeClr"))
        ]
        for shape in group.iter(qn("p:sp"))
        if shape.find(f"{qn('p:spPr')}/{qn('a:custGeom')}") is not None
    }


def slide_told(slide):
    """All that a slide says and draws, but for the numbers of its shapes."""
    told = {}
    for place, shape in enumerate(slide.shapes):
        told[place, "words"] = shape_text(shape.element)
        told[place, "alt"] = alt_text(shape)
        if shape.has_chart:
            part = shape.chart.part
            told[place, "chart"] = (series_of(part), axes_of(part), read_sheets(part.chart_workbook.xlsx_part.blob))
        told[place, "fills"] = fills_of(shape.element)
    if slide.has_notes_slide:
        told["notes"] = slide.notes_slide.notes_text_frame.text
    told["tags"] = {k: v for k, v in read_tags(slide).items() if k.startswith(PREFIX)}
    return told


def told(content):
    return [slide_told(slide) for slide in opened(content).slides]
