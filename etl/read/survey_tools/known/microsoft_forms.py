"""Microsoft Forms: full texts as headers, several choices in one cell with a semicolon behind each."""

import re

from etl.read.survey_tools.known.tool import Tool, names

MICROSOFT_FORMS = Tool(
    name="microsoft_forms",
    title="Microsoft Forms",
    signs=names(
        *("Start time", "Completion time", "Aloitusaika", "Valmistumisaika", "Päättymisaika"),
        *("Starttid", "Slutförandetid", "Sluttid"),
    ),
    own=names(
        *("ID", "Start time", "Completion time", "Last modified time", "Language", "Total points", "Quiz feedback"),
        *("Grade posted time", "Tunnus", "Aloitusaika", "Valmistumisaika", "Päättymisaika", "Viimeksi muokattu"),
        *("Viimeisin muokkausaika", "Kieli", "Starttid", "Slutförandetid", "Sluttid", "Senast ändrad", "Språk"),
        *("Tid för senaste ändring", "Pisteet yhteensä", "Totalt antal poäng"),
    ),
    personal=names("Email", "Name", "Sähköposti", "Nimi", "E-post", "Namn"),
    id_columns=names("ID", "Tunnus"),
    about=(re.compile(r"(?:points|feedback|pisteet|palaute|poäng) - (.+)"),),
)
