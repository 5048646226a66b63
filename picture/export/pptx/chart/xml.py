"""The XML of a chart part. python-pptx writes it too, but not an interval, a line of two points or a name at a point.

The order of elements is that of the schema (ISO/IEC 29500-1, 21.2); an office program refuses a file with another.
"""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup
from pptx.oxml.ns import nsdecls
from pptx.util import Pt

from contract.codes import Language
from picture.charts.palette import AXIS, GRID, INK, QUIET
from picture.export.languages import LANGUAGE_TAGS
from picture.export.pptx.chart.book import ChartBook, Number, plain, plot_head, plot_range
from picture.export.pptx.chart.scatter import Box, ChartAxis, Label, Marker, Pen, Scatter, Series
from picture.export.pptx.colours import solid

UNSAID_XML = Markup("")
CHART_SPACES = Markup(nsdecls("c", "a", "r"))  # noqa: S704 - constants of python-pptx
X_AXIS = "1"  # positive, as strict readers want
Y_AXIS = "2"
HAIRLINE = 9525  # EMU: three quarters of a point
NO_LABEL = Markup(
    '<c:showLegendKey val="0"/><c:showVal val="0"/><c:showCatName val="0"/><c:showSerName val="0"/>'
    '<c:showPercent val="0"/><c:showBubbleSize val="0"/>'
)
SHOWN = NO_LABEL.replace(
    '<c:showVal val="0"/>', Markup('<c:showVal val="1"/>')
)  # its own words take the number's place

PART_XML = Markup(
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><c:chartSpace {spaces}><c:date1904 val="0"/>'
    '<c:lang val="{tag}"/><c:roundedCorners val="0"/><c:chart><c:autoTitleDeleted val="1"/><c:plotArea>{layout}'
    '<c:scatterChart><c:scatterStyle val="lineMarker"/><c:varyColors val="0"/>{series}<c:axId val="{x}"/>'
    '<c:axId val="{y}"/></c:scatterChart>{axes}</c:plotArea><c:plotVisOnly val="1"/>'
    '<c:dispBlanksAs val="gap"/></c:chart>{text}</c:chartSpace>'
)
SERIES_XML = Markup(
    '<c:ser><c:idx val="{place}"/><c:order val="{place}"/><c:tx><c:strRef><c:f>{head}</c:f><c:strCache>'
    '<c:ptCount val="1"/><c:pt idx="0"><c:v>{name}</c:v></c:pt></c:strCache></c:strRef></c:tx>{line}{marker}{labels}'
    '<c:xVal>{x}</c:xVal><c:yVal>{y}</c:yVal><c:smooth val="0"/></c:ser>'
)
NUMBERS_XML = Markup(
    "<c:numRef><c:f>{cells}</c:f><c:numCache><c:formatCode>General</c:formatCode>"
    '<c:ptCount val="{count}"/>{points}</c:numCache></c:numRef>'
)
LABEL_XML = Markup(
    '<c:dLbl><c:idx val="{place}"/><c:tx><c:rich><a:bodyPr wrap="none" lIns="36576" tIns="0" rIns="36576" bIns="0" '
    'anchor="ctr"/><a:lstStyle/>{lines}</c:rich></c:tx><c:dLblPos val="{side}"/>{shown}</c:dLbl>'
)
AXIS_XML = Markup(
    '<c:valAx><c:axId val="{own}"/><c:scaling><c:orientation val="minMax"/><c:max val="{high}"/><c:min val="{low}"/>'
    '</c:scaling><c:delete val="{unseen}"/><c:axPos val="{side}"/>{grid}<c:numFmt formatCode="{pattern}" '
    'sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>'
    '<c:spPr><a:ln w="{hairline}">{pen}</a:ln></c:spPr>{text}<c:crossAx val="{other}"/><c:crosses val="min"/>'
    '<c:crossBetween val="midCat"/><c:majorUnit val="{step}"/></c:valAx>'
)


def scatter_xml(scatter: Scatter, book: ChartBook) -> bytes:
    """Write a chart part; its numbers are those of the workbook, which an office program shows until it is edited."""
    series = [_series(place, one, scatter, book) for place, one in enumerate(scatter.series)]
    x = _axis(scatter.x, scatter, (X_AXIS, Y_AXIS), "b")
    y = _axis(scatter.y, scatter, (Y_AXIS, X_AXIS), "l")
    return (
        PART_XML.format(
            spaces=CHART_SPACES,
            tag=LANGUAGE_TAGS[scatter.language],
            layout=_layout(scatter.plot),
            # PowerPoint draws them by c:order, LibreOffice the last of the file first
            series=Markup("").join(reversed(series)),
            x=X_AXIS,
            y=Y_AXIS,
            axes=x + y,
            text=_letters(scatter.size, scatter.language, INK),
        )
    ).encode("utf-8")


def _series(place: int, one: Series, scatter: Scatter, book: ChartBook) -> Markup:
    count = max(len(other.spots) for other in scatter.series)  # LibreOffice loses series that are shorter than another
    return SERIES_XML.format(
        place=place,
        head=plot_head(2 * place + 1),
        name=plain(one.name),
        line=_line(one.pen),
        marker=_marker(one.marker),
        labels=_labels(one, scatter.language),
        x=_numbers(2 * place, count, [spot.x for spot in one.spots], book),
        y=_numbers(2 * place + 1, count, [spot.y for spot in one.spots], book),
    )


def _numbers(column: int, count: int, numbers: Sequence[Number], book: ChartBook) -> Markup:
    values = [book.number(one) for one in numbers]
    point = Markup('<c:pt idx="{}"><c:v>{}</c:v></c:pt>')
    points = Markup("").join(point.format(i, repr(value)) for i, value in enumerate(values) if value is not None)
    return NUMBERS_XML.format(cells=plot_range(column, count), count=count, points=points)


def _line(pen: Pen | None) -> Markup:
    if pen is None:
        return Markup('<c:spPr><a:ln w="{}"><a:noFill/></a:ln></c:spPr>').format(HAIRLINE)
    line = Markup('<c:spPr><a:ln w="{}" cap="{}">{}<a:prstDash val="{}"/><a:round/></a:ln></c:spPr>')
    return line.format(Pt(pen.width), "flat" if pen.dash != "solid" else "rnd", solid(pen.colour), pen.dash)


def _marker(marker: Marker | None) -> Markup:
    if marker is None:
        return Markup('<c:marker><c:symbol val="none"/></c:marker>')
    drawn = Markup(
        '<c:marker><c:symbol val="{}"/><c:size val="{}"/><c:spPr>{}<a:ln w="{}">{}</a:ln></c:spPr></c:marker>'
    )
    return drawn.format(marker.symbol, marker.size, solid(marker.fill), Pt(1.5), solid(marker.edge))


def _labels(one: Series, language: Language) -> Markup:
    held = [(i, spot.label) for i, spot in enumerate(one.spots) if spot.label is not None]
    if not held:
        return UNSAID_XML
    written = Markup("").join(_label(place, label, language) for place, label in held)
    return Markup("<c:dLbls>{}<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>{}</c:dLbls>").format(
        written, NO_LABEL
    )


def _label(place: int, label: Label, language: Language) -> Markup:
    size = UNSAID_XML if label.size is None else Markup(' sz="{}"').format(round(label.size * 100))
    look = Markup('<a:rPr lang="{}"{} b="{}">{}</a:rPr>').format(
        LANGUAGE_TAGS[language], size, int(label.bold), solid(label.colour)
    )
    line = Markup("<a:p><a:pPr><a:defRPr/></a:pPr><a:r>{}<a:t>{}</a:t></a:r></a:p>")
    return LABEL_XML.format(
        place=place,
        lines=Markup("").join(line.format(look, text) for text in label.text.split("\n")),
        side=label.side,
        shown=SHOWN,
    )


def _axis(axis: ChartAxis, scatter: Scatter, ids: tuple[str, str], side: str) -> Markup:
    own, other = ids
    seen = bool(axis.pattern)
    grid = Markup('<c:majorGridlines><c:spPr><a:ln w="{}">{}</a:ln></c:spPr></c:majorGridlines>')
    return AXIS_XML.format(
        own=own,
        other=other,
        low=axis.ends.low,
        high=axis.ends.high,
        step=axis.ends.step,
        unseen=int(not seen),
        side=side,
        grid=grid.format(HAIRLINE, solid(GRID)) if axis.gridlines else UNSAID_XML,
        pattern=axis.pattern or "General",
        hairline=HAIRLINE,
        pen=solid(AXIS) if side == "b" and not axis.gridlines else Markup("<a:noFill/>"),
        text=_letters(scatter.size, scatter.language, QUIET),
    )


def _layout(box: Box) -> Markup:
    """Fix the plotting area instead of leaving it to each office program."""
    layout = Markup(
        '<c:layout><c:manualLayout><c:layoutTarget val="inner"/><c:xMode val="edge"/><c:yMode val="edge"/>'
        '<c:x val="{:.4f}"/><c:y val="{:.4f}"/><c:w val="{:.4f}"/><c:h val="{:.4f}"/></c:manualLayout></c:layout>'
    )
    return layout.format(box.left, box.top, box.width, box.height)


def _letters(size: float, language: Language, colour: str) -> Markup:
    letters = Markup(
        '<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="{}" b="0">{}</a:defRPr></a:pPr>'
        '<a:endParaRPr lang="{}"/></a:p></c:txPr>'
    )
    return letters.format(round(size * 100), solid(colour), LANGUAGE_TAGS[language])
