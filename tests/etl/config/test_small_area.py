"""What is declared for estimates for small areas."""

from pathlib import Path

import pytest

from etl.config.catalogue.catalogue import read_catalogue
from etl.config.small_area import SMALL_AREA, read_small_area_models
from tests.errors import raises

KNOWN = [one.id for one in read_catalogue().indicators]


def test_the_shipped_models_are_of_regions_with_few_covariates():
    models = read_small_area_models(KNOWN)
    assert [(one.level, one.group_dim) for one in models] == [("maakunta", "all"), ("maakunta", "language")]
    assert all(len(one.covariates) <= 3 for one in models)


def test_a_covariate_that_is_no_indicator_is_refused():
    with raises("indicator_unknown", path="small_area.toml", key="covariates", found="share_foreign_citizens"):
        read_small_area_models([one for one in KNOWN if one != "share_foreign_citizens"])


@pytest.mark.parametrize(("before", "after"), [('["share_foreign_citizens"]', "[]"), ('"maakunta"', '"parish"')])
def test_a_model_without_covariates_or_of_an_unknown_level_is_refused(tmp_path: Path, before: str, after: str):
    path = tmp_path / "small_area.toml"
    path.write_text(SMALL_AREA.read_text("utf-8").replace(before, after), "utf-8")
    with raises("toml_unfit", path=path):
        read_small_area_models(KNOWN, path)
