"""What answer codes mean by a file and by the catalogue: a contradiction stops, unknown words are shown."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import polars as pl
import pyreadstat
import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract.errors import UserError
from etl.config.catalogue.catalogue import Scale, read_catalogue
from etl.config.toml import Text
from etl.read.formats.table import ROW, SourceTable
from etl.read.labels.answers import check_answers
from etl.read.respondents import read_respondents
from geo.classification import read_classification
from tests.errors import assert_tells, raises
from tests.etl.read.helpers import DESIGN, card, catalogue, respondents

SCALES = read_catalogue().scales
FI, SV, EN = (
    {name: {code: getattr(text, language) for code, text in scale.codes.items()} for name, scale in SCALES.items()}
    for language in ("fi", "sv", "en")
)
AGREE = {1: "Totally disagree", 2: "Disagree", 3: "Neutral", 4: "Agree", 5: "Totally agree"}

Labels = Mapping[int, str]


def outcome(
    scale: str,
    labels: Labels,
    present: list[int] | None = None,
    missing: tuple[tuple[int, int], ...] = (),
    *,
    accepted: Mapping[str, str] | None = None,
    declared: Mapping[str, int] | None = None,
) -> str:
    """Return the code of the refusal of a column with these labels, or "read"; it holds all codes of its scale."""
    codes = present or [*SCALES[scale].codes]
    frame = pl.DataFrame({ROW: range(len(codes)), "q": pl.Series(codes, dtype=pl.Float64)})
    written = {str(code): label for code, label in labels.items()}
    raw = SourceTable(Path("made.sav"), frame, labels={"q": written}, missing={"q": missing})
    try:
        check_answers(raw, "q", SCALES[scale], SCALES, accepted=accepted or {}, declared=declared or {})
    except UserError as error:
        return error.code if str(error) else "a message that cannot be written"
    return "read"


def reversed_labels(labels: Labels) -> Labels:
    return dict(zip(labels, reversed(labels.values()), strict=True))


def moved(labels: Labels, by: int) -> Labels:
    return {code + by: label for code, label in labels.items()}


def only(labels: Labels, *codes: int) -> Labels:
    return {code: labels[code] for code in codes}


FIVE = (1, 2, 3, 4, 5)
TRUST = only(FI["trust5"], *FIVE)
SAFE = only(SV["safe4"], 1, 2, 3, 4)
READ = [
    ("trust5", {}),
    ("trust5", FI["trust5"]),
    ("trust5", SV["trust5"]),
    ("trust5", EN["trust5"]),
    ("agree5", {code: label.upper() for code, label in EN["agree5"].items()}),
    ("agree5", {code: f"{code} = {label}" for code, label in FI["agree5"].items()}),
    ("agree5", {code: f"{label} ({code})" for code, label in SV["agree5"].items()}),
    ("agree5", {code: f"{FI['agree5'][code]} / {SV['agree5'][code]} / {EN['agree5'][code]}" for code in FIVE}),
    ("agree5", {code: f"{FI['agree5'][code]}|{EN['agree5'][code]}" for code in FIVE}),
    ("agree5", {code: label.replace(" ", "\u00a0") for code, label in FI["agree5"].items()}),
    ("trust5", {code: label.encode().decode("latin-1") for code, label in FI["trust5"].items()}),
    ("agree5", {code: label.encode().decode("cp1252") for code, label in SV["agree5"].items()}),
    ("trust5", {code: label.replace("ä", "&auml;") for code, label in FI["trust5"].items()}),
    ("agree5", {code: f"<b>{label}</b>&nbsp;" for code, label in EN["agree5"].items()}),
    ("agree5", EN["agree5"] | {3: "neither agree nor di"}),  # cut by SPSS
    ("often5", FI["often5"] | {2: "muutaman kerran vuod"}),
    ("safe4", EN["safe4"] | {1: "very  unsafe", 2: "fairly unsafe."}),
    ("trust5", only(EN["trust5"], 1, 5)),  # the ends alone
    ("trust5", only(EN["trust5"], 8, 9)),  # only codes that are no answers
    ("trust5", {code: str(code) for code in FIVE}),  # numbers that say nothing
    ("trust5", TRUST | {8: "EOS", 9: "Kieltäytyi"}),
    ("trust5", TRUST | {8: "vet ej", 9: "refused"}),
    ("yesno", {1: "a) Kyllä", 2: "b) Ei"}),
    ("yesno", {1: "ＹＥＳ", 2: "no"}),  # wide letters
    ("yesno", {1: "YES!", 2: "No.", 7: "cannot say"}),  # nobody answered 7
    ("agree5", {code: f"{FI['agree5'][code]} / {SV['agree5'][code]} / {EN['agree5'][code]}"[:60] for code in FIVE}),
    ("agree5", {code: f"{FI['agree5'][code]} / {EN['agree5'][code]} / {SV['agree5'][code]}"[:58] for code in FIVE}),
    ("scale0_10", only(SV["scale0_10"], 0, 10)),
    ("scale0_10", {0: "You cannot be too careful", 10: "Most people can be trusted"}),
    ("scale0_10", {code: label for code, label in EN["scale0_10"].items() if code < 11}),
    ("trust5", EN["trust5"] | {0: "skipped"}),
    ("trust5", EN["trust5"] | {6: "something else"}),  # nobody has it, and both ends agree
]
CONTRADICTS = [
    ("trust5", reversed_labels(TRUST), "answer_label_contradicts"),
    ("trust5", reversed_labels(only(EN["trust5"], *FIVE)), "answer_label_contradicts"),
    ("agree5", reversed_labels(only(SV["agree5"], *FIVE)), "answer_label_contradicts"),
    ("safe4", reversed_labels(SAFE), "answer_label_contradicts"),
    ("yesno", {1: "Nej", 2: "Ja"}, "answer_label_contradicts"),
    ("yesno", {1: "2 = ei", 2: "1 = kyllä"}, "answer_label_contradicts"),
    ("yesno", {1: "ei / nej", 2: "kyllä / ja"}, "answer_label_contradicts"),
    ("yesno", {1: "kyllä / nej", 2: "ei / ja"}, "answer_label_contradicts"),
    ("yesno", {0: "ei", 1: "kyllä"}, "answer_label_of_other_code"),
    ("yesno", {1: "Definitely", 2: "yes"}, "answer_label_contradicts"),
    ("trust5", moved(TRUST, -1), "answer_label_contradicts"),
    ("trust5", moved(TRUST, 1), "answer_label_contradicts"),
    ("trust5", moved(only(TRUST, 1, 5), -1), "answer_label_contradicts"),
    ("trust5", {0: "en lainkaan", 10: "täysin"}, "answer_label_of_other_code"),
    ("trust5", {code: str(code - 1) for code in FIVE}, "answer_label_contradicts"),
    ("scale0_10", {code: str(code - 1) for code in range(1, 12)}, "answer_label_contradicts"),
    ("agree5", {1: "fully agree", 5: "fully disagree"}, "answer_label_contradicts"),
    ("agree5", FI["agree5"] | {3: "en osaa sanoa"}, "answer_label_contradicts"),
    ("agree5", FI["agree5"] | {3: "EOS"}, "answer_label_no_answer"),
    ("agree5", SV["agree5"] | {3: "Vet ej"}, "answer_label_no_answer"),
    ("agree5", EN["agree5"] | {3: "Don't know"}, "answer_label_no_answer"),
    ("yesno", {1: "Not asked", 2: "Yes"}, "answer_label_contradicts"),
    ("trust5", {1: "Refused"}, "answer_label_no_answer"),
    ("trust5", {**AGREE, 8: "täysin"}, "answer_label_contradicts"),
    ("trust5", EN["agree5"], "answer_labels_of_other_scale"),
    ("trust5", reversed_labels(only(FI["agree5"], *FIVE)), "answer_labels_of_other_scale"),
    ("safe4", SV["often4"], "answer_labels_of_other_scale"),
    ("agree5", moved(AGREE, -1), "answer_labels_of_other_codes"),
    ("agree5", {code: f"point {code}" for code in range(11)}, "answer_labels_of_other_codes"),
    ("agree5", {1: "Totally disagree", 7: "Totally agree"}, "answer_labels_of_other_codes"),
]
UNKNOWN = [
    ("agree5", AGREE),
    ("agree5", reversed_labels(AGREE)),
    ("trust5", only(AGREE, 1, 5)),
    ("trust5", {1: "Ei lainkaan"}),
    ("trust5", only(TRUST, 3)),  # the middle agrees with a reversed scale too
    ("trust5", FI["trust5"] | {2: "melko vähän"}),
    ("trust5", FI["trust5"] | {8: "ei kysytty"}),  # not asked is not "cannot say"
    ("trust5", FI["trust5"] | {9: "muu"}),
    ("yesno", {1: "Kyllä", 2: "Joskus"}),
    ("yesno", {1: "kyllä / kanske", 2: "ei / nej"}),
    ("often4", {1: "Ei koskaan", 2: "Harvoin", 3: "Silloin tällöin", 4: "Usein"}),
]


@pytest.mark.parametrize(("scale", "labels"), READ)
def test_labels_that_agree_or_say_nothing_are_read(scale: str, labels: Labels) -> None:
    assert outcome(scale, labels) == "read"


@pytest.mark.parametrize(("scale", "labels", "expected"), CONTRADICTS)
def test_labels_that_contradict_the_scale_stop(scale: str, labels: Labels, expected: str) -> None:
    assert outcome(scale, labels) == expected


@pytest.mark.parametrize(("scale", "labels"), UNKNOWN)
def test_words_that_the_catalogue_does_not_have_are_shown_for_acceptance(scale: str, labels: Labels) -> None:
    assert outcome(scale, labels) == "answer_labels_unknown"
    accepted = {str(code): labels.get(code, "") for code in {*SCALES[scale].codes, *labels}}
    assert outcome(scale, labels, accepted=accepted) == "read"


@pytest.mark.parametrize(("scale", "labels", "expected"), CONTRADICTS)
def test_a_contradiction_cannot_be_accepted(scale: str, labels: Labels, expected: str) -> None:
    assert outcome(scale, labels, accepted={str(code): label for code, label in labels.items()}) == expected


@given(st.sampled_from(sorted(SCALES)), st.sampled_from([FI, SV, EN]), st.data())
def test_no_other_order_of_the_words_of_a_scale_is_read(
    name: str, words: Mapping[str, Labels], data: st.DataObject
) -> None:
    codes = list(SCALES[name].codes)
    order = data.draw(st.permutations(codes))
    mixed = {code: words[name][other] for code, other in zip(codes, order, strict=True)}
    assert (outcome(name, mixed) == "read") == (order == codes)


@pytest.mark.parametrize(
    ("labels", "missing", "expected"),
    [
        (FI["trust5"], ((8, 9),), "read"),
        (FI["trust5"] | {99: "ei kysytty"}, ((99, 99),), "read"),
        (FI["trust5"] | {99: "tieto puuttuu"}, ((99, 99),), "read"),
        (FI["trust5"] | {99: "en osaa sanoa"}, ((99, 99),), "answer_label_of_other_code"),
        (FI["trust5"] | {99: "vet ej"}, ((99, 99),), "answer_label_no_answer"),
        (FI["trust5"] | {99: "vastasi paperilla"}, ((99, 99),), "answer_labels_unknown"),
        (FI["trust5"], ((5, 9),), "answer_declared_missing"),
        ({}, ((3, 3),), "answer_declared_missing"),
        (AGREE | {99: "vastasi paperilla"}, ((90, 99),), "answer_labels_unknown"),
    ],
)
def test_a_value_that_the_file_declares_as_missing_is_no_answer_here_either(
    labels: Labels, missing: tuple[tuple[int, int], ...], expected: str
) -> None:
    assert outcome("trust5", labels, [*SCALES["trust5"].codes, 99], missing) == expected


@pytest.mark.parametrize(
    ("labels", "declared", "expected"),
    [
        (reversed_labels(TRUST), {"1": 5, "2": 4, "3": 3, "4": 2, "5": 1}, "read"),
        (moved(TRUST, -1), {"0": 1, "1": 2, "2": 3, "3": 4, "4": 5}, "read"),
        (TRUST, {"1": 5, "2": 4, "3": 3, "4": 2, "5": 1}, "answer_label_contradicts"),
        (TRUST | {99: "Vet ej"}, {"99": 8}, "read"),
        (moved(TRUST, -1), {"0": 1}, "answer_label_contradicts"),
        (reversed_labels(AGREE), {"1": 5, "2": 4, "3": 3, "4": 2, "5": 1}, "answer_labels_unknown"),
    ],
)
def test_codes_that_the_card_exchanges_are_held_against_what_they_become(
    labels: Labels, declared: Mapping[str, int], expected: str
) -> None:
    assert outcome("trust5", labels, sorted({*labels, 8}), declared=declared) == expected


def test_words_of_exchanged_codes_are_accepted_by_the_codes_of_the_file() -> None:
    declared = {"1": 5, "2": 4, "3": 3, "4": 2, "5": 1}
    accepted = {str(code): label for code, label in AGREE.items()}
    assert outcome("trust5", AGREE, [*FIVE], accepted=accepted, declared=declared) == "read"


YES, NO, DO_NOT_KNOW = (
    Text(fi="kyllä", sv="ja", en="yes"),
    Text(fi="ei", sv="nej", en="no"),
    Text(fi="en osaa sanoa", sv="kan inte säga", en="cannot say"),
)
NAMED = replace(catalogue(), scales={"yesno": Scale({1: YES, 2: NO, 8: DO_NOT_KNOW}, (8,))})


def read(folder: Path, labels: dict[int, str], top: str = "") -> pl.DataFrame:
    """Read three respondents from an SPSS file with these value labels of q1."""
    folder.mkdir(exist_ok=True)
    frame = respondents().cast({"q1": pl.Float64})
    pyreadstat.write_sav(frame, folder / "made.sav", variable_value_labels={"q1": labels})
    content = (folder / "made.sav").read_bytes()
    written = card(folder, content, "answers.sav", "respondents", DESIGN, top=top)
    return read_respondents(written, NAMED, read_classification())


def test_a_contradiction_is_told_with_both_labels_and_the_likeliest_reason(tmp_path: Path) -> None:
    with pytest.raises(UserError) as refused:
        read(tmp_path, {1: "ei", 2: "kyllä"})
    told = "column q1: code 1 has the label of 2 in the catalogue, where 1 is kyllä / ja / yes"
    assert f"{told}; the labels are in the reverse order. Found: '1 = ei'." in str(refused.value)
    assert_tells(refused.value, "answer_label_contradicts", column="q1", given="1", ours="1", meant="2")


def test_a_reversed_file_is_read_where_the_card_says_what_its_codes_are(tmp_path: Path) -> None:
    top = 'answer_codes.q1 = { "1" = 2, "2" = 1 }'
    assert read(tmp_path, {1: "ei", 2: "kyllä", 8: "en osaa sanoa"}, top)["q1"].to_list() == [2, 1, 8]


def test_a_shift_is_told_with_its_number(tmp_path: Path) -> None:
    with pytest.raises(UserError) as refused:
        read(tmp_path, {0: "kyllä", 1: "ei", 2: "en osaa sanoa"})
    assert "the labels are shifted: +1 must be added to the code in the file" in str(refused.value)


def test_all_unknown_words_are_shown_at_once_with_the_line_that_accepts_them(tmp_path: Path) -> None:
    labels = {1: 'Definitely "so"', 2: "Never", 8: "cannot say"}
    line = 'accepted_labels.q1 = { "1" = "Definitely \\"so\\"", "2" = "Never" }'
    with pytest.raises(UserError) as refused:
        read(tmp_path / "shown", labels)
    assert '1 = “Definitely "so"” (kyllä / ja / yes), 2 = “Never” (ei / nej / no)' in str(refused.value)
    assert f"write on the card before [title]: {line}." in str(refused.value)
    assert read(tmp_path / "accepted", labels, line)["q1"].to_list() == [1, 2, 8]


@pytest.mark.parametrize(
    ("top", "code"),
    [
        ('accepted_labels.q1 = { "1" = "Certainly" }', "accepted_label_not_in_file"),
        ('accepted_labels.q1 = { "2" = "" }', "accepted_label_not_in_file"),
        ('accepted_labels.q1 = { "7" = "Never" }', "accepted_label_not_in_file"),
        ('accepted_labels.weight = { "1" = "Never" }', "accepted_labels_unused"),
    ],
)
def test_what_a_card_accepts_must_stand_in_the_file(tmp_path: Path, top: str, code: str) -> None:
    with raises(code, path="card.toml"):
        read(tmp_path, {1: "Yes", 2: "Never"}, top)
