"""Webropol: full texts as headers, often with the number of the question; a choice as text or as its number."""

import re

from etl.read.survey_tools.known.tool import Tool, names

WEBROPOL = Tool(
    name="webropol",
    title="Webropol",
    signs=names(
        *("Vastaajan ID", "Vastaajatunnus", "Vastausaika", "Vastauskieli", "Vastaajaryhmä"),
        *("Svarande-ID", "Svarstid", "Svarsspråk", "Submitted time", "Answer language", "Response language"),
    ),
    own=names(
        *("Respondent ID", "Respondent", "Submitted", "Submitted time", "Started", "Answer language"),
        *("Response language", "Language", "Vastaajan ID", "Vastaajatunnus", "Vastaaja", "Vastausaika"),
        *("Lähetetty", "Aloitettu", "Vastauskieli", "Kieli", "Vastaajaryhmä"),
        *("Respondent-ID", "Svarande-ID", "Svarande", "Svarstid", "Inskickat", "Påbörjad", "Svarsspråk", "Språk"),
    ),
    personal=names(
        *("Email", "E-mail", "Name", "First name", "Last name", "User name", "IP address", "Phone"),
        *("Sähköposti", "Nimi", "Etunimi", "Sukunimi", "Käyttäjänimi", "IP-osoite", "Matkapuhelin", "Puhelin"),
        *("E-post", "Namn", "Förnamn", "Efternamn", "Användarnamn", "IP-adress", "Mobiltelefon", "Telefon"),
    ),
    id_columns=names("Respondent ID", "Vastaajan ID", "Vastaajatunnus", "Respondent-ID", "Svarande-ID"),
    in_front=re.compile(r"(?P<code>\d+)[.)]\s+(?P<text>.+)", re.DOTALL),
)
