"""The one figure that moves: a breakthrough curve whose velocity, dispersivity and retardation the reader sets.

What stands here is the picture before anyone moves anything, and all there is without a script.
docs/assets/js/slider.js draws the same axes and the same curve.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from scipy.special import erfc, erfcx

DISTANCE_M = 430.0
YEARS, POINTS = 20, 160
DAYS_PER_YEAR = 365.25
LEFT, RIGHT, TOP, BOTTOM = 56.0, 624.0, 16.0, 256.0


@dataclass(frozen=True, slots=True)
class Control:
    name: str
    unit: str
    low: str
    high: str
    step: str
    start: str


CONTROLS = (
    Control("v", "m/d", "0.05", "0.6", "0.01", "0.25"),
    Control("alpha", "m", "1", "50", "1", "8"),
    Control("r", "", "1", "5", "0.025", "1.175"),
)


def share(years: float, v: float, alpha: float, r: float) -> float:
    """C/C0 at the well after Ogata and Banks (1961): velocity in m/d, dispersivity in m, no diffusion."""
    if years <= 0:
        return 0.0
    t = years * DAYS_PER_YEAR
    root = 2.0 * (alpha * v * r * t) ** 0.5
    a, b = (r * DISTANCE_M - v * t) / root, (r * DISTANCE_M + v * t) / root
    return float(0.5 * (erfc(a) + np.exp(-a * a) * erfcx(b)))


def curve() -> str:
    """The points of the first curve, as SVG writes them."""
    v, alpha, r = (float(control.start) for control in CONTROLS)
    times = [YEARS * number / POINTS for number in range(POINTS + 1)]
    return " ".join(f"{_x(year):.1f},{_y(share(year, v, alpha, r)):.1f}" for year in times)


def passing(level: float) -> str:
    """Years until the first curve passes a level, to one decimal."""
    v, alpha, r = (float(control.start) for control in CONTROLS)
    times = [YEARS * number / 2000 for number in range(2001)]
    return next((f"{late:.1f}" for _, late in pairwise(times) if share(late, v, alpha, r) >= level), "")


def view() -> dict[str, object]:
    return {
        "controls": CONTROLS,
        "curve": curve(),
        "first": passing(0.01),
        "half": passing(0.5),
        "x_ticks": [(_x(year), year) for year in range(0, YEARS + 1, 5)],
        "y_ticks": [(_y(part / 4), f"{part / 4:.2f}") for part in range(5)],
        "frame": {"left": LEFT, "right": RIGHT, "top": TOP, "bottom": BOTTOM},
    }


def _x(years: float) -> float:
    return LEFT + (RIGHT - LEFT) * years / YEARS


def _y(relative: float) -> float:
    return BOTTOM - (BOTTOM - TOP) * relative
