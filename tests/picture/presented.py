"""What a dataset is told and drawn as, by the rules of its own kind of view: as pages and files do it."""

from picture.export import stamp
from picture.export.image import draw
from picture.export.image.sheet import ImageShape
from picture.export.item import ExportItem
from picture.text import captions
from picture.text.source_lines import marks_of
from picture.text.source_lines import source_line as line
from picture.views import VIEW_KINDS, view_item


def rules(dataset):
    return VIEW_KINDS[dataset.kind].captions


def item(dataset, link="") -> ExportItem:
    return view_item(VIEW_KINDS[dataset.kind], dataset, link)


def headline(dataset):
    return rules(dataset).headline(dataset)


def subtitle(dataset):
    return rules(dataset).subtitle(dataset)


def alt_text(dataset, *drawn):
    return rules(dataset).alt_text(dataset, *drawn)


def source_line(dataset):
    return line(dataset, rules(dataset).respondents(dataset))


def marks(dataset):
    return marks_of(rules(dataset).marked(dataset), dataset.view.language)


def captions_of(dataset, link=""):
    return captions.captions_of(dataset, rules(dataset), link)


def svg(dataset, link="", shape=ImageShape.WIDE):
    return draw.svg(item(dataset, link), shape)


def png(dataset, link="", shape=ImageShape.WIDE):
    return draw.png(item(dataset, link), shape)


def file_name(dataset, extension):
    return stamp.file_name(dataset, VIEW_KINDS[dataset.kind].export, extension)
