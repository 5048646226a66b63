"""tools/make_template.py: the committed template is what the tool makes."""

from zipfile import ZipFile

from picture.export.pptx.layout import PATH
from tools.make_template import write_template


def parts(path):
    with ZipFile(path) as whole:
        return {name: whole.read(name) for name in whole.namelist() if not name.startswith("docProps/")}


def test_the_committed_template_is_what_the_tool_makes(tmp_path):
    write_template(tmp_path / "template.pptx")
    made, committed = parts(tmp_path / "template.pptx"), parts(PATH)
    assert sorted(made) == sorted(committed)
    assert [name for name in made if made[name] != committed[name]] == []
