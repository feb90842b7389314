"""Groundwater and soil water: the true concentrations, what a laboratory reports of them, and mass budgets."""

from datetime import date, timedelta
from functools import cache

import numpy as np
import pandas as pd

from flow import natural_mid_gradient
from layout import MONITORING, VILLAGE_WELLS
from parameters import SHELLING, YEAR_D, Plume, ZelenyiHai, rate
from tables import Array, Tables, measured, report, stream
from transport import Source, line, ogata_banks, patch

BTEX = ("benzene", "toluene", "ethylbenzene", "xylenes")
LAB_CHANGE = date(2022, 1, 1)

# analyte: (unit, LOD before the change of laboratory, LOD after), water
WATER_LOD: dict[str, tuple[str, float, float]] = {
    "benzene": ("µg/L", 0.5, 0.2),
    "toluene": ("µg/L", 0.5, 0.2),
    "ethylbenzene": ("µg/L", 0.5, 0.2),
    "xylenes": ("µg/L", 1.0, 0.5),
    "mtbe": ("µg/L", 1.0, 0.5),
    "tph_c10_c40": ("µg/L", 100.0, 50.0),
    "rdx": ("µg/L", 0.3, 0.1),
    "hmx": ("µg/L", 0.3, 0.1),
    "tnt": ("µg/L", 0.2, 0.1),
    "pfos": ("µg/L", 0.01, 0.001),
    "pfhxs": ("µg/L", 0.01, 0.001),
    "pfoa": ("µg/L", 0.01, 0.001),
    "atrazine": ("µg/L", 0.03, 0.01),
    "desethylatrazine": ("µg/L", 0.03, 0.01),
    "gamma_hch": ("µg/L", 0.01, 0.01),
    "nitrate": ("mg/L", 0.5, 0.5),
    "sulfate": ("mg/L", 1.0, 1.0),
    "iron_ii": ("mg/L", 0.05, 0.05),
    "methane": ("mg/L", 0.02, 0.02),
}
SUITES = {
    "VOC": ("benzene", "toluene", "ethylbenzene", "xylenes", "mtbe", "tph_c10_c40"),
    "EXP": ("rdx", "hmx", "tnt"),
    "PFC": ("pfos", "pfhxs", "pfoa"),
    "PST": ("atrazine", "desethylatrazine", "gamma_hch"),
    "ION": ("nitrate", "sulfate", "iron_ii", "methane"),
}
_VILLAGE = ("VW1", "VW2", "VW3")
SUITE_WELLS = {
    "VOC": ("MW01", "MW04", "MW05", "MW05D", "MW06", "MW07", "MW08", "MW09", *_VILLAGE),
    "EXP": ("MW01", "MW10", "MW11", "MW12", "MW13", "MW14", *_VILLAGE),
    "PFC": ("MW01", "MW16", "MW17", "MW18", "MW19", "MW20", *_VILLAGE),
    "PST": ("MW01", "MW15", "MW16", "MW17", "MW18", "MW19", "MW20", *_VILLAGE),
    "ION": tuple(w for w in MONITORING if w.startswith("MW") and w != "MW03") + _VILLAGE,
}


def vadose_rdx(p: ZelenyiHai, depth_m: float, t_d: Array, analyte: str = "rdx") -> Array:
    """Soil-water concentration below the crater floor, ug/L; depth m, days since the shelling, shape of t.

    One-dimensional Ogata-Banks with a source that fades; v = I/theta.
    """
    v = p.crater_recharge_m_y / YEAR_D / p.vadose_water_content
    start, kd = {"rdx": (p.rdx_soil_water_ug_L, p.rdx_vadose_kd_L_kg), "hmx": (p.hmx_soil_water_ug_L, p.hmx_vadose_kd_L_kg)}[analyte]
    fade = rate(p.rdx_source_half_life_y * YEAR_D)
    return start * ogata_banks(depth_m, t_d, v, v * p.vadose_alpha_m, p.vadose_retardation(kd), 0.0, fade)


def source_function(p: ZelenyiHai, plume: Plume) -> Source:
    """Concentration at the source plane, ug/L, as a function of days since the start of that source."""
    if plume.analyte in ("rdx", "hmx"):
        return lambda t: vadose_rdx(p, p.vadose_length_m, t, plume.analyte) / p.dilution_attenuation
    fade = rate(plume.source_half_life_y and plume.source_half_life_y * YEAR_D)
    return lambda t: plume.c0_ug_L * np.exp(-fade * t)


def aquifer(p: ZelenyiHai, plume: Plume, x: float, y: Array, z: Array, t_d: float, decay: float | None = None) -> Array:
    """Concentration ug/L, shape (y, z), at x m down-gradient, y m aside, z m below the water table, t days after the start."""
    v = p.velocity_m_d
    return patch(
        x,
        y,
        z,
        t_d,
        source_function(p, plume),
        v=v,
        r=p.retardation(plume.kd_L_kg),
        d_l=p.alpha_l_m * v,
        d_t=p.alpha_t_m * v,
        d_v=p.alpha_v_m * v,
        decay=rate(plume.half_life_d) if decay is None else decay,
        half_width_m=plume.half_width_m,
        depth_m=plume.depth_m,
        thickness_m=p.thickness_m,
    )


def capture_width_m(p: ZelenyiHai) -> float:
    """Width of the aquifer that one village well drains, Q/(T i), m."""
    return p.pumping_m3_d / (p.transmissivity_m2_d * p.gradient)


def _cells(low: float, high: float, count: int) -> Array:
    """Midpoints of equal cells."""
    return low + (np.arange(count) + 0.5) * (high - low) / count


@cache
def at_well(p: ZelenyiHai, analyte: str, well: str, day: date, conservative: bool = False) -> float:
    """True concentration in a well, ug/L: mean over the screen; for a village well mean over its capture section."""
    plume = p.plume(analyte)
    if well in VILLAGE_WELLS:
        s, n = VILLAGE_WELLS[well]
        half = capture_width_m(p) / 2.0
        y, z = _cells(-half, half, 9), _cells(0.0, p.thickness_m, 14)
    else:
        s, n, (top, bottom), _ = MONITORING[well]
        z = _cells(max(top, 0.0), bottom, 5)
        y = np.zeros(1)
    x, aside = s - plume.s_m, n - plume.n_m
    if x <= 0 or abs(aside) > 140.0:
        return 0.0
    values = aquifer(p, plume, x, y + aside, z, (day - plume.start).days, 0.0 if conservative else None)
    return float(values.mean())


def nitrate_true(p: ZelenyiHai, s_m: float) -> float:
    """Nitrate mg/L without reduction: background plus the share of field recharge in the throughflow."""
    curve = p.recharge_m_y / YEAR_D
    inflow = p.transmissivity_m2_d * natural_mid_gradient(p) + curve * (s_m + 215.0)
    share = curve * (s_m - p.field_start_s_m) / inflow
    return p.nitrate_background_mg_L + share * (p.nitrate_recharge_mg_L - p.nitrate_background_mg_L)


def redox(p: ZelenyiHai, well: str, day: date) -> dict[str, float]:
    """Oxygen, nitrate, iron(II), sulfate, methane, mg/L, after dissolved fuel has used the electron acceptors in turn.

    Fuel degraded = BTEX degraded (conservative minus actual) times the stated ratio for all dissolved hydrocarbons.
    Utilisation factors, mg per mg hydrocarbon: O2 3.14, NO3 4.9, Fe 21.8, SO4 4.7, CH4 0.78
    (Newell et al. 1996, BIOSCREEN, EPA/600/R-96/087).
    """
    s = (VILLAGE_WELLS.get(well) or MONITORING[well])[0]
    left = p.hydrocarbons_per_btex * sum(at_well(p, a, well, day, True) - at_well(p, a, well, day) for a in BTEX) / 1000.0
    water = {"oxygen": 5.5, "nitrate": nitrate_true(p, s), "sulfate": 92.0, "iron_ii": 0.02, "methane": 0.0}
    for name, factor, floor in (("oxygen", 3.14, 0.2), ("nitrate", 4.9, 0.3)):
        used = min(water[name] - floor, factor * left)
        water[name] -= used
        left -= used / factor
    made = min(16.0, 21.8 * left)
    water["iron_ii"] += made
    left -= made / 21.8
    used = min(water["sulfate"] - 4.0, 4.7 * left)
    water["sulfate"] -= used
    water["methane"] = 0.78 * (left - used / 4.7)
    return water


def true_value(p: ZelenyiHai, analyte: str, well: str, day: date) -> float:
    """True concentration in the unit of WATER_LOD."""
    if analyte in ("nitrate", "sulfate", "iron_ii", "methane"):
        return redox(p, well, day)[analyte]
    if analyte == "desethylatrazine":
        return 0.3 * (at_well(p, "atrazine", well, day, True) - at_well(p, "atrazine", well, day))
    if analyte == "tph_c10_c40":
        return 0.9 * sum(at_well(p, a, well, day) for a in ("xylenes", "ethylbenzene"))
    if analyte in ("mtbe", "tnt", "gamma_hch"):
        return 0.0
    return at_well(p, analyte, well, day)


def rounds() -> list[date]:
    """Quarterly sampling days, May 2019 to November 2025."""
    return [date(y, m, 12) for y in range(2019, 2026) for m in (2, 5, 8, 11) if (y, m) >= (2019, 5)]


def _suites(well: str, full: bool) -> list[str]:
    return [k for k, wells in SUITE_WELLS.items() if well in wells and (full or k == "EXP")]


def monitoring(p: ZelenyiHai) -> Tables:
    """Samples with field readings, results in long form, and the batches they were analysed in."""
    rng = stream(p.seed, "groundwater")
    samples, results, batches = [], [], {}
    for number, day in enumerate(rounds(), 1):
        full = day.month in (5, 11)
        wells = SUITE_WELLS["ION"] if full else SUITE_WELLS["EXP"]
        plan = [(w, "N") for w in wells] + [(wells[number % len(wells)], "FD"), ("", "EB")] + ([("", "TB")] if full else [])
        first: dict[str, str] = {}
        for order, (well, kind) in enumerate(plan):
            sample = f"G-{number:02d}{order + 1:02d}"
            when = day + timedelta(days=order // 8)
            if kind == "N":
                first[well] = sample
            samples.append(
                {
                    "sample_id": sample,
                    "well_id": well,
                    "date": when.isoformat(),
                    "sample_type": kind,
                    "parent_sample_id": first.get(well, "") if kind == "FD" else "",
                    **(_field(p, rng, well, day) if kind == "N" else {}),
                }
            )
            suites = _suites(well, full) if well else (["VOC"] if kind == "TB" else ["EXP", "PFC", "ION"] if full else ["EXP"])
            for suite in suites:
                batch = f"W{suite}-{number:02d}"
                batches[batch] = (f"{suite}-{'A' if day < LAB_CHANGE else 'B'}", "water", day + timedelta(days=6))
                for analyte in SUITES[suite]:
                    unit, before, after = WATER_LOD[analyte]
                    lod = before if day < LAB_CHANGE else after
                    true = true_value(p, analyte, well, day) if well else 0.0
                    if kind == "TB" and number == 15 and analyte == "toluene":
                        true = 1.4  # a trip blank that picked up solvent vapour on the way
                    qualifier, value = report(float(measured(rng, true, p.sigma_ln, lod)), lod)
                    results.append((sample, analyte, qualifier, value, unit, batch))
    frame = pd.DataFrame(samples).astype({"ec_uS_cm": "Int64", "orp_mV": "Int64"})
    return {
        "groundwater_samples": frame,
        "groundwater_results": pd.DataFrame(results, columns=["sample_id", "analyte_id", "qualifier", "value", "unit", "batch_id"]),
        "_batches_water": pd.DataFrame(
            [(k, *v[:2], v[2].isoformat()) for k, v in batches.items()], columns=["batch_id", "method_id", "matrix", "date"]
        ),
    }


def _field(p: ZelenyiHai, rng: np.random.Generator, well: str, day: date) -> dict[str, float]:
    """Field readings of one sample at the end of purging."""
    water = redox(p, well, day)
    reduced = 1.0 - water["oxygen"] / 5.5 + 0.6 * (water["methane"] > 0.05) + 0.4 * (water["iron_ii"] > 1.0)
    z = rng.standard_normal(6)
    return {
        "temperature_C": round(11.2 + 1.1 * np.sin(2 * np.pi * (day.timetuple().tm_yday - 200) / 365.0) + 0.2 * z[0], 1),
        "pH": round(7.35 - 0.15 * reduced + 0.05 * z[1], 2),
        "ec_uS_cm": int(np.round(890 + 110 * reduced + 4 * (water["nitrate"] - 40) + 25 * z[2], -1)),
        "oxygen_mg_L": round(max(0.1, water["oxygen"] * (1 + 0.05 * z[3])), 1),
        "orp_mV": int(np.round(190 - 150 * reduced + 15 * z[4])),
        "turbidity_NTU": round(float(3.0 * np.exp(0.5 * z[5])), 1),
    }


def soil_water(p: ZelenyiHai) -> pd.DataFrame:
    """RDX in suction cups below the crater floor, half-yearly; three cups at each of two depths."""
    rng = stream(p.seed, "soil_water")
    rows = []
    for day in [d for d in (date(y, m, 20) for y in range(2018, 2026) for m in (4, 10)) if d >= date(2018, 10, 1)]:
        t = np.array([float((day - SHELLING).days)])
        for depth in (0.5, 2.5):
            for cup in range(1, 4):
                true = float(vadose_rdx(p, depth, t)[0])
                spread = np.exp(0.20 * stream(p.seed, f"cup{depth}{cup}").standard_normal())
                lod = 1.0
                qualifier, value = report(float(measured(rng, true * spread, 0.12, lod)), lod)
                rows.append((f"SC-{int(depth * 10):02d}-{cup}", day.isoformat(), depth, qualifier, value))
    return pd.DataFrame(rows, columns=["location_id", "date", "depth_below_crater_floor_m", "rdx_qualifier", "rdx_ug_L"])


def plume_mass_kg(p: ZelenyiHai, plume: Plume, day: date) -> tuple[float, float, float]:
    """Dissolved, sorbed and degraded mass in the aquifer, kg, from the one-dimensional profile (abstraction neglected)."""
    x = np.concatenate([_cells(0.0, 100.0, 100), _cells(100.0, 1300.0, 240)])
    dx = np.concatenate([np.full(100, 1.0), np.full(240, 5.0)])
    section = 2.0 * plume.half_width_m * plume.depth_m * p.porosity
    r = p.retardation(plume.kd_L_kg)

    def dissolved(t: float) -> float:
        c = line(x, t, source_function(p, plume), v=p.velocity_m_d, d=p.dispersion_m2_d, r=r, decay=rate(plume.half_life_d))
        return float((c * dx).sum() * section * 1e-6)

    total = (day - plume.start).days
    now = dissolved(total)
    lost = 0.0
    if plume.half_life_d is not None:
        times = _cells(0.0, float(total), 24)
        lost = rate(plume.half_life_d) * r * sum(dissolved(t) for t in times) * total / 24
    return now, now * (r - 1.0), lost


def mass_budget(p: ZelenyiHai, day: date = date(2025, 11, 30)) -> pd.DataFrame:
    """Where each released mass is on a day, kg; the last row of each analyte closes the sum and is not negative."""
    t = float((day - SHELLING).days)
    years = t / YEAR_D
    rows = []
    area = p.crater_length_m * p.crater_width_m
    depth = _cells(0.0, p.vadose_length_m, 50)
    rdx_water = sum(vadose_rdx(p, z, np.array([t]))[0] for z in depth) * p.vadose_length_m / 50
    stored = rdx_water * 1e-6 * area * p.vadose_water_content * p.vadose_retardation(p.rdx_vadose_kd_L_kg)
    fuel = p.plume("benzene")
    soil = {
        "benzene": p.benzene_released_kg * 2.0 ** (-years / fuel.source_half_life_y),
        "rdx": p.rdx_released_kg * 2.0 ** (-years / p.rdx_source_half_life_y),
        "pfos": p.pfos_yard_kg,
        "atrazine": 0.0,
    }
    for analyte, released in (
        ("benzene", p.benzene_released_kg),
        ("rdx", p.rdx_released_kg),
        ("pfos", p.pfos_released_kg),
        ("atrazine", p.atrazine_released_kg),
    ):
        dissolved, sorbed, degraded = plume_mass_kg(p, p.plume(analyte), day)
        parts = {
            "soil and product": soil[analyte],
            "vadose zone water and solids": stored if analyte == "rdx" else 0.0,
            "aquifer, dissolved": dissolved,
            "aquifer, sorbed": sorbed,
            "aquifer, degraded": degraded,
        }
        rows.append((analyte, "released", released))
        rows += [(analyte, k, v) for k, v in parts.items()]
        rows.append((analyte, "not located", released - sum(parts.values())))
    frame = pd.DataFrame(rows, columns=["analyte_id", "compartment", "mass_kg"])
    frame["date"] = day.isoformat()
    frame["mass_kg"] = [round(m, 4) for m in frame["mass_kg"]]
    return frame
