"""Tables of the ground and its water: places, logs, levels, tests, water balance of Zelenyi Hai."""

from datetime import date

import numpy as np
import pandas as pd
from scipy.optimize import brentq

from flow import bucket, head, hvorslev_time, natural_head, season, theis
from layout import (
    FEATURES,
    MONITORING,
    PUMPING_TEST_RADII_M,
    VILLAGE_WELLS,
    area_m2,
    flow_to_xy,
    xy_to_flow,
)
from parameters import FOC_AQUIFER, SHELLING, YEAR_D, ZelenyiHai
from tables import Array, Tables, significant, stream

MONTHS = [date(y, m, 1) for y in range(2017, 2026) for m in range(1, 13)]
_RAIN = np.array([36, 32, 34, 40, 52, 62, 56, 44, 40, 38, 44, 42], float)  # mm per month
_DEMAND = np.array([4, 8, 26, 58, 98, 122, 138, 122, 72, 34, 12, 5], float)  # mm per month


def ground_level(p: ZelenyiHai, x_m: Array, y_m: Array) -> Array:
    """Ground surface, m above the local datum; 3.9 m above the water table in the crater depression."""
    x, y = np.asarray(x_m, float), np.asarray(y_m, float)
    s, n = xy_to_flow(x, y)
    hollow = 0.95 * np.exp(-(((s + 480.0) / 90.0) ** 2) - (n / 65.0) ** 2)
    return natural_head(p, x, y) + 4.85 - hollow + 0.22 * np.sin(x / 190.0) + 0.16 * np.cos(y / 130.0)


def loess_thickness(x_m: Array) -> Array:
    """Loess and loess loam above the sand, m: 3.6 m in the west, 6.4 m at the well field, where it confines the sand."""
    return 3.6 + 2.8 / (1.0 + np.exp(-(np.asarray(x_m, float) - 1740.0) / 40.0))


def features() -> Tables:
    """Plan of the site: one row a feature, one row a corner."""
    rows, corners = [], []
    for key, (name, kind, polygon) in FEATURES.items():
        rows.append((key, name, kind, round(area_m2(polygon))))
        corners += [(key, i, round(x, 1), round(y, 1)) for i, (x, y) in enumerate(polygon, 1)]
    units = [
        ("DU-C1", "DU-C1", "mean of explosives in the crater depression", 0.0, 0.10, 50),
        ("DU-C2", "DU-C2", "control without craters, same soil", 0.0, 0.10, 50),
        ("DU-PG", "DU-PG", "exposure of children on the playground", 0.0, 0.05, 40),
        ("DU-Y1", "DU-Y1", "metals in the burnt yard", 0.0, 0.20, 30),
    ]
    return {
        "site_features": pd.DataFrame(rows, columns=["feature_id", "name", "kind", "area_m2"]),
        "site_vertices": pd.DataFrame(corners, columns=["feature_id", "vertex", "x_m", "y_m"]),
        "decision_units": pd.DataFrame(
            units, columns=["decision_unit_id", "feature_id", "question", "depth_top_m", "depth_bottom_m", "increments"]
        ),
    }


def _all_wells() -> dict[str, tuple[float, float, tuple[float, float], str]]:
    village = {w: (s, n, (2.0, 14.0), "village well, pumped") for w, (s, n) in VILLAGE_WELLS.items()}
    return MONITORING | village


def wells(p: ZelenyiHai) -> Tables:
    """Well construction and the geological log of each hole."""
    rng = stream(p.seed, "wells")
    rows, logs = [], []
    for well, (s, n, (top, bottom), purpose) in _all_wells().items():
        x, y = (float(v) for v in flow_to_xy(s, n))
        ground, table = float(ground_level(p, x, y)), float(natural_head(p, x, y))
        loess = float(loess_thickness(x)) + 0.15 * rng.standard_normal()
        sand_top = ground - loess
        base = min(table, sand_top) - p.thickness_m
        village = well.startswith("VW")
        screen_top, screen_bottom = ground - table + top, ground - table + bottom
        if village:
            screen_top, screen_bottom = loess + 0.3, ground - base - 0.5
        kind = "village well" if village else "piezometer" if well.startswith("PZ") else "monitoring well"
        rows.append(
            {
                "location_id": well,
                "kind": kind,
                "x_m": round(x, 1),
                "y_m": round(y, 1),
                "ground_level_m": round(ground, 2),
                "datum_level_m": round(ground + (0.30 if village else 0.75 + 0.04 * rng.standard_normal()), 3),
                "screen_top_m": round(screen_top, 1),
                "screen_bottom_m": round(screen_bottom, 1),
                "casing_diameter_mm": 300 if village else 104,
                "borehole_diameter_mm": 450 if village else 200,
                "installed": "1998-06-15" if village else "2019-04-02" if well < "MW15" else "2019-04-16",
                "purpose": purpose,
            }
        )
        topsoil = 0.45 + 0.05 * rng.standard_normal()
        end = ground - base + (0.8 if village or well in ("MW01", "MW05D", "MW12") else 0.0)
        last = end if end > ground - base else screen_bottom + 0.5
        bounds = [
            (0.0, topsoil, "topsoil", "dark humic silt loam"),
            (topsoil, loess - 0.6, "loess", "silt, calcareous, porous"),
            (loess - 0.6, loess, "loess loam", "clayey silt, stiff"),
            (loess, min(last, ground - base), "sand", "medium sand, yellow, well sorted"),
        ]
        if last > ground - base:
            bounds.append((ground - base, last, "clay", "grey marine clay, stiff"))
        logs += [(well, i, round(a, 2), round(b, 2), c, d) for i, (a, b, c, d) in enumerate(bounds, 1)]
    return {
        "wells": pd.DataFrame(rows).rename(columns={"location_id": "well_id"}),
        "borehole_layers": pd.DataFrame(logs, columns=["well_id", "layer", "depth_top_m", "depth_bottom_m", "material", "description"]),
    }


def water_balance(p: ZelenyiHai) -> pd.DataFrame:
    """Monthly rain, demand, evapotranspiration and recharge; the bucket size gives the stated mean recharge."""
    rng = stream(p.seed, "water_balance")
    month = np.array([d.month - 1 for d in MONTHS])
    rain = np.round(_RAIN[month] * rng.gamma(6.0, 1 / 6.0, month.size), 1)
    demand = np.round(_DEMAND[month] * (1.0 + 0.06 * rng.standard_normal(month.size)), 1)
    years = len(MONTHS) / 12
    size = brentq(lambda c: bucket(rain, demand, c)[1].sum() / years - 1000.0 * p.recharge_m_y, 40.0, 260.0, xtol=1e-3)
    used, drained = bucket(rain, demand, size)
    frame = pd.DataFrame(
        {
            "month": [d.isoformat()[:7] for d in MONTHS],
            "rain_mm": rain,
            "pet_mm": demand,
            "et_mm": np.round(used, 1),
            "recharge_mm": np.round(drained, 1),
        }
    )
    frame["storage_change_mm"] = np.round(frame["rain_mm"] - frame["et_mm"] - frame["recharge_mm"], 1)
    return frame


def _monthly_pumping(p: ZelenyiHai) -> pd.DataFrame:
    """Mean abstraction of each village well per month, m3/d; more in summer, the same in the three wells."""
    rng = stream(p.seed, "pumping")
    factor = np.array([1.0 + 0.18 * np.sin(2 * np.pi * (d.month - 4.5) / 12.0) for d in MONTHS]) * (
        1 + 0.03 * rng.standard_normal(len(MONTHS))
    )
    factor /= factor.mean()
    rows = [(d.isoformat()[:7], w, round(p.pumping_m3_d * f, 1)) for d, f in zip(MONTHS, factor, strict=True) for w in VILLAGE_WELLS]
    return pd.DataFrame(rows, columns=["month", "well_id", "rate_m3_d"])


def levels(p: ZelenyiHai, construction: pd.DataFrame, balance: pd.DataFrame, pumping: pd.DataFrame) -> pd.DataFrame:
    """Quarterly dips, depth to water below the datum; pumped wells are dipped while pumping (extra well loss)."""
    rng = stream(p.seed, "levels")
    shift = dict(
        zip(balance["month"], season(balance["recharge_mm"].to_numpy(), balance["recharge_mm"].mean(), p.specific_yield), strict=True)
    )
    rate = pumping.groupby("month")["rate_m3_d"].first()
    rows = []
    for day in (date(y, m, 8) for y in range(2019, 2026) for m in (2, 5, 8, 11)):
        if day < date(2019, 5, 1):
            continue
        month = day.isoformat()[:7]
        for well in construction.itertuples():
            level = float(head(p, well.x_m, well.y_m, shift[month], float(rate[month]))) + p.level_noise_m * rng.standard_normal()
            if well.kind == "village well":
                level -= 6.0e-5 * float(rate[month]) ** 2
            product = (
                max(0.0, 0.34 * 2.0 ** (-(day - SHELLING).days / YEAR_D / 6.0) * 1.9 - 0.5 * shift[month] + 0.01 * rng.standard_normal())
                if well.well_id == "MW03"
                else 0.0
            )
            rows.append(
                {
                    "well_id": well.well_id,
                    "date": day.isoformat(),
                    "depth_to_water_m": round(well.datum_level_m - level + 0.75 * product, 3),
                    "product_thickness_m": round(product, 3) if well.well_id == "MW03" else np.nan,
                    "status": "pumping" if well.kind == "village well" else "rest",
                }
            )
    return pd.DataFrame(rows)


def pumping_test(p: ZelenyiHai) -> pd.DataFrame:
    """Drawdown at three piezometers: 1440 min of pumping at a constant rate, then 720 min of recovery."""
    rng = stream(p.seed, "pumping_test")
    up = np.array(
        [1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 25, 30, 40, 50, 60, 80, 100, 120, 150, 180, 240, 300, 420, 540, 720, 960, 1200, 1440], float
    )
    back = np.array([2, 5, 10, 15, 20, 30, 45, 60, 90, 120, 180, 240, 360, 540, 720], float)
    rows = []
    for well, r in PUMPING_TEST_RADII_M.items():
        for minute in np.concatenate([up, 1440.0 + back]):
            t = np.array([minute, minute - 1440.0]) / 1440.0
            s = theis(r, t, p.pumping_test_m3_d, p.transmissivity_m2_d, p.storativity) @ np.array([1.0, -1.0])
            reading = max(0.0, s * (1 + 0.01 * rng.standard_normal()) + 0.003 * rng.standard_normal())
            rows.append(
                (
                    well,
                    r,
                    int(minute),
                    "pumping" if minute <= 1440 else "recovery",
                    p.pumping_test_m3_d if minute <= 1440 else 0.0,
                    round(float(reading), 3),
                )
            )
    return pd.DataFrame(rows, columns=["well_id", "distance_m", "time_min", "phase", "rate_m3_d", "drawdown_m"])


def slug_tests(p: ZelenyiHai) -> pd.DataFrame:
    """Head displacement after a solid slug is pulled out, two readings a second, in 14 wells (Hvorslev recovery)."""
    rng = stream(p.seed, "slug")
    tested = [f"MW{k:02d}" for k in (1, 2, 5, 6, 7, 8, 10, 11, 12, 13, 16, 18, 19, 21)]
    logs = rng.standard_normal(len(tested))
    logs = (logs - logs.mean()) / logs.std(ddof=1) * p.slug_sd_log10
    rows = []
    for well, shift in zip(tested, logs, strict=True):
        k = p.slug_geometric_mean_m_d * 10.0**shift / 86400.0
        lag = hvorslev_time(k, 0.052, 0.10, 3.0)
        start = 0.55 + 0.03 * rng.standard_normal()
        for second in np.arange(0.0, 15.5, 0.5):
            h = start * np.exp(-second / lag) + 0.0015 * rng.standard_normal()
            rows.append((well, second, round(float(h), 4), 52, 100, 3.0))
    return pd.DataFrame(rows, columns=["well_id", "time_s", "displacement_m", "casing_radius_mm", "screen_radius_mm", "screen_length_m"])


def cores(p: ZelenyiHai) -> pd.DataFrame:
    """Laboratory tests of sand cores: bulk density, total and effective porosity, organic carbon."""
    rng = stream(p.seed, "cores")
    rows = []
    names = ["MW01", "MW05D", "MW06", "MW08", "MW10", "MW12", "MW13", "MW16", "MW18", "MW20"]
    z = rng.standard_normal((len(names), 2, 3))
    z = z - z.mean(axis=(0, 1))
    for i, well in enumerate(names):
        for j, depth in enumerate((6.5, 7.5)):
            a, b, c = z[i, j]
            density = p.bulk_density_kg_L + 0.035 * a
            rows.append(
                (
                    f"CO-{well}-{j + 1}",
                    well,
                    depth,
                    round(density, 2),
                    round(1 - density / 2.65, 3),
                    round(p.porosity + 0.025 * b, 3),
                    round(100 * FOC_AQUIFER * np.exp(0.35 * c - 0.061), 3),
                )
            )
    return pd.DataFrame(
        rows, columns=["core_id", "well_id", "depth_m", "bulk_density_kg_L", "total_porosity", "effective_porosity", "oc_pct"]
    )


def column_test(p: ZelenyiHai) -> pd.DataFrame:
    """Breakthrough of a bromide tracer and of RDX in a 0.30 m column of aquifer sand."""
    from transport import ogata_banks

    rng = stream(p.seed, "column_test")
    v, length, alpha = 0.60, 0.30, 0.004
    rows = []
    for hour in np.arange(2.0, 30.0, 1.0):
        pair = []
        for r in (1.0, p.retardation(p.plume("rdx").kd_L_kg)):
            c = float(ogata_banks(length, hour / 24.0, v, v * alpha, r))
            pair.append(round(max(0.0, c * (1 + 0.015 * rng.standard_normal()) + 0.005 * rng.standard_normal()), 3))
        rows.append((int(hour), *pair))
    return pd.DataFrame(rows, columns=["time_h", "bromide_relative", "rdx_relative"])


def purge_logs(p: ZelenyiHai) -> pd.DataFrame:
    """Readings every four minutes while purging six wells; MW09 never settles within the log."""
    rng = stream(p.seed, "purge")
    ends = {
        "MW01": (11.2, 7.35, 860, 190, 5.6, 3.0),
        "MW06": (11.6, 7.08, 1090, -95, 0.3, 4.0),
        "MW09": (11.4, 7.18, 990, 40, 1.4, 8.0),
        "MW12": (11.3, 7.33, 880, 175, 5.2, 2.5),
        "MW18": (11.5, 7.31, 900, 182, 5.4, 3.5),
        "MW21": (11.1, 7.30, 870, 186, 5.5, 4.5),
    }
    rows = []
    for well, (temp, ph, ec, orp, do, ntu) in ends.items():
        pace, drift = rng.uniform(0.28, 0.42), 1.0 if well == "MW09" else 0.0
        for k in range(13):
            left, z = np.exp(-pace * k), rng.standard_normal(7)
            rows.append(
                (
                    well,
                    "2023-06-20",
                    4 * k,
                    round(0.30 + 0.005 * z[6], 2),
                    round(0.02 + 0.05 * (1 - left) + (0.012 * k if drift else 0), 2),
                    round(temp + 2.1 * left + 0.05 * z[0], 1),
                    round(ph + 0.45 * left + 0.015 * z[1], 2),
                    int(ec * (1 - 0.12 * left + drift * 0.018 * k) + 3 * z[2]),
                    int(orp + 90 * left * (1 if orp < 100 else -1) - drift * 9 * k + 2 * z[3]),
                    round(max(0.1, do + 2.2 * left + 0.04 * z[4] - drift * 0.06 * k), 2),
                    round(float(ntu * (1 + 22 * left) * np.exp(0.04 * z[5])), 1),
                )
            )
    return pd.DataFrame(
        rows,
        columns=[
            "well_id",
            "date",
            "time_min",
            "rate_L_min",
            "drawdown_m",
            "temperature_C",
            "pH",
            "ec_uS_cm",
            "orp_mV",
            "oxygen_mg_L",
            "turbidity_NTU",
        ],
    )


def parameters(p: ZelenyiHai) -> pd.DataFrame:
    """What the project team states about flow and transport; the truth behind the data, for checking."""
    from flow import natural_mid_gradient
    from groundwater import capture_width_m

    rows = [
        ("aquifer", "hydraulic conductivity", "K", p.conductivity_m_d, "m/d"),
        ("aquifer", "saturated thickness", "b", p.thickness_m, "m"),
        ("aquifer", "transmissivity", "T", p.transmissivity_m2_d, "m²/d"),
        ("aquifer", "storativity near the well field", "S", p.storativity, "1"),
        ("aquifer", "specific yield", "S_y", p.specific_yield, "1"),
        ("aquifer", "effective porosity", "n_e", p.porosity, "1"),
        ("aquifer", "bulk density", "rho_b", p.bulk_density_kg_L, "kg/L"),
        ("aquifer", "organic carbon fraction", "f_oc", FOC_AQUIFER, "1"),
        ("aquifer", "mean gradient of the path with pumping", "i", p.gradient, "1"),
        ("aquifer", "natural gradient at the middle of the path", "i_0", significant(natural_mid_gradient(p), 4).item(), "1"),
        ("aquifer", "mean seepage velocity of the path", "v", p.velocity_m_d, "m/d"),
        ("aquifer", "flow azimuth", "azimuth", p.flow_azimuth_deg, "°"),
        ("aquifer", "longitudinal dispersivity", "alpha_L", p.alpha_l_m, "m"),
        ("aquifer", "transverse dispersivity", "alpha_T", p.alpha_t_m, "m"),
        ("aquifer", "vertical dispersivity", "alpha_V", p.alpha_v_m, "m"),
        ("aquifer", "longitudinal dispersion coefficient", "D", p.dispersion_m2_d, "m²/d"),
        ("aquifer", "capture width of one village well", "w", significant(capture_width_m(p), 4).item(), "m"),
        ("fields", "recharge", "I", p.recharge_m_y, "m/y"),
        ("fields", "nitrate in recharge", "c_r", p.nitrate_recharge_mg_L, "mg/L"),
        ("fields", "nitrate at the upgradient edge", "c_b", p.nitrate_background_mg_L, "mg/L"),
        ("craters", "recharge in the depression", "I", p.crater_recharge_m_y, "m/y"),
        ("craters", "length along the flow", "L", p.crater_length_m, "m"),
        ("craters", "width across the flow", "W", p.crater_width_m, "m"),
        ("craters", "crater floor to water table", "z", p.vadose_length_m, "m"),
        ("craters", "water content", "theta", p.vadose_water_content, "1"),
        ("craters", "bulk density", "rho_b", p.vadose_bulk_density_kg_L, "kg/L"),
        ("craters", "dispersivity of the vadose zone", "alpha", p.vadose_alpha_m, "m"),
        ("craters", "mixing depth", "d", significant(p.mixing_depth_m, 4).item(), "m"),
        ("craters", "dilution attenuation factor", "DAF", significant(p.dilution_attenuation, 4).item(), "1"),
        ("rdx", "soil water at the crater floor at the start", "C_0", p.rdx_soil_water_ug_L, "µg/L"),
        ("rdx", "half-life of the source", "T_s", p.rdx_source_half_life_y, "y"),
        ("rdx", "distribution coefficient in the loess subsoil", "K_d,v", p.rdx_vadose_kd_L_kg, "L/kg"),
        ("rdx", "retardation in the loess subsoil", "R_v", significant(p.vadose_retardation(p.rdx_vadose_kd_L_kg), 4).item(), "1"),
        ("hmx", "soil water at the crater floor at the start", "C_0", p.hmx_soil_water_ug_L, "µg/L"),
        ("hmx", "half-life of the source", "T_s", p.rdx_source_half_life_y, "y"),
        ("hmx", "distribution coefficient in the loess subsoil", "K_d,v", p.hmx_vadose_kd_L_kg, "L/kg"),
        ("yard", "dispersivity of the vadose zone", "alpha", p.yard_alpha_m, "m"),
        ("yard", "water content", "theta", p.yard_water_content, "1"),
        ("pfos", "retardation in the vadose zone below the yard", "R_v", p.pfos_vadose_r, "1"),
        ("pfhxs", "retardation in the vadose zone below the yard", "R_v", p.pfhxs_vadose_r, "1"),
        ("pfoa", "retardation in the vadose zone below the yard", "R_v", p.pfoa_vadose_r, "1"),
        ("laboratory", "relative standard deviation of groundwater results", "sigma", p.sigma_ln, "1"),
    ]
    for plume in p.plumes:
        rows += [
            (plume.analyte, "source plane, s", "s_0", plume.s_m, "m"),
            (plume.analyte, "source plane, middle n", "n_0", plume.n_m, "m"),
            (plume.analyte, "half-width of the source", "Y", plume.half_width_m, "m"),
            (plume.analyte, "thickness of the source", "Z", plume.depth_m, "m"),
            (plume.analyte, "distribution coefficient in the sand", "K_d", significant(plume.kd_L_kg, 4).item(), "L/kg"),
            (plume.analyte, "retardation in the sand", "R", significant(p.retardation(plume.kd_L_kg), 5).item(), "1"),
            (plume.analyte, "velocity of the solute", "v_c", significant(p.velocity_m_d / p.retardation(plume.kd_L_kg), 4).item(), "m/d"),
        ]
        if plume.analyte not in ("rdx", "hmx"):
            rows += [
                (plume.analyte, "source concentration at the start", "C_0", plume.c0_ug_L, "µg/L"),
                (plume.analyte, "half-life of the source", "T_s", plume.source_half_life_y, "y"),
            ]
        if plume.half_life_d is not None:
            rows += [
                (plume.analyte, "half-life in the aquifer", "T", round(plume.half_life_d, 1), "d"),
                (plume.analyte, "first-order decay rate", "lambda", significant(np.log(2) / plume.half_life_d, 6).item(), "1/d"),
            ]
    frame = pd.DataFrame(rows, columns=["subject", "name", "symbol", "value", "unit"])
    frame.insert(0, "parameter_id", [f"PA-{i:03d}" for i in range(1, len(frame) + 1)])
    return frame


def tables(p: ZelenyiHai) -> Tables:
    """All tables of this file."""
    construction = wells(p)
    balance, pumping = water_balance(p), _monthly_pumping(p)
    return (
        features()
        | construction
        | {
            "parameters": parameters(p),
            "water_balance": balance,
            "pumping_rates": pumping,
            "water_levels": levels(p, construction["wells"], balance, pumping),
            "pumping_test": pumping_test(p),
            "slug_tests": slug_tests(p),
            "aquifer_cores": cores(p),
            "column_test": column_test(p),
            "purge_logs": purge_logs(p),
        }
    )
