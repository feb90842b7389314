"""Analytical solutions of the advection-dispersion equation with sorption and first-order decay.

R dC/dt = D d2C/dx2 - v dC/dx - lambda R C   (decay in water and on solids alike).
Units: m, d, 1/d; a concentration comes out in the unit of the source concentration.
"""

from collections.abc import Callable
from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import erf, erfcx

Array = NDArray[np.float64]
Source = Callable[[Array], Array]


def ogata_banks(x_m: ArrayLike, t_d: ArrayLike, v: float, d: float, r: float = 1.0, decay: float = 0.0, source_decay: float = 0.0) -> Array:
    """C/C0 for a source C0 exp(-source_decay t) at x = 0 in a semi-infinite column, C = 0 at t <= 0.

    x_m and t_d broadcast; the result has their common shape.
    Without decay this is Ogata & Banks (1961); with decay the solution collected by van Genuchten & Alves (1982).
    erfcx keeps the product exp * erfc finite.
    """
    x, t = np.broadcast_arrays(np.asarray(x_m, float), np.asarray(t_d, float))
    time = np.where(t > 0, t, 1.0)
    net = decay - source_decay
    u = np.sqrt(v * v + 4.0 * net * r * d)
    root = 2.0 * np.sqrt(d * r * time)
    a, b = (r * x - u * time) / root, (r * x + u * time) / root
    front = np.exp((v - u) * x / (2.0 * d)) * _erfc(a)
    back = np.exp((v - u) * x / (2.0 * d) - a * a) * erfcx(b)
    return np.where(t > 0, 0.5 * np.exp(-source_decay * time) * (front + back), 0.0)


def _erfc(a: Array) -> Array:
    """Complementary error function, exact also for large arguments."""
    return np.where(a > 0, erfcx(np.abs(a)) * np.exp(-a * a), 2.0 - erfcx(np.abs(a)) * np.exp(-a * a))


@lru_cache
def _nodes(count: int) -> tuple[Array, Array]:
    """Gauss-Legendre points and weights on (-1, 1)."""
    return np.polynomial.legendre.leggauss(count)


def _lags(x_m: Array, t_d: float, v: float, d: float, r: float, decay: float, nodes: int) -> tuple[Array, Array]:
    """Travel times tau, shape (nodes,), and g(x, tau) d tau, shape (x, nodes), for a pulse from the plane x = 0.

    g = x / (2 sqrt(pi D' tau3)) exp(-(x - v' tau)2 / (4 D' tau) - decay tau), v' = v/R, D' = D/R;
    Gauss-Legendre nodes in ln tau.
    """
    point, weight = _nodes(nodes)
    low, high = np.log(t_d * 1e-7), np.log(t_d)
    tau = np.exp(0.5 * (high - low) * point + 0.5 * (high + low))
    step = 0.5 * (high - low) * weight * tau
    vc, dc, x = v / r, d / r, x_m[:, None]
    return tau, step * x / (2.0 * np.sqrt(np.pi * dc * tau**3)) * np.exp(-((x - vc * tau) ** 2) / (4.0 * dc * tau) - decay * tau)


def line(x_m: Array, t_d: float, source: Source, *, v: float, d: float, r: float, decay: float, nodes: int = 400) -> Array:
    """One-dimensional concentration, shape of x_m, for a source that varies with time (Duhamel's integral).

    `source` maps days since the start to the concentration at x = 0; it is used for positive times only.
    """
    if t_d <= 0:
        return np.zeros_like(x_m)
    tau, weight = _lags(x_m, t_d, v, d, r, decay, nodes)
    return weight @ source(t_d - tau)


def patch(
    x_m: float,
    y_m: Array,
    z_m: Array,
    t_d: float,
    source: Source,
    *,
    v: float,
    r: float,
    d_l: float,
    d_t: float,
    d_v: float,
    decay: float,
    half_width_m: float,
    depth_m: float,
    thickness_m: float,
    nodes: int = 400,
) -> Array:
    """Concentration, shape (y, z), down-gradient of a patch source of varying strength (form of Wexler 1992, TWRI 03-B7).

    C = integral over tau of source(t - tau) g(x, tau) F_y F_z, with error functions F_y (patch -Y..Y)
    and F_z (patch 0..Z below the water table z = 0, mirrored at the water table and at the aquifer base).
    """
    if t_d <= 0 or x_m <= 0:
        return np.zeros((len(y_m), len(z_m)))
    tau, weight = _lags(np.array([x_m]), t_d, v, d_l, r, decay, nodes)
    y, z = np.asarray(y_m, float)[:, None], np.asarray(z_m, float)[:, None]
    spread, fall = 2.0 * np.sqrt(d_t / r * tau), 2.0 * np.sqrt(d_v / r * tau)
    across = 0.5 * (erf((half_width_m - y) / spread) + erf((half_width_m + y) / spread))
    images = 2.0 * thickness_m * np.arange(-2, 3)
    down = sum(0.5 * (erf((depth_m - z + k) / fall) + erf((depth_m + z - k) / fall)) for k in images)
    return (across * weight * source(t_d - tau)) @ down.T
