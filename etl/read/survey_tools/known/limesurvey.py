"""LimeSurvey: headers as codes, texts or both; a row without a date of submission was never sent."""

import re

from etl.read.survey_tools.known.tool import Marks, Tool, names

SUBMITTED = ("submitdate", "Date submitted", "Lähetyspäivä", "Lähetetty", "Datum inskickat", "Inskickat datum")

LIMESURVEY = Tool(
    name="limesurvey",
    title="LimeSurvey",
    signs=names(
        *("submitdate", "lastpage", "startlanguage", "seed", "datestamp"),
        *("Date submitted", "Last page", "Start language", "Date last action"),
    ),
    own=names(
        *("id", "lastpage", "startlanguage", "seed", "startdate", "datestamp", "refurl", "interviewtime"),
        *("Response ID", "Last page", "Start language", "Seed", "Date started", "Date last action", "Referrer URL"),
        *("Vastauksen tunnus", "Vastaustunnus", "Viimeinen sivu", "Aloituskieli", "Aloituspäivä"),
        *("Svars-ID", "Sista sidan", "Startspråk", "Startdatum", "Total time", *SUBMITTED),
    ),
    personal=names(
        *("token", "ipaddr", "firstname", "lastname", "email", "IP address", "IP-osoite", "IP-adress"),
        *("Access code", "Participant's name", "Email address", "First name", "Last name"),
    ),
    id_columns=names("id", "Response ID"),
    in_front=re.compile(r"(?P<code>[A-Za-z]\w*(?:\[[^\]]*\])*)\s*[.:]\s+(?P<text>.+)", re.DOTALL),
    about=(
        re.compile(r"(.+)time"),
        re.compile(r"question time: (.+)"),
        re.compile(r"grouptime\d+|group time: .+"),
    ),
    finished=Marks(columns=names(*SUBMITTED), no=names("")),
)
