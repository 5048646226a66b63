"""The kit holds every document in every language, and says what each is."""

import zipfile
from io import BytesIO

import pytest

from contract.codes import Language
from picture.export.kit.codebook import kit_codebook
from picture.export.kit.kit import collection_kit, kit_files, kit_name
from picture.query.collect.kit import KitContent, read_kit
from tests.picture.small import small_database


@pytest.fixture(scope="module")
def small():
    with small_database() as con:
        yield read_kit(con, [Language.SV, Language.EN], "MK01")


def test_a_kit_has_its_files_in_each_of_its_languages(small):
    parts = []

    def track(planned):
        for one in planned:
            parts.append(one)
            yield one

    with zipfile.ZipFile(BytesIO(collection_kit(small, track))) as held:
        names = held.namelist()
        told = held.read("README_sv.txt").decode("utf-8-sig")
    assert names[:2] == ["README_sv.txt", "README_en.txt"]
    assert len(parts) == len(names) - 2  # each file is counted
    for language in ("sv", "en"):
        of_language = [name for name in names if name.startswith(f"{language}/")]
        assert len(of_language) == 22
        assert {name.rpartition(".")[2] for name in of_language} == {"docx", "pdf", "xlsx", "csv"}
    assert {"survey/limesurvey.lss", "survey/card.toml", "card.toml"} <= set(names)
    assert "sv/08_form.pdf" in told
    assert "en/" not in told


def test_the_same_kit_becomes_the_same_bytes(small):
    assert collection_kit(small) == collection_kit(small)


def test_a_kit_is_named_after_place_and_languages(small):
    assert kit_name(small) == "lagesbild_kit_MK01_sv_en"
    anywhere = KitContent(small.forms, dict.fromkeys(Language), small.stamp, small.fewest)
    assert kit_name(anywhere) == "lagesbild_kit_sv_en"
    assert len([*kit_files(anywhere)]) == len([*kit_files(small)])


def test_an_unknown_place_is_refused():
    with small_database() as con, pytest.raises(KeyError, match="MK77"):
        read_kit(con, [Language.SV], "MK77")


def test_the_codebook_names_every_code_in_our_files_and_in_the_survey_tool(small):
    lines = kit_codebook(small, Language.EN).decode("utf-8-sig").splitlines()
    assert lines[0] == "column,indicator,question,easy_language,scale,code,answer,is_answer,limesurvey_code"
    assert "q01,trust,Question of trust en,Easy question of trust en,agree,8,Cannot say en,false,8" in lines
    assert any(line.startswith("sex,,") and line.endswith(",sex,2,Women en,true,G2") for line in lines)
