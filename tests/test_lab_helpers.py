"""The equations that labs share: against an independent package, at their limits, and against printed values."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest
from adepy import uniform as adepy

sys.path.insert(0, str(Path(__file__).parents[1] / "modules/lib"))
from coursekit import transport

from course import slider

RNG = np.random.default_rng(61)
CASES = np.column_stack(
    [RNG.uniform(1, 800, 60), RNG.uniform(50, 6000, 60), RNG.uniform(0.02, 1, 60), 10 ** RNG.uniform(0, 1.5, 60), RNG.uniform(1, 6, 60)]
)


@pytest.mark.parametrize(("x", "t", "v", "alpha", "r"), CASES.tolist())
def test_ogata_banks_agrees_with_adepy(x: float, t: float, v: float, alpha: float, r: float) -> None:
    theirs = adepy.seminf1(1.0, x, t, v, alpha, R=r)
    assert transport.ogata_banks(x, t, v, alpha * v, r) == pytest.approx(np.ravel(theirs)[0], abs=1e-9)


@pytest.mark.parametrize("x", [20.0, 100.0, 340.0])
@pytest.mark.parametrize("y", [0.0, 12.0])
@pytest.mark.parametrize("z", [0.0, 2.0])
def test_the_patch_source_agrees_with_adepy(x: float, y: float, z: float) -> None:
    ours = transport.patch_source(x, y, z, 3000.0, 0.25, 1.137, (8.0, 0.4, 0.04), 15.0, 2.5, np.log(2) / 180)
    theirs = adepy.patchi(1.0, x, y, z, 3000.0, 0.25, 8.0, 0.4, 0.04, -15.0, 15.0, -2.5, 2.5, lamb=np.log(2) / 180, R=1.137, order=400)
    assert ours == pytest.approx(np.ravel(theirs)[0], rel=1e-4, abs=1e-7)


def test_a_very_wide_and_deep_patch_is_the_line() -> None:
    wide = transport.patch_source(100.0, 0.0, 0.0, 500.0, 0.25, 1.2, (8.0, 0.4, 0.04), 1e5, 1e5)
    assert wide == pytest.approx(transport.ogata_banks(100.0, 500.0, 0.25, 2.0, 1.2), abs=1e-6)


def test_printed_values_come_out() -> None:
    assert transport.ogata_banks(10, 100, 0.1, 0.1) == pytest.approx(0.585, abs=5e-4)
    assert transport.ogata_banks(10, 100, 0.1, 0.1, 2) == pytest.approx(0.080, abs=5e-4)
    assert transport.soil_screening_level(0.005, 20, 58.9 * 0.002, 0.228) == pytest.approx(0.034, abs=5e-4)
    assert transport.soil_screening_level(0.005, 20, 75.0) == pytest.approx(7.5, abs=0.05)
    assert transport.mixing_depth(45, 0.25, 18_250, 0.005, 10) == pytest.approx(4.88, abs=0.005)
    assert transport.dilution_attenuation(45, 0.25, 18_250, 0.005, 10) == pytest.approx(40.6, abs=0.05)


def test_nothing_overflows_and_nothing_arrives_before_it_starts() -> None:
    assert np.isfinite(transport.ogata_banks(1e5, 1e5, 1.0, 1e-3))
    assert transport.ogata_banks(10.0, [-5.0, 0.0], 0.1, 0.1).tolist() == [0.0, 0.0]


def test_the_mixing_depth_ends_at_the_base_of_the_aquifer() -> None:
    assert transport.mixing_depth(500, 0.3, 9000, 0.003, 8) == 8


@pytest.mark.parametrize(
    ("function", "values"),
    [
        (transport.ogata_banks, (10, 10, 0, 1)),
        (transport.ogata_banks, (10, 10, 0.1, 1, 0.5)),
        (transport.retardation, (1.5, 0.3, -1)),
        (transport.seepage_velocity, (10, 0.003, 1.2)),
        (transport.hvorslev, (5, 0.05, 0.1, 0.5)),
    ],
)
def test_a_value_without_physical_sense_is_refused(function: object, values: tuple[float, ...]) -> None:
    with pytest.raises(ValueError, match="must"):
        function(*values)  # type: ignore[operator]


@pytest.mark.parametrize("years", [0.5, 3.5, 5.5, 8.0, 19.0])
def test_the_still_picture_of_the_slider_agrees_with_the_helpers(years: float) -> None:
    x = slider.DISTANCE_M
    theirs = transport.ogata_banks(x, years * transport.DAYS_PER_YEAR, 0.25, 8.0 * 0.25, 1.175)
    assert slider.share(years, 0.25, 8.0, 1.175) == pytest.approx(float(theirs), abs=1e-12)


def test_the_slider_starts_with_the_years_that_the_lesson_tells() -> None:
    lesson = Path(__file__).parents[1] / "modules/leaching-transport/spreading-and-decay.md"
    row = next(line for line in lesson.read_text(encoding="utf-8").splitlines() if line.startswith("| Years"))
    _, first, _, half, _ = row.strip("| ").split(" | ")
    assert (slider.passing(0.01), slider.passing(0.5)) == (first, half) == ("3.5", "5.4")
