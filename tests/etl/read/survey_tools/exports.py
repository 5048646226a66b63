"""Small exports of five survey tools, made for these tests after the tools' own descriptions and public files."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, replace

import xlsxwriter

from etl.config.catalogue.catalogue import Catalogue, Group, GroupDimension, Scale
from etl.config.toml import Text
from tests.etl.read.helpers import SAME, catalogue

Rows = list[list[str]]

LABELS = {
    1: Text(fi="kyllä", sv="ja", en="yes"),
    2: Text(fi="ei", sv="nej", en="no"),
    8: Text(fi="en osaa sanoa", sv="kan inte säga", en="cannot say"),
}
SEXES = (
    Group(code="female", name=Text(fi="Naiset", sv="Kvinnor", en="Women"), also=("nainen", "kvinna", "woman")),
    Group(code="male", name=Text(fi="Miehet", sv="Män", en="Men"), also=("mies", "man")),
)

DESIGN = """
[design]
respondent = "{respondent}"
weight = "weight"
area = "region"
level = "maakunta"
geo_year = 2026
[groups]
sex = "sex"
[table]
tool = "{tool}"
{table}
[table.columns]
{columns}
{rest}
"""


@dataclass(frozen=True)
class Export:
    """What a tool writes, and the card that goes with it."""

    rows: Rows
    card: str
    unused: str = ""  # of the card
    separator: str = ","


def words() -> Catalogue:
    """Questions q1 and q2 on a scale with words, and a group dimension with names."""
    dims = (GroupDimension(dim="sex", name=SAME, groups=SEXES), *catalogue().groups)
    return replace(catalogue(), scales={"yesno": Scale(LABELS, (8,))}, groups=dims)


def card(tool: str, respondent: str, columns: str, table: str = "", rest: str = "") -> str:
    return DESIGN.format(tool=tool, respondent=respondent, columns=columns, table=table, rest=rest)


QUALTRICS = Export(
    [
        [
            *("StartDate", "EndDate", "Status", "IPAddress", "Progress", "Duration (in seconds)", "Finished"),
            *("RecordedDate", "ResponseId", "RecipientLastName", "RecipientEmail", "LocationLatitude"),
            *("DistributionChannel", "UserLanguage", "Q1", "Q2", "Q3_1", "Q3_2", "Q4", "Q5", "Q6"),
        ],
        [
            *("Start Date", "End Date", "Response Type", "IP Address", "Progress", "Duration (in seconds)", "Finished"),
            *("Recorded Date", "Response ID", "Recipient Last Name", "Recipient Email", "Location Latitude"),
            *("Distribution Channel", "User Language", "Do you trust&nbsp;<b>people</b>?", "Your region"),
            *("Who has helped? - Neighbours", "Who has helped? - Nobody", "Sex", "Weight", "Anything\nelse?"),
        ],
        [
            *('{"ImportId":"startDate","timeZone":"Europe/Helsinki"}', '{"ImportId":"endDate"}'),
            *('{"ImportId":"status"}', '{"ImportId":"ipAddress"}', '{"ImportId":"progress"}'),
            *('{"ImportId":"duration"}', '{"ImportId":"finished"}', '{"ImportId":"recordedDate"}'),
            *('{"ImportId":"_recordId"}', '{"ImportId":"recipientLastName"}', '{"ImportId":"recipientEmail"}'),
            *('{"ImportId":"locationLatitude"}', '{"ImportId":"distributionChannel"}', '{"ImportId":"userLanguage"}'),
            *('{"ImportId":"QID11"}', '{"ImportId":"QID2"}', '{"ImportId":"QID3","choiceId":"1"}'),
            *('{"ImportId":"QID3","choiceId":"2"}', '{"ImportId":"QID4"}', '{"ImportId":"QID5"}'),
            '{"ImportId":"QID6_TEXT"}',
        ],
        *(
            [
                *("2026-02-02 10:00:00", "2026-02-02 10:05:00", status, "192.0.2.7", progress, "300", finished),
                *("2026-02-02 10:05:01", respondent, "Doe", "doe@example.org", "60.17", "email", "EN", *answers),
            ]
            for status, progress, finished, respondent, answers in (
                ("Survey Preview", "100", "True", "R_0", ("No", "Uusimaa", "", "", "Woman", "1", "a test")),
                ("IP Address", "100", "True", "R_1", ("Yes", "Uusimaa", "Neighbours", "", "Woman", "1.5", "")),
                ("IP Address", "100", "True", "R_2", ("No", "Varsinais-Suomi", "", "Nobody", "Man", "2", "no\nmore")),
                ("IP Address", "40", "False", "R_3", ("Yes", "Uusimaa", "", "", "", "1", "")),
                ("Spam", "100", "True", "R_4", ("Yes", "Uusimaa", "", "", "Man", "1", "")),
                ("IP Address", "100", "True", "R_5", ("Cannot say", "Ahvenanmaa", "", "", "Man", "0.5", "")),
            )
        ),
    ],
    card(
        "qualtrics",
        "ResponseId",
        'q1 = "Do you trust people?"\nregion = "QID2"\nsex = "Q4"\nweight = "Weight"',
        'unfinished = "left_out"',
        '[choices.q2]\ncolumn = "Q3_1"\nothers = ["Q3_2"]\noption = "Neighbours"\nchosen = 1\nnot_chosen = 2\n'
        'empty = "not_asked"',
    ),
    unused='unused = ["Q6"]',
)

LIMESURVEY = Export(
    [
        [
            *("id", "submitdate", "lastpage", "startlanguage", "seed", "token", "startdate", "ipaddr"),
            *("luottamus", "alue. Missä <i>maakunnassa</i> asut?", "sukup", "paino", "apu[SQ001]", "apu[SQ002]"),
            *("apu[other]", "interviewtime", "groupTime12", "luottamusTime"),
        ],
        *(
            [respondent, sent, "3", "fi", "77", "tok", "2026-02-02 10:00:00", "192.0.2.7", *answers, "9.1", "5", "4"]
            for respondent, sent, answers in (
                ("1", "2026-02-02 10:04:00", ("A1", "Uusimaa", "nainen", "1.5", "Y", "", "")),
                ("2", "1980-01-01 00:00:00", ("A2", "Varsinais-Suomi", "mies", "2", "", "", "siskoni")),
                ("3", "", ("A1", "Uusimaa", "mies", "1", "", "", "")),
                ("4", "2026-02-02 11:00:00", ("-oth-", "Ahvenanmaa", "mies", "0.5", "", "", "")),
            )
        ),
    ],
    card(
        "limesurvey",
        "id",
        'q1 = "luottamus"\nregion = "alue"\nsex = "sukup"\nweight = "paino"',
        'unfinished = "left_out"',
        '[answer_codes.q1]\nA1 = 1\nA2 = 2\n"-oth-" = 8\n'
        '[choices.q2]\ncolumn = "apu[SQ001]"\nothers = ["apu[SQ002]", "apu[other]"]\nchosen = 1\nnot_chosen = 2\n'
        'empty = "not_asked"',
    ),
    separator=";",
)

WEBROPOL = Export(
    [
        [
            *("Vastaajatunnus", "Vastausaika", "Vastauskieli", "Sähköposti", "1. Luotatko ihmisiin?"),
            *(
                "2. Kuka on auttanut?:Naapurit",
                "2. Kuka on auttanut?:Ei kukaan",
                "3. Maakunta",
                "4. Sukupuoli",
                "Paino",
            ),
        ],
        ["1", "2.2.2026 10.04", "Suomi", "x@example.org", "Kyllä", "1", "0", "Uusimaa", "Nainen", "1,5"],
        ["2", "2.2.2026 10.09", "Suomi", "y@example.org", "Ei", "0", "1", "Varsinais-Suomi", "Mies", "2"],
        ["3", "2.2.2026 11.00", "Suomi", "", "En osaa sanoa", "", "", "Ahvenanmaa", "Mies", "0,5"],
    ],
    card(
        "webropol",
        "Vastaajatunnus",
        'q1 = "Luotatko ihmisiin?"\nregion = "Maakunta"\nsex = "Sukupuoli"\nweight = "Paino"',
        'decimal = ","',
        '[choices.q2]\ncolumn = "2. Kuka on auttanut?:Naapurit"\nothers = ["2. Kuka on auttanut?:Ei kukaan"]\n'
        'chosen = 1\nnot_chosen = 2\nempty = "not_asked"',
    ),
    separator=";",
)

SURVEYMONKEY = Export(
    [
        [
            *("Respondent ID", "Collector ID", "Start Date", "End Date", "IP Address", "Email Address", "First Name"),
            *("Last Name", "Custom Data 1", "Do you trust people?", "Who has helped?", "", ""),
            *("In which region do you live?", "Are you&nbsp;…", "Weight"),
        ],
        [
            *([""] * 9),
            *("Response", "Neighbours", "Nobody", "Other (please specify)", "Response", "Response"),
            "Open-Ended Response",
        ],
        *(
            [respondent, "440", "02/02/2026 10:00:00", "02/02/2026 10:04:00", "192.0.2.7", "", "", "", "", *answers]
            for respondent, answers in (
                ("118", ("Yes", "Neighbours", "", "", "Uusimaa", "Woman", "1.5")),
                ("119", ("No", "", "", "my sister", "Varsinais-Suomi", "Man", "2")),
                ("120", ("Cannot say", "", "", "", "Ahvenanmaa", "Man", "0.5")),
            )
        ),
    ],
    card(
        "surveymonkey",
        "Respondent ID",
        'q1 = "Do you trust people?"\nregion = "In which region do you live?"\nsex = "Are you …"\nweight = "Weight"',
        "",
        '[choices.q2]\ncolumn = "Who has helped? | Neighbours"\noption = "Neighbours"\nchosen = 1\nnot_chosen = 2\n'
        'others = ["Who has helped? | Nobody", "Who has helped? | Other (please specify)"]\nempty = "not_asked"',
    ),
)

MICROSOFT_FORMS = Export(
    [
        [
            *("ID", "Start time", "Completion time", "Email", "Name", "Litar du på människor?"),
            *("Vem har hjälpt dig?", "Landskap", "Kön", "Vikt"),
        ],
        ["1", "2/2/26 10:00:00", "2/2/26 10:04:00", "anonymous", "", "Ja", "Grannar;Ingen;", "Nyland", "Kvinna", "1.5"],
        ["2", "2/2/26 10:00:00", "2/2/26 10:04:00", "anonymous", "", "Nej", "Ingen;", "Egentliga Finland", "Man", "2"],
        ["3", "2/2/26 10:00:00", "2/2/26 10:04:00", "anonymous", "", "Kan inte säga", "", "Åland", "Man", "0.5"],
    ],
    card(
        "microsoft_forms",
        "ID",
        'q1 = "Litar du på människor?"\nregion = "Landskap"\nsex = "Kön"\nweight = "Vikt"',
        "",
        '[choices.q2]\ncolumn = "Vem har hjälpt dig?"\nseparator = ";"\noption = "Grannar"\nchosen = 1\n'
        'not_chosen = 2\nempty = "not_asked"',
    ),
)

EXPORTS = {
    "qualtrics": QUALTRICS,
    "limesurvey": LIMESURVEY,
    "webropol": WEBROPOL,
    "surveymonkey": SURVEYMONKEY,
    "microsoft_forms": MICROSOFT_FORMS,
}


def as_csv(rows: Rows, separator: str = ",") -> bytes:
    made = io.StringIO(newline="")
    csv.writer(made, delimiter=separator).writerows(rows)
    return made.getvalue().encode("utf-8-sig")


def as_xlsx(rows: Rows) -> bytes:
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"strings_to_numbers": True}) as book:
        sheet = book.add_worksheet()
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, row)
    return made.getvalue()
