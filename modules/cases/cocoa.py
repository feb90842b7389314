"""Rio Claro: 120 cocoa plots, lots, a lime trial, prices, consumption and the watershed. All data are fictional."""

import numpy as np
import pandas as pd
from scipy.spatial.distance import cdist

from parameters import RioClaro
from tables import Tables, report, significant, stream

SUBCATCHMENTS = (
    ("RC-A", "upper slopes on black shale", 1.05),
    ("RC-B", "alluvial terraces flooded by the river", 0.75),
    ("RC-C", "old volcanic hills", 0.30),
)


def plots(c: RioClaro) -> pd.DataFrame:
    """One row a plot: place, topsoil (0-0.20 m), leaf and bean; bean cadmium from the log-log transfer."""
    rng = stream(c.seed, "plots")
    n = c.plots
    area = rng.choice(3, n, p=[0.30, 0.36, 0.34])
    centre = np.array([(900.0, 2600.0), (2500.0, 1500.0), (1200.0, 700.0)])
    xy = centre[area] + rng.normal(0, 380, (n, 2))
    field = np.linalg.cholesky(np.exp(-3.0 * cdist(xy, xy) / 900.0) + 1e-9 * np.eye(n)) @ rng.standard_normal(n)
    ph = np.clip(np.array([5.3, 5.9, 5.2])[area] + 0.45 * rng.standard_normal(n), 4.2, 7.3)
    oc = np.exp(np.log(2.2) + 0.28 * rng.standard_normal(n))
    clay = np.clip(np.array([34, 26, 41])[area] + 6 * rng.standard_normal(n), 10, 60)
    zinc = np.exp(np.log(np.array([92, 78, 60])[area]) + 0.22 * rng.standard_normal(n))
    soil = np.array([m for _, _, m in SUBCATCHMENTS])[area] * np.exp(0.38 * field + 0.25 * rng.standard_normal(n))
    genotype = rng.choice([g for g, _ in c.genotype_effect], n, p=[0.5, 0.3, 0.2])
    soil, ph, oc, zinc = significant(soil, 3), np.round(ph, 2), np.round(oc, 2), np.round(zinc, 0)
    bean = 10 ** (
        c.intercept
        + c.slope_soil_cd * np.log10(soil)
        - c.slope_ph * ph
        - c.slope_oc * np.log10(oc)
        - c.slope_zn * np.log10(zinc / 60)
        + np.array([dict(c.genotype_effect)[g] for g in genotype])
        + c.residual_sd * rng.standard_normal(n)
    )
    leaf = c.leaf_to_bean * bean * np.exp(0.22 * rng.standard_normal(n))
    hectares = np.round(np.exp(np.log(2.4) + 0.45 * rng.standard_normal(n)), 1)
    return pd.DataFrame(
        {
            "plot_id": [f"P-{i:03d}" for i in range(1, n + 1)],
            "subcatchment_id": [SUBCATCHMENTS[a][0] for a in area],
            "x_m": np.round(xy[:, 0], 0),
            "y_m": np.round(xy[:, 1], 0),
            "area_ha": hectares,
            "genotype": genotype,
            "age_y": rng.integers(6, 38, n),
            "soil_cd_mg_kg": soil,
            "pH_H2O": ph,
            "oc_pct": oc,
            "clay_pct": np.round(clay, 0),
            "soil_zn_mg_kg": zinc,
            "leaf_cd_mg_kg": significant(leaf),
            "bean_cd_mg_kg": significant(bean),
            "yield_kg_ha": np.round(np.clip(rng.normal(620, 150, n), 250, 1100), -1),
        }
    )


def lots(c: RioClaro, plot: pd.DataFrame) -> Tables:
    """Fermented lots: which plots went in, the mass, and the bean cadmium measured in the lot (mass-weighted, 8 % error)."""
    rng = stream(c.seed, "lots")
    order = plot.sort_values(["subcatchment_id", "plot_id"])["plot_id"].to_numpy()
    groups = np.array_split(order, c.lots)
    by = plot.set_index("plot_id")
    rows, parts = [], []
    for i, group in enumerate(groups, 1):
        mass = (by.loc[group, "area_ha"] * by.loc[group, "yield_kg_ha"]).round(0)
        mean = float((mass * by.loc[group, "bean_cd_mg_kg"]).sum() / mass.sum())
        grade = str(rng.choice(["A", "B"], p=[0.7, 0.3]))
        rows.append(
            (
                f"L-{i:02d}",
                by.loc[group[0], "subcatchment_id"],
                int(mass.sum()),
                grade,
                3.9 if grade == "A" else 3.3,
                float(significant(mean * np.exp(0.08 * rng.standard_normal()))),
                float(significant(0.08 * mean, 2)),
            )
        )
        parts += [(f"L-{i:02d}", k, int(m)) for k, m in mass.items()]
    return {
        "lots": pd.DataFrame(rows, columns=["lot_id", "subcatchment_id", "mass_kg", "grade", "price_cr_kg", "bean_cd_mg_kg", "u_cd_mg_kg"]),
        "lot_plots": pd.DataFrame(parts, columns=["lot_id", "plot_id", "mass_kg"]),
    }


def lime_trial(c: RioClaro) -> pd.DataFrame:
    """Four lime rates in five blocks over three years: pH rises and fades, bean cadmium follows with the pH slope, slowed in a perennial crop."""
    rng = stream(c.seed, "lime")
    rows = []
    for block in range(1, 6):
        ph0, bean0 = 4.9 + 0.25 * rng.standard_normal(), 1.05 * np.exp(0.15 * rng.standard_normal())
        for rate in (0, 1, 2, 4):
            for year in (0, 1, 2, 3):
                rise = 0.0 if year == 0 else c.lime_ph_per_t_ha * rate * (1 - 0.04 * rate) * 0.80 ** (year - 1)
                felt = (0.0, 0.35, 0.70, 0.90)[year] * rise
                bean = bean0 * 10 ** (-c.slope_ph * felt + 0.04 * rng.standard_normal())
                cacl2 = 0.060 * 10 ** (-0.55 * rise + 0.06 * rng.standard_normal())
                rows.append(
                    (
                        f"B{block}",
                        rate,
                        year,
                        round(ph0 + rise + 0.07 * rng.standard_normal(), 2),
                        float(significant(cacl2)),
                        float(significant(bean)),
                        int(round(float(rng.normal(600 + 15 * rate, 60)), -1)),
                    )
                )
    return pd.DataFrame(rows, columns=["block", "lime_t_ha", "year", "pH_H2O", "cacl2_cd_mg_kg", "bean_cd_mg_kg", "yield_kg_ha"])


def consumers(c: RioClaro) -> pd.DataFrame:
    """Four hundred invented consumers: age group, body weight, chocolate and cocoa powder a day, cadmium from all other food a week."""
    rng = stream(c.seed, "consumers")
    rows = []
    for i in range(1, 401):
        group = str(rng.choice(["child 3-9", "adolescent 10-17", "adult"], p=[0.25, 0.20, 0.55]))
        weight, other = {"child 3-9": (23.0, 2.1), "adolescent 10-17": (52.0, 1.6), "adult": (71.0, 1.2)}[group]
        body = weight * np.exp(0.16 * rng.standard_normal())
        chocolate = (
            0.0
            if rng.random() < 0.15
            else {"child 3-9": 8.0, "adolescent 10-17": 14.0, "adult": 11.0}[group] * np.exp(0.75 * rng.standard_normal())
        )
        powder = 0.0 if rng.random() < 0.45 else 4.0 * np.exp(0.6 * rng.standard_normal())
        rows.append(
            (
                f"H-{i:03d}",
                group,
                round(float(body), 1),
                round(float(chocolate), 1),
                round(float(powder), 1),
                round(float(other * np.exp(0.3 * rng.standard_normal())), 2),
            )
        )
    return pd.DataFrame(
        rows, columns=["consumer_id", "age_group", "body_weight_kg", "chocolate_g_d", "cocoa_powder_g_d", "other_food_cd_ug_kg_week"]
    )


def watershed(c: RioClaro) -> Tables:
    """Sub-catchments, samples of water, sediment and inputs, and the yearly cadmium balance of the plough layer."""
    rng = stream(c.seed, "watershed")
    rows = []
    levels = {
        "river water": ("µg/L", {"RC-A": 0.45, "RC-B": 0.32, "RC-C": 0.04}),
        "river sediment": ("mg/kg", {"RC-A": 2.1, "RC-B": 1.5, "RC-C": 0.35}),
        "parent rock": ("mg/kg", {"RC-A": 1.9, "RC-B": 0.8, "RC-C": 0.15}),
    }
    for kind, (unit, level) in levels.items():
        for area, value in level.items():
            for _ in range(4):
                qualifier, x = report(value * np.exp(0.3 * rng.standard_normal()), 0.02)
                rows.append((f"WS-{len(rows) + 1:02d}", area, kind, "2024-03-12", qualifier, x, unit))
    inputs = [
        ("RC-A", "phosphate fertiliser", 50.0, "kg/(ha·y) of P2O5", 38.0, "mg/kg of P2O5"),
        ("RC-B", "phosphate fertiliser", 50.0, "kg/(ha·y) of P2O5", 38.0, "mg/kg of P2O5"),
        ("RC-C", "phosphate fertiliser", 30.0, "kg/(ha·y) of P2O5", 38.0, "mg/kg of P2O5"),
        ("RC-B", "flood sediment", 2500.0, "kg/(ha·y)", 1.5, "mg/kg"),
        ("RC-B", "irrigation water", 1200.0, "m³/(ha·y)", 0.32, "mg/m³"),
        ("RC-A", "atmospheric deposition", 1.0, "1", 300.0, "mg/(ha·y)"),
        ("RC-B", "atmospheric deposition", 1.0, "1", 300.0, "mg/(ha·y)"),
        ("RC-C", "atmospheric deposition", 1.0, "1", 300.0, "mg/(ha·y)"),
        ("RC-A", "pods taken away", -620.0, "kg/(ha·y) of beans", 1.1, "mg/kg"),
        ("RC-B", "pods taken away", -640.0, "kg/(ha·y) of beans", 0.8, "mg/kg"),
        ("RC-C", "pods taken away", -600.0, "kg/(ha·y) of beans", 0.5, "mg/kg"),
    ]
    balance = pd.DataFrame(
        [(*r, round(r[2] * r[4] / 1000.0, 3)) for r in inputs],
        columns=["subcatchment_id", "term", "amount", "amount_unit", "content", "content_unit", "cd_g_ha_y"],
    )
    return {
        "subcatchments": pd.DataFrame([(k, t) for k, t, _ in SUBCATCHMENTS], columns=["subcatchment_id", "description"]),
        "watershed_samples": pd.DataFrame(
            rows, columns=["watershed_sample_id", "subcatchment_id", "medium", "date", "qualifier", "cd_value", "unit"]
        ),
        "cadmium_inputs": balance,
    }


def prices() -> pd.DataFrame:
    """Prices and costs in fictional credits (CR)."""
    rows = [
        ("beans-a", "beans, grade A", "kg", 3.9),
        ("beans-b", "beans, grade B", "kg", 3.3),
        ("discount", "discount for lots above the buyer's cadmium limit", "kg", 1.1),
        ("blend", "extra handling of a blended lot", "kg", 0.06),
        ("lime", "agricultural lime, delivered and spread", "t", 85.0),
        ("soil-test", "soil test: Cd, pH, OC", "sample", 28.0),
        ("bean-test", "bean cadmium test", "sample", 35.0),
        ("graft", "grafting to a low-uptake genotype", "ha", 640.0),
        ("zinc", "zinc fertiliser", "ha", 42.0),
    ]
    return pd.DataFrame(rows, columns=["price_id", "item", "per", "price_cr"])


def parameters(c: RioClaro) -> pd.DataFrame:
    """The transfer model behind the plots, for checking a regression."""
    rows = [
        ("intercept", "a", c.intercept),
        ("slope of log10 soil Cd", "b", c.slope_soil_cd),
        ("slope of pH", "c", c.slope_ph),
        ("slope of log10 OC", "d", c.slope_oc),
        ("slope of log10 (Zn/60)", "e", c.slope_zn),
        ("residual standard deviation, log10", "s", c.residual_sd),
    ]
    rows += [(f"effect of genotype {g}, log10", g, v) for g, v in c.genotype_effect]
    return pd.DataFrame(rows, columns=["name", "symbol", "value"])


def tables(c: RioClaro) -> Tables:
    """All tables of Rio Claro."""
    plot = plots(c)
    return {
        "plots": plot,
        **lots(c, plot),
        "lime_trial": lime_trial(c),
        "consumers": consumers(c),
        **watershed(c),
        "prices": prices(),
        "parameters": parameters(c),
    }
