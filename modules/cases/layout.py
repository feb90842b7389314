"""Where things are: flow coordinates, features, wells. Local metric grid, no real place.

Flow coordinates have their origin at village well VW2: s points down-gradient, n to the left of it.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from parameters import ZelenyiHai

Array = NDArray[np.float64]
ORIGIN = (1880.0, 520.0)
_ANGLE = np.deg2rad(ZelenyiHai().flow_azimuth_deg)
ALONG = np.array([np.sin(_ANGLE), np.cos(_ANGLE)])
ACROSS = np.array([-np.cos(_ANGLE), np.sin(_ANGLE)])
VILLAGE_WELLS = {"VW1": (0.0, 160.0), "VW2": (0.0, 0.0), "VW3": (0.0, -160.0)}


def flow_to_xy(s_m: ArrayLike, n_m: ArrayLike) -> tuple[Array, Array]:
    """Flow coordinates (s, n) to site coordinates (x, y), m; shapes broadcast."""
    s, n = np.asarray(s_m, float), np.asarray(n_m, float)
    return ORIGIN[0] + s * ALONG[0] + n * ACROSS[0], ORIGIN[1] + s * ALONG[1] + n * ACROSS[1]


def xy_to_flow(x_m: ArrayLike, y_m: ArrayLike) -> tuple[Array, Array]:
    """Site coordinates (x, y) to flow coordinates (s, n), m; shapes broadcast."""
    dx, dy = np.asarray(x_m, float) - ORIGIN[0], np.asarray(y_m, float) - ORIGIN[1]
    return dx * ALONG[0] + dy * ALONG[1], dx * ACROSS[0] + dy * ACROSS[1]


def _flow_box(s0: float, s1: float, n0: float, n1: float) -> list[tuple[float, float]]:
    """Corners (x, y) of a rectangle given in flow coordinates."""
    return [tuple(float(v) for v in flow_to_xy(s, n)) for s, n in ((s0, n0), (s1, n0), (s1, n1), (s0, n1))]


def _box(x0: float, x1: float, y0: float, y1: float) -> list[tuple[float, float]]:
    return [(x0, y0), (x1, y0), (x1, y1), (x0, y1)]


# id: (name, kind, corners)
FEATURES: dict[str, tuple[str, str, list[tuple[float, float]]]] = {
    "FARM": ("Farm boundary, 240 ha", "boundary", _box(0, 2000, 0, 1200)),
    "F1": ("Field 1, cereals", "field", _box(0, 1000, 600, 1200)),
    "F2": ("Field 2, vegetables under plastic mulch", "field", _box(0, 1000, 0, 600)),
    "F3": ("Field 3, sunflower", "field", _box(1000, 2000, 900, 1200)),
    "F4": ("Field 4, cereals", "field", _box(1000, 1780, 0, 300)),
    "FUEL": ("Fuel depot", "source", _flow_box(-540, -455, 115, 205)),
    "SMEAR": ("Smear zone of fuel at the water table", "source", _flow_box(-500, -460, 145, 175)),
    "YARD": ("Burnt machine yard", "source", _flow_box(-600, -480, -210, -110)),
    "SOAK": ("Soakaway of the machine yard", "source", _flow_box(-526, -520, -166, -154)),
    "STORE": ("Old pesticide store", "source", _flow_box(-740, -700, -180, -140)),
    "CRATERS": ("Crater field", "source", _flow_box(-560, -405, -75, 75)),
    "DU-C1": ("Decision unit: depression in the crater field", "decision unit", _flow_box(-530, -430, -40, 40)),
    "DU-C2": ("Decision unit: control, same soil, no craters", "decision unit", _flow_box(-830, -730, 200, 280)),
    "DU-PG": ("Decision unit: village playground", "decision unit", _box(2110, 2160, 560, 610)),
    "DU-Y1": ("Decision unit: machine yard, 0-0.2 m", "decision unit", _flow_box(-600, -480, -210, -110)),
    "WELLS": ("Village well field", "receptor", _flow_box(-20, 20, -190, 190)),
    "VILLAGE": ("Village", "receptor", _box(2050, 2500, 300, 900)),
    "STREAM": ("Stream, left bank", "receptor", _box(2640, 2650, -200, 1400)),
}

# wells: id -> (s, n, kind, screen top and bottom in m below the mean natural water table, purpose)
_TOP = (-1.0, 3.0)
MONITORING = {
    "MW01": (-1150.0, 200.0, _TOP, "background, upgradient"),
    "MW02": (-1050.0, -260.0, _TOP, "background, upgradient"),
    "MW03": (-475.0, 160.0, _TOP, "fuel source, product thickness"),
    "MW04": (-445.0, 160.0, _TOP, "benzene plume axis, 15 m"),
    "MW05": (-400.0, 160.0, _TOP, "benzene plume axis, 60 m"),
    "MW05D": (-400.0, 162.0, (8.0, 10.0), "benzene plume axis, 60 m, deep"),
    "MW06": (-330.0, 160.0, _TOP, "benzene plume axis, 130 m"),
    "MW07": (-230.0, 160.0, _TOP, "benzene plume axis, 230 m"),
    "MW08": (-120.0, 160.0, _TOP, "benzene plume axis, 340 m"),
    "MW09": (-330.0, 190.0, _TOP, "benzene plume edge"),
    "MW10": (-420.0, 0.0, _TOP, "RDX path, 10 m"),
    "MW11": (-350.0, 0.0, _TOP, "RDX path, 80 m"),
    "MW12": (-250.0, 0.0, _TOP, "RDX path, 180 m"),
    "MW13": (-130.0, 0.0, _TOP, "RDX path, 300 m"),
    "MW14": (-250.0, 65.0, _TOP, "RDX plume edge"),
    "MW15": (-680.0, -160.0, _TOP, "atrazine plume axis, 20 m"),
    "MW16": (-590.0, -160.0, _TOP, "atrazine plume axis, 110 m"),
    "MW17": (-500.0, -160.0, _TOP, "PFAS plume axis, 20 m"),
    "MW18": (-430.0, -160.0, _TOP, "PFAS plume axis, 90 m"),
    "MW19": (-320.0, -160.0, _TOP, "PFAS plume axis, 200 m"),
    "MW20": (-180.0, -160.0, _TOP, "PFAS plume axis, 340 m"),
    "MW21": (-600.0, 430.0, _TOP, "nitrate, field 3"),
    "MW22": (-250.0, -380.0, _TOP, "nitrate, field 4"),
    "PZ1": (0.0, 12.0, (2.0, 12.0), "pumping test, 12 m from VW2"),
    "PZ2": (0.0, -35.0, (2.0, 12.0), "pumping test, 35 m from VW2"),
    "PZ3": (-90.0, 0.0, (2.0, 12.0), "pumping test, 90 m from VW2"),
}
# metres from VW2 to the observation wells of the pumping test
PUMPING_TEST_RADII_M = {"PZ1": 12.0, "PZ2": 35.0, "PZ3": 90.0}


def area_m2(corners: list[tuple[float, float]]) -> float:
    """Area of a simple polygon by the shoelace formula."""
    x, y = np.array(corners).T
    return float(abs(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1))) / 2.0)
