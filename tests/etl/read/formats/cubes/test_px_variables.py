"""Variables of PX files: codes, labels, and what TIMEVAL says of periods."""

import pytest

from etl.read.formats.cubes.px_statements import statements_of
from etl.read.formats.cubes.px_variables import variables_of


@pytest.mark.parametrize(
    ("written", "codes"),
    [
        ('VALUES("v")="2024","2025*";', ["2024", "2025*"]),
        ('VALUES("v")="2024","2025*";TIMEVAL("v")=TLIST(A1),"2024","2025";', ["2024", "2025*"]),
        ('VALUES("v")="2024","2025*";CODES("v")="24","25";TIMEVAL("v")=TLIST(A1),"2024","2025";', ["24", "25"]),
        ('TIMEVAL("v")=TLIST(A1),"2024","2025";', ["2024", "2025"]),
        ('TIMEVAL("v")=TLIST(A1),"2022"-"2024";', ["2022", "2023", "2024"]),
        ('TIMEVAL("v")=TLIST(A1,"2022"-"2024");', ["2022", "2023", "2024"]),
        ('TIMEVAL("v")=TLIST(M1),"202401","202412";', ["2024M01", "2024M12"]),
        ('VALUES("v")="Q1 2024","Q2 2024*";TIMEVAL("v")=TLIST(Q1),"20241","20242";', ["2024Q1", "2024Q2*"]),
        ('VALUES("v")="January","July";TIMEVAL("v")=TLIST(M1),"202401";', ["January", "July"]),  # they do not fit
        ('VALUES("v")="a","b";CODES("v")="1",\n"2";', ["1", "2"]),
    ],
)
def test_codes_are_those_of_the_file_or_periods(written: str, codes: list[str]) -> None:
    (found,) = variables_of(statements_of(f'STUB="v";{written}'), "STUB")
    assert found.codes == codes


def test_an_empty_stub_has_no_variables() -> None:
    statements = statements_of('STUB="";HEADING="v";VALUES("v")="a";')
    assert variables_of(statements, "STUB") == []
    assert [one.name for one in variables_of(statements, "HEADING")] == ["v"]


def test_a_main_language_in_brackets_is_read_and_others_are_not() -> None:
    text = 'LANGUAGE="fi";LANGUAGES="fi","sv-FI";STUB[fi]="alue";STUB[sv-FI]="område";VALUES[fi]("alue")="Uusimaa";'
    (found,) = variables_of(statements_of(text), "STUB")
    assert (found.name, found.codes) == ("alue", ["Uusimaa"])
