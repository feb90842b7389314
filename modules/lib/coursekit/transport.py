"""Equations of groundwater flow and transport. Lengths in m, times in d unless a name says otherwise.

A concentration comes out in the unit in which the source concentration goes in.
Every function takes numbers or arrays that broadcast together, and returns their common shape.
A value without physical sense (a negative length, a porosity above 1) raises ValueError.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import erfc, erfcx

Array = NDArray[np.float64]
DAYS_PER_YEAR = 365.25


def _positive(**values: ArrayLike) -> None:
    """Raise ValueError unless every value is above zero."""
    for name, value in values.items():
        if not np.all(np.asarray(value, float) > 0):
            raise ValueError(f"{name} must be above zero")


def seepage_velocity(conductivity: ArrayLike, gradient: ArrayLike, porosity: ArrayLike) -> Array:
    """v = K i / n, m/d, from K in m/d, the gradient and the effective porosity (Darcy)."""
    _positive(conductivity=conductivity, gradient=gradient, porosity=porosity)
    if np.any(np.asarray(porosity) > 1):
        raise ValueError("porosity must not be above 1")
    return np.asarray(conductivity, float) * gradient / porosity


def retardation(bulk_density: ArrayLike, water_content: ArrayLike, kd: ArrayLike) -> Array:
    """R = 1 + rho_b Kd / theta, without unit, for rho_b in kg/L, theta as a fraction and Kd in L/kg (linear sorption)."""
    _positive(bulk_density=bulk_density, water_content=water_content)
    if np.any(np.asarray(kd) < 0):
        raise ValueError("kd must not be negative")
    return 1.0 + np.asarray(bulk_density, float) * kd / water_content


def ogata_banks(x: ArrayLike, t: ArrayLike, v: ArrayLike, d: ArrayLike, r: ArrayLike = 1.0) -> Array:
    """C/C0 at distance x m and time t d from a source that is constant from t = 0; C = 0 before.

    Ogata and Banks (1961), US Geological Survey Professional Paper 411-A, with v/R and D/R for v and D:
    C/C0 = [erfc(a) + exp(v x / D) erfc(b)] / 2, a = (R x - v t) / (2 sqrt(D R t)), b = (R x + v t) / (2 sqrt(D R t)).
    The product is computed as exp(-a²) erfcx(b), which neither overflows nor vanishes, since v x / D = b² - a².
    """
    _positive(v=v, d=d)
    if np.any(np.asarray(r) < 1) or np.any(np.asarray(x) < 0):
        raise ValueError("r must be at least 1, x must not be negative")
    x, t, v, d, r = np.broadcast_arrays(*(np.asarray(value, float) for value in (x, t, v, d, r)))
    time = np.where(t > 0, t, 1.0)
    root = 2.0 * np.sqrt(d * r * time)
    a, b = (r * x - v * time) / root, (r * x + v * time) / root
    return np.where(t > 0, 0.5 * (erfc(a) + np.exp(-a * a) * erfcx(b)), 0.0)


def mixing_depth(length: ArrayLike, recharge: ArrayLike, conductivity: ArrayLike, gradient: ArrayLike, thickness: ArrayLike) -> Array:
    """d = sqrt(0.0112 L²) + da (1 - exp(-L I / (K i da))), at most da, in m; I and K in the same unit.

    US EPA (1996), EPA/540/R-95/128: L length of the source along the flow, da thickness of the aquifer.
    """
    _positive(length=length, recharge=recharge, conductivity=conductivity, gradient=gradient, thickness=thickness)
    length, thickness = np.asarray(length, float), np.asarray(thickness, float)
    depth = np.sqrt(0.0112 * length**2) + thickness * (1.0 - np.exp(-length * recharge / (conductivity * gradient * thickness)))
    return np.minimum(depth, thickness)


def dilution_attenuation(
    length: ArrayLike, recharge: ArrayLike, conductivity: ArrayLike, gradient: ArrayLike, thickness: ArrayLike
) -> Array:
    """DAF = 1 + K i d / (I L), without unit; I and K in the same unit; d is the mixing depth (US EPA 1996)."""
    depth = mixing_depth(length, recharge, conductivity, gradient, thickness)
    return 1.0 + np.asarray(conductivity, float) * gradient * depth / (np.asarray(recharge, float) * length)


def soil_screening_level(
    water_limit: ArrayLike, daf: ArrayLike, kd: ArrayLike, henry: ArrayLike = 0.0,
    water_content: ArrayLike = 0.3, air_content: ArrayLike = 0.13, bulk_density: ArrayLike = 1.5,
) -> Array:  # fmt: skip
    """SSL = Cw DAF [Kd + (theta_w + theta_a H') / rho_b], mg/kg, from Cw in mg/L and Kd in L/kg.

    US EPA (1996), EPA/540/R-95/128, with its default soil. The source is endless and nothing decays.
    """
    _positive(water_limit=water_limit, daf=daf, bulk_density=bulk_density)
    held = np.asarray(kd, float) + (np.asarray(water_content) + np.asarray(air_content) * henry) / bulk_density
    return np.asarray(water_limit, float) * daf * held


def hvorslev(lag: ArrayLike, casing_radius: ArrayLike, screen_radius: ArrayLike, screen_length: ArrayLike) -> Array:
    """K = r² ln(L / R) / (2 L T0), in metres per unit of the basic time lag T0, for L / R > 8 (Hvorslev 1951)."""
    _positive(lag=lag, casing_radius=casing_radius, screen_radius=screen_radius)
    length = np.asarray(screen_length, float)
    if np.any(length <= 8 * np.asarray(screen_radius)):
        raise ValueError("the screen must be longer than eight times its radius")
    return np.asarray(casing_radius, float) ** 2 * np.log(length / screen_radius) / (2.0 * length * np.asarray(lag, float))


def patch_source(
    x: float, y: ArrayLike, z: ArrayLike, t: float, v: float, r: float, dispersivities: tuple[float, float, float],
    half_width: float, depth: float, decay: float = 0.0,
) -> Array:  # fmt: skip
    """C/C0 in three dimensions, x m down-gradient of a patch that is constant from t = 0; shape of y and z together.

    The patch reaches `half_width` m to either side and from the water table z = 0 down to `depth` m; the aquifer is wide
    and deep, nothing passes the water table. `dispersivities`: longitudinal, transverse, vertical, m; `decay` 1/d,
    dissolved and sorbed alike. Form of Wexler (1992), US Geological Survey TWRI 03-B7, integrated over the logarithm of
    the travel time with 400 Gauss-Legendre nodes.
    """
    _positive(x=x, t=t, v=v, half_width=half_width, depth=depth)
    y, z = np.broadcast_arrays(np.asarray(y, float)[..., None], np.asarray(z, float)[..., None])
    along, across, down = (alpha * v / r for alpha in dispersivities)
    node, weight = np.polynomial.legendre.leggauss(400)
    low, high = np.log(t * 1e-7), np.log(t)
    tau = np.exp(0.5 * (high - low) * node + 0.5 * (high + low))
    pulse = x / (2.0 * np.sqrt(np.pi * along * tau)) / tau * np.exp(-((x - v / r * tau) ** 2) / (4.0 * along * tau) - decay * tau)
    wide, deep = 2.0 * np.sqrt(across * tau), 2.0 * np.sqrt(down * tau)
    beside = 0.5 * (erfc((y - half_width) / wide) - erfc((y + half_width) / wide))
    below = 0.5 * (erfc((z - depth) / deep) - erfc((z + depth) / deep))
    return np.sum(0.5 * (high - low) * weight * tau * pulse * beside * below, axis=-1)
