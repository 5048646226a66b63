"""A table in groups: each name once, the same columns, everything escaped."""

from lxml import html

from picture.html.tables.grouped_table import grouped_table


def test_a_group_is_named_once_over_its_rows():
    table = html.fromstring(grouped_table("Shares", ["Group", "Share"], [("Sex", [["Women", "51%"], ["Men", "49%"]])]))
    assert table.findtext(".//caption") == "Shares"
    (group,) = table.iterfind(".//th[@scope='rowgroup']")
    assert (group.text, group.get("colspan")) == ("Sex", "2")
    assert [cell.text for cell in table.iterfind(".//td")] == ["51%", "49%"]


def test_names_and_cells_are_escaped():
    told = grouped_table("<a>", ["<b>"], [("<c>", [["<d>", "<e>"]])])
    assert [letter for letter in "abcde" if f"<{letter}>" in told] == []
