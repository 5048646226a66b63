"""Words of offices about their signs, as they stand in real files."""

import pytest

from etl.read.signs.wordings import meaning

KNOWN = [
    *(("Missing", "O"), ("Not applicable", "M"), ("Data is subject to secrecy", "C"), ("Not available", "O")),
    *(("Not asked", "M"), ("Magnitude nil", "0")),
    *(("Tieto on puuttuva", "O"), ("Tieto on epälooginen esitettäväksi", "M"), ("Tietoa ei ole saatu", "O")),
    *(("Tieto on salassapitosäännön alainen", "C"), ("Tietoa ei ole kysytty", "M"), ("Ei yhtään", "0")),
    *(("Uppgift saknas", "O"), ("Uppgift kan inte förekomma", "M"), ("Uppgift är sekretessbelagd", "C")),
    *(("Uppgift inte tillgänglig", "O"), ("Uppgift inte efterfrågad", "M"), ("Värdet noll", "0")),
    *(("Ni podatka", "O"), ("Manjka", "O"), ("Data not available", "O"), ("No information available", "O")),
    *(("Oplysninger foreligger ikke", "O"), ("Tall kan ikke forekomme", "M"), ("Oppgave mangler", "O")),
    *(("Vises ikke av konfidensialitetshensyn", "C"), ("mõiste pole rakendatav", "M"), ("nähtust ei esinenud", "0")),
    *(("Sin datos", "O"), ("No procede", "M"), ("Secreto estadístico", "C"), ("á ekki við", "M"), ("núll", "0")),
    *(("provisional", "P"), ("break in time series", "B"), ("low reliability", "U"), ("confidential", "C")),
    *(("definition differs, see metadata", "D"), ("estimated", "E"), ("Eurostat estimate", "E")),
    *(("break in time series, definition differs", "BD"), ("break in time series, low reliability", "BU")),
    *(("NOT  APPLICABLE.", "M"), ("ennakkotieto", "P"), ("Preliminär uppgift", "P"), ("0", "0"), ("noll", "0")),
]


@pytest.mark.parametrize(("words", "said"), KNOWN)
def test_words_that_offices_use_are_known(words: str, said: str) -> None:
    found = meaning(words)
    assert found is not None
    assert ("0" if found.zero else str(found.status).replace(" ", "")) == said


@pytest.mark.parametrize(
    "words",
    [
        *("", "null", "none", "revised", "forecast", "not significant", "see the note", "less than half of the unit"),
        *("nil or no data", "zero or missing", "nolla tai alle puoli yksikköä"),  # is it a zero?
        *("confidential or not available", "Oplysninger foreligger ikke eller er diskretioneret"),  # which of them?
    ],
)
def test_other_words_are_not_guessed(words: str) -> None:
    found = meaning(words)
    assert found is None or not found.zero
    assert found is None or words.startswith(("nil or no", "zero or missing"))
