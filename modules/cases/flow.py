"""Groundwater flow: the head field, drawdown of wells, tests, the water balance. Units m, d."""

from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.integrate import quad
from scipy.optimize import brentq
from scipy.special import exp1

from layout import VILLAGE_WELLS, flow_to_xy, xy_to_flow
from parameters import YEAR_D, ZelenyiHai

Array = NDArray[np.float64]
WELL_RADIUS_M = 0.15
MID_PATH_M = -215.0


def theis(r_m: ArrayLike, t_d: ArrayLike, q_m3_d: float, t_m2_d: float, storativity: float) -> Array:
    """Drawdown s = Q/(4 pi T) W(u), u = r2 S / (4 T t), in m (Theis 1935); 0 for t <= 0."""
    r, t = np.broadcast_arrays(np.asarray(r_m, float), np.asarray(t_d, float))
    time = np.where(t > 0, t, 1.0)
    u = r**2 * storativity / (4.0 * t_m2_d * time)
    return np.where(t > 0, q_m3_d / (4.0 * np.pi * t_m2_d) * exp1(u), 0.0)


def thiem(r_m: ArrayLike, q_m3_d: float, t_m2_d: float, influence_m: float) -> Array:
    """Steady drawdown s = Q/(2 pi T) ln(R0/r), zero beyond the radius of influence R0 (Thiem 1906)."""
    r = np.maximum(np.asarray(r_m, float), WELL_RADIUS_M)
    return q_m3_d / (2.0 * np.pi * t_m2_d) * np.log(np.maximum(influence_m / r, 1.0))


def _gradient(p: ZelenyiHai, s: float, mid: float) -> float:
    """Natural gradient at s: recharge adds I/T per metre of path (continuity, constant T)."""
    return mid + p.recharge_m_y / YEAR_D / p.transmissivity_m2_d * (s - MID_PATH_M)


def _pumping_gradient(p: ZelenyiHai, s: float) -> float:
    """Extra gradient towards the well field on the line n = 0, up-gradient of VW2 (s < 0)."""
    strength = p.pumping_m3_d / (2.0 * np.pi * p.transmissivity_m2_d)
    return sum(strength * -s / (s * s + n * n) for n in (0.0, 160.0, -160.0))


@lru_cache
def natural_mid_gradient(p: ZelenyiHai) -> float:
    """Natural gradient for which pumping and recharge together give the stated mean velocity.

    Mean velocity = path length / travel time, travel time = integral of n / (K i) over the path.
    """
    start, end = -430.0, -1.0

    def excess(mid: float) -> float:
        travel, _ = quad(lambda s: p.porosity / (p.conductivity_m_d * (_gradient(p, s, mid) + _pumping_gradient(p, s))), start, end)
        return (end - start) / travel - p.velocity_m_d

    return float(brentq(excess, 1e-3, 6e-3))


def natural_head(p: ZelenyiHai, x_m: ArrayLike, y_m: ArrayLike) -> Array:
    """Mean head without pumping, m above the local datum: parabola along the flow, constant across it."""
    s, _ = xy_to_flow(x_m, y_m)
    curve = p.recharge_m_y / YEAR_D / p.transmissivity_m2_d
    mid = natural_mid_gradient(p)
    return p.head_at_vw2_m - (mid - curve * MID_PATH_M) * s - 0.5 * curve * s**2


def head(p: ZelenyiHai, x_m: ArrayLike, y_m: ArrayLike, season_m: float = 0.0, q_m3_d: float | None = None) -> Array:
    """Head with the cone of the three village wells (each pumping q_m3_d) and a common seasonal shift."""
    rate = p.pumping_m3_d if q_m3_d is None else q_m3_d
    result = natural_head(p, x_m, y_m) + season_m
    for s, n in VILLAGE_WELLS.values():
        wx, wy = flow_to_xy(s, n)
        distance = np.hypot(np.asarray(x_m, float) - wx, np.asarray(y_m, float) - wy)
        result = result - thiem(distance, rate, p.transmissivity_m2_d, p.influence_radius_m)
    return result


def bucket(rain_mm: Array, demand_mm: Array, capacity_mm: float) -> tuple[Array, Array]:
    """Monthly soil water bucket: evapotranspiration and recharge, mm, shape (months,).

    Evapotranspiration is the demand while stored water lasts; what exceeds the capacity is recharge.
    """
    store, used, drained = 0.5 * capacity_mm, [], []
    for rain, demand in zip(rain_mm, demand_mm, strict=True):
        evaporated = min(demand, store + rain)
        store = store + rain - evaporated
        excess = max(0.0, store - capacity_mm)
        store -= excess
        used.append(evaporated)
        drained.append(excess)
    return np.array(used), np.array(drained)


def season(recharge_mm: Array, mean_mm: float, specific_yield: float, memory_months: float = 7.0) -> Array:
    """Water-table shift, m, per month: (recharge - mean)/Sy fading as a linear reservoir; shape (months,)."""
    shift, result = 0.0, []
    for value in recharge_mm:
        shift = shift * np.exp(-1.0 / memory_months) + (value - mean_mm) / 1000.0 / specific_yield
        result.append(shift)
    return np.array(result)


def hvorslev_time(k_m_s: float, casing_m: float, screen_m: float, length_m: float) -> float:
    """Basic time lag T0 = r2 ln(L/R) / (2 L K), s (Hvorslev 1951; L/R > 8)."""
    return casing_m**2 * np.log(length_m / screen_m) / (2.0 * length_m * k_m_s)
