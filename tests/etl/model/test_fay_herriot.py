"""The Fay-Herriot model: a published example, an independent package, and what must hold for any data."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.model.fay_herriot import FayHerriot
from tests.truth.cases import read


def milk() -> FayHerriot:
    """Expenditure on milk in 43 areas of the USA (Arora & Lahiri 1997, Statistica Sinica 7: 1053-1063)."""
    frame = read("14_milk", "input.csv")
    major = frame["major_area"].to_numpy()
    x = np.column_stack([np.ones(major.size), *(major == area for area in (2, 3, 4))]).astype(float)
    return FayHerriot.fit(frame["direct"].to_numpy(), frame["se"].to_numpy() ** 2, x)


def areas(seed: int, count: int = 19, between: float = 4.0) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Draw true values, direct estimates, sampling variances and covariates."""
    random = np.random.default_rng(seed)
    x = np.column_stack([np.ones(count), random.standard_normal(count)])
    sampling = random.uniform(2, 12, count)
    truth = x @ [50.0, 3.0] + random.normal(0, np.sqrt(between), count)
    return truth, truth + random.normal(0, np.sqrt(sampling)), sampling, x


def test_the_published_example_is_found_again():
    """Estimates and mean squared errors are those that the R package sae prints for REML."""
    expected = read("14_milk", "expected.csv")
    model = milk()
    estimate, mse = model.eblup()
    assert model.between == pytest.approx(0.01855, abs=2e-5)
    assert model.beta == pytest.approx([0.9681890, 0.1327801, 0.2269462, -0.2413011], abs=1e-4)
    assert np.sqrt(np.diag(model.q)) == pytest.approx([0.06936208, 0.10300072, 0.09232981, 0.08161707], abs=1e-4)
    assert estimate == pytest.approx(expected["eblup"].to_numpy(), abs=2e-5)
    assert mse == pytest.approx(expected["mse"].to_numpy(), abs=2e-6)


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_an_independent_package_finds_the_same():
    sae = pytest.importorskip("samplics.sae", reason="samplics is not installed (tests/requirements.txt)")
    fit_method = pytest.importorskip("samplics.utils.types").FitMethod
    _, y, sampling, x = areas(3)
    names = np.array([f"{at:02}" for at in range(y.size)])  # it takes no numbers
    theirs = sae.EblupAreaModel(method=fit_method.reml)
    theirs.fit(yhat=y, X=x, area=names, error_std=np.sqrt(sampling), intercept=False, tol=1e-8)
    theirs.predict(X=x, area=names, intercept=False)
    ours = FayHerriot.fit(y, sampling, x)
    estimate, mse = ours.eblup()
    assert ours.between == pytest.approx(float(theirs.re_std) ** 2, rel=1e-3)
    assert estimate == pytest.approx(np.array([theirs.area_est[name] for name in names]), abs=1e-3)
    assert mse == pytest.approx(np.array([theirs.area_mse[name] for name in names]), rel=1e-3)


def test_leaving_an_area_out_by_formula_is_fitting_without_it():
    _, y, sampling, x = areas(5)
    model = FayHerriot.fit(y, sampling, x)
    error, variance = model.left_out()
    for at in range(y.size):
        rest = np.arange(y.size) != at
        w = 1 / (model.between + sampling[rest])
        q = np.linalg.inv((x[rest].T * w) @ x[rest])
        beta = q @ ((x[rest].T * w) @ y[rest])
        assert error[at] == pytest.approx(x[at] @ beta - y[at])
        assert variance[at] == pytest.approx(model.between + sampling[at] + x[at] @ q @ x[at])


@given(st.integers(0, 2**32 - 1), st.floats(0, 50))
def test_an_estimate_lies_between_the_direct_and_the_synthetic_one(seed, between):
    _, y, sampling, x = areas(seed, between=between)
    model = FayHerriot.fit(y, sampling, x)
    estimate, mse = model.eblup()
    fixed, _ = model.synthetic(x)
    low, high = np.minimum(fixed, y) - 1e-9, np.maximum(fixed, y) + 1e-9
    assert ((low <= estimate) & (estimate <= high)).all()
    assert ((model.weight >= 0) & (model.weight < 1)).all()
    assert (mse >= 0).all()


def test_without_a_difference_between_areas_no_variance_is_found():
    """Direct estimates nearer to each other than their sampling errors allow."""
    y, x = np.array([50.0, 50.1, 49.9, 50.0, 50.05, 49.95]), np.ones((6, 1))
    model = FayHerriot.fit(y, np.full(6, 4.0), x)
    assert model.between == 0
    assert model.eblup()[0] == pytest.approx(np.full(6, 50.0))


@pytest.mark.slow
def test_estimates_are_nearer_the_truth_than_direct_ones_and_their_error_is_told_rightly():
    """Over 400 drawn countries of 19 areas: the estimated mean squared error is the true one, and halves the direct."""
    direct, found, told, inside = [], [], [], []
    for seed in range(400):
        truth, y, sampling, x = areas(seed)
        estimate, mse = FayHerriot.fit(y, sampling, x).eblup()
        direct.append(np.mean((y - truth) ** 2))
        found.append(np.mean((estimate - truth) ** 2))
        told.append(np.mean(mse))
        inside.append(np.mean(np.abs(estimate - truth) <= 1.96 * np.sqrt(mse)))
    assert np.mean(found) < 0.6 * np.mean(direct)
    assert np.mean(told) == pytest.approx(np.mean(found), rel=0.1)
    assert np.mean(inside) == pytest.approx(0.95, abs=0.02)
