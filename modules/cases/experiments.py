"""Experiments and farm data of Zelenyi Hai: leaching, sorption, dissipation, toxicity, crops, nitrogen, costs."""

# ruff: noqa: N803 - unit symbols keep their case in names

import numpy as np
import pandas as pd
from scipy.optimize import brentq

from parameters import ZelenyiHai
from tables import Tables, measured, report, significant, stream

# material, analyte: content mg/kg, start of the eluate mg/L, kappa kg/L
LEACHING = {
    ("yard soil", "Zn"): (620.0, 0.42, 0.18),
    ("yard soil", "Pb"): (240.0, 0.030, 0.10),
    ("yard soil", "Cu"): (160.0, 0.11, 0.15),
    ("crater soil", "RDX"): (9.0, 5.2, 0.75),
    ("crater soil", "TNT"): (24.0, 3.1, 0.20),
}
# material, solute: KF (mg/kg)/(mg/L)^N, N; N = 1 is a Kd in L/kg
ISOTHERMS = {
    ("topsoil", "Cd"): (310.0, 0.72),
    ("loess subsoil", "Cd"): (140.0, 0.78),
    ("topsoil", "TNT"): (5.5, 0.80),
    ("topsoil", "RDX"): (0.90, 1.0),
    ("loess subsoil", "RDX"): (0.10, 1.0),
}
# compound, model, parameters: SFO k; FOMC alpha, beta; DFOP g, k1, k2 (1/d)
DISSIPATION = {
    "atrazine": ("SFO", (np.log(2) / 60.0,)),
    "S-metolachlor": ("FOMC", (1.6, 38.0)),
    "glyphosate": ("DFOP", (0.68, 0.13, 0.011)),
}


def leaching(p: ZelenyiHai) -> pd.DataFrame:
    """Up-flow column fractions and batch tests: eluate c = c0 exp(-kappa L/S), cumulative release c0/kappa (1 - exp(-kappa L/S))."""
    rng = stream(p.seed, "leaching")
    rows = []
    for (material, solute), (content, start, kappa) in LEACHING.items():
        edge = np.array([0.0, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0])
        released = start / kappa * (1 - np.exp(-kappa * edge))
        for i in range(1, len(edge)):
            c = (released[i] - released[i - 1]) / (edge[i] - edge[i - 1]) * np.exp(0.05 * rng.standard_normal())
            rows.append((material, solute, "column", edge[i], float(significant(c * 1000)), content))
        for ratio in (2.0, 10.0):
            c = start / kappa * (1 - np.exp(-kappa * ratio)) / ratio * np.exp(0.06 * rng.standard_normal())
            rows.append((material, solute, "batch", ratio, float(significant(c * 1000)), content))
    frame = pd.DataFrame(rows, columns=["material", "solute", "test", "liquid_solid_L_kg", "eluate_ug_L", "content_mg_kg"])
    frame.insert(0, "leach_id", [f"LE-{i:02d}" for i in range(1, len(frame) + 1)])
    return frame


def _equilibrium(start: float, volume_L: float, mass_kg: float, kf: float, n: float) -> float:
    """Concentration, mg/L, at which solution and Freundlich isotherm hold the mass put in: V (c0 - c) = m KF c^N."""
    return float(brentq(lambda c: volume_L * (start - c) - mass_kg * kf * c**n, 1e-9, start))


def isotherms(p: ZelenyiHai) -> pd.DataFrame:
    """Batch sorption, two bottles a level: the sorbed amount follows from the loss out of solution."""
    rng = stream(p.seed, "isotherms")
    rows = []
    for (material, solute), (kf, n) in ISOTHERMS.items():
        mass, volume = (0.002, 0.040) if solute == "Cd" else (0.010, 0.020) if material == "topsoil" else (0.020, 0.020)
        for start in (0.2, 0.5, 1.0, 2.0, 5.0, 10.0):
            if solute == "Cd":
                start *= 2.0
            for _ in range(2):
                c = _equilibrium(start, volume, mass, kf, n)
                rows.append(
                    (
                        material,
                        solute,
                        round(mass * 1000),
                        round(volume * 1000),
                        start,
                        float(significant(c * np.exp(0.012 * rng.standard_normal()), 4)),
                    )
                )
    frame = pd.DataFrame(rows, columns=["material", "solute", "soil_g", "solution_mL", "initial_mg_L", "equilibrium_mg_L"])
    frame.insert(0, "bottle_id", [f"BO-{i:02d}" for i in range(1, len(frame) + 1)])
    return frame


def dissipation(p: ZelenyiHai) -> pd.DataFrame:
    """Residues in a field plot after one application, three replicates; SFO, FOMC and DFOP kinetics (FOCUS 2014)."""
    rng = stream(p.seed, "dissipation")
    rows = []
    for compound, (model, par) in DISSIPATION.items():
        for day in (0, 1, 3, 7, 14, 21, 30, 45, 60, 90, 120, 180):
            left = (
                np.exp(-par[0] * day)
                if model == "SFO"
                else (day / par[1] + 1) ** -par[0]
                if model == "FOMC"
                else par[0] * np.exp(-par[1] * day) + (1 - par[0]) * np.exp(-par[2] * day)
            )
            for replicate in (1, 2, 3):
                qualifier, value = report(float(measured(rng, 0.85 * left, 0.07, 0.005)), 0.005)
                rows.append((compound, day, replicate, qualifier, value))
    return pd.DataFrame(rows, columns=["compound", "day", "replicate", "qualifier", "residue_mg_kg"])


def toxicity(p: ZelenyiHai) -> Tables:
    """TNT in loess: chronic values of 14 unnamed species of 9 groups, and one full dose-response test."""
    rng = stream(p.seed, "toxicity")
    groups = [
        "earthworm",
        "earthworm",
        "potworm",
        "springtail",
        "springtail",
        "mite",
        "isopod",
        "nematode",
        "grass",
        "grass",
        "legume",
        "crucifer",
        "microbial nitrification",
        "microbial respiration",
    ]
    z = np.sort(rng.standard_normal(len(groups)))
    z = (z - z.mean()) / z.std(ddof=1)
    noec = 10 ** (1.75 + 0.42 * rng.permutation(z))
    rows = [
        (
            f"SP-{i:02d}",
            g,
            "reproduction" if i <= 8 else "growth" if i <= 12 else "activity",
            float(significant(v)),
            float(significant(v * np.exp(rng.normal(0.9, 0.2)))),
        )
        for i, (g, v) in enumerate(zip(groups, noec, strict=True), 1)
    ]
    curve, ec50 = [], rows[0][4]
    for dose in (0, 4, 8, 15, 30, 60, 120):
        for replicate in range(1, 6 if dose else 9):
            mean = 112.0 / (1 + (dose / ec50) ** 2.8)
            curve.append(("SP-01", dose, replicate, int(rng.poisson(mean * np.exp(0.10 * rng.standard_normal())))))
    return {
        "toxicity_tests": pd.DataFrame(rows, columns=["species_id", "group", "endpoint", "noec_mg_kg", "ec50_mg_kg"]),
        "dose_response": pd.DataFrame(curve, columns=["species_id", "dose_mg_kg", "replicate", "juveniles"]),
    }


def crops(p: ZelenyiHai, samples: pd.DataFrame, results: pd.DataFrame) -> pd.DataFrame:
    """Crops from places with a soil sample: cadmium and lead, fresh weight; log-log transfer from the reported soil content."""
    rng = stream(p.seed, "crops")
    # crop: log10 a, slope, dry matter for Cd (Pb: a fixed fraction of soil lead with dust)
    kinds = {"wheat grain": (-1.25, 0.75, 0.87, 0.0004), "lettuce": (0.05, 0.70, 0.055, 0.003), "potato": (-0.75, 0.65, 0.20, 0.0008)}
    soil = results[results["analyte_id"].isin(["Cd", "Pb"])].pivot_table(index="sample_id", columns="analyte_id", values="value")
    plain = samples[samples["sample_type"] == "discrete"]
    field = plain[plain["campaign_id"] == "C1"]["sample_id"].tolist()[::2]
    garden = plain[plain["location_id"].str.startswith("GA-")]["sample_id"].tolist()
    rows = []
    for crop, chosen in (("wheat grain", field), ("lettuce", garden), ("potato", garden[::2])):
        a, b, dry, dust = kinds[crop]
        for sample in chosen:
            cd = 10 ** (a + b * np.log10(soil.loc[sample, "Cd"]) + 0.12 * rng.standard_normal()) * dry
            pb = dust * soil.loc[sample, "Pb"] * np.exp(0.4 * rng.standard_normal())
            (q1, v1), (q2, v2) = report(cd, 0.002), report(pb, 0.01)
            rows.append((f"CR-{len(rows) + 1:02d}", sample, crop, q1, v1, q2, v2, round(100 * dry, 1)))
    return pd.DataFrame(
        rows, columns=["crop_id", "sample_id", "crop", "cd_qualifier", "cd_mg_kg_fw", "pb_qualifier", "pb_mg_kg_fw", "dry_matter_pct"]
    )


def nitrogen(p: ZelenyiHai) -> pd.DataFrame:
    """Yearly nitrogen balance of four fields, kg N/ha; more than leaches, because part is denitrified or stored."""
    rng = stream(p.seed, "nitrogen")
    plan = {
        "F1": ("winter wheat", 110, 0, 88),
        "F2": ("vegetables", 150, 40, 120),
        "F3": ("sunflower", 70, 0, 58),
        "F4": ("winter wheat", 100, 20, 90),
    }
    rows = []
    for year in range(2019, 2026):
        for field, (crop, mineral, manure, offtake) in plan.items():
            a, b = mineral * np.exp(0.06 * rng.standard_normal()), offtake * np.exp(0.10 * rng.standard_normal())
            rows.append((field, year, crop, round(a), manure, 9, round(b), round(a) + manure + 9 - round(b)))
    return pd.DataFrame(
        rows,
        columns=[
            "feature_id",
            "year",
            "crop",
            "mineral_n_kg_ha",
            "manure_n_kg_ha",
            "deposition_n_kg_ha",
            "offtake_n_kg_ha",
            "surplus_n_kg_ha",
        ],
    )


def remedies() -> Tables:
    """Unit costs and remedy options; money in fictional credits (CR), price level 2025."""
    costs = [
        ("borehole", "drilling and well installation", "m", 90, 120, 170),
        ("soil-metals", "soil sample, seven metals", "sample", 35, 45, 60),
        ("soil-explosives", "soil sample, explosives, ground", "sample", 130, 160, 210),
        ("soil-fuel", "soil sample, BTEX and C10-C40", "sample", 60, 80, 110),
        ("soil-pesticides", "soil sample, pesticides", "sample", 120, 150, 200),
        ("soil-pfas", "soil sample, PFAS", "sample", 180, 230, 300),
        ("water-full", "groundwater sample, all groups", "sample", 380, 450, 560),
        ("water-round", "field day of two, low-flow sampling", "day", 500, 650, 850),
        ("increment", "one increment of an incremental sample", "increment", 2, 3, 5),
        ("excavation", "excavation and backfill", "m³", 14, 20, 32),
        ("transport", "haulage, 60 km", "t", 9, 12, 17),
        ("landfill", "landfill of contaminated soil", "t", 60, 85, 130),
        ("biopile", "biopile treatment", "t", 30, 42, 60),
        ("soil-washing", "soil washing", "t", 55, 80, 120),
        ("thermal", "thermal desorption", "t", 90, 140, 210),
        ("cover", "clean cover layer, 0.35 m", "m²", 6, 9, 14),
        ("stabilise", "stabilisation with phosphate or lime", "t", 25, 38, 60),
        ("gac-capital", "activated-carbon unit, 10 m³/h", "unit", 70_000, 95_000, 140_000),
        ("gac-year", "activated-carbon unit, operation", "y", 14_000, 20_000, 31_000),
        ("well-new", "new village well with pipe", "unit", 120_000, 160_000, 230_000),
        ("compost", "composting of explosives-bearing soil", "t", 110, 160, 240),
    ]
    options = [
        ("FUEL-1", "FUEL", "monitored natural attenuation with free-product skimming", 35_000, 12_000, 15, 0.90, 3, 2, 4, 5),
        ("FUEL-2", "FUEL", "air sparging and soil vapour extraction", 190_000, 48_000, 3, 0.95, 4, 4, 3, 3),
        ("FUEL-3", "FUEL", "excavation of the smear zone and biopile", 420_000, 4_000, 2, 0.97, 5, 5, 2, 2),
        ("CRAT-1", "DU-C1", "removal of the top 0.3 m and composting", 610_000, 3_000, 3, 0.90, 4, 4, 3, 3),
        ("CRAT-2", "DU-C1", "fill and shape the depression, low-permeability cover", 130_000, 3_500, 30, 0.85, 3, 4, 4, 4),
        ("CRAT-3", "DU-C1", "no action at the source, treatment at the well", 0, 0, 30, 0.00, 1, 1, 5, 2),
        ("YARD-1", "YARD", "clean cover and restricted use", 115_000, 2_500, 30, 0.80, 3, 4, 4, 4),
        ("YARD-2", "YARD", "excavation to landfill", 560_000, 0, 1, 0.98, 5, 5, 2, 2),
        ("YARD-3", "YARD", "phosphate stabilisation", 180_000, 3_000, 10, 0.70, 3, 3, 4, 3),
        ("WELL-1", "WELLS", "one activated-carbon unit for VW2 and VW3", 95_000, 26_000, 25, 0.98, 4, 5, 3, 4),
        ("WELL-2", "WELLS", "new wells north of the plumes", 350_000, 6_000, 30, 0.99, 5, 5, 3, 4),
        ("WELL-3", "WELLS", "hydraulic barrier up-gradient of the well field", 170_000, 44_000, 25, 0.90, 4, 4, 2, 3),
        ("PLAY-1", "DU-PG", "replace the top 0.3 m of the playground", 140_000, 500, 1, 0.97, 5, 5, 4, 5),
    ]
    return {
        "unit_costs": pd.DataFrame(costs, columns=["cost_id", "item", "per", "low_cr", "likely_cr", "high_cr"]),
        "remedy_options": pd.DataFrame(
            options,
            columns=[
                "option_id",
                "feature_id",
                "name",
                "capital_cr",
                "yearly_cr",
                "duration_y",
                "load_reduction",
                "score_effect",
                "score_speed",
                "score_footprint",
                "score_acceptance",
            ],
        ),
    }


def tables(p: ZelenyiHai, samples: pd.DataFrame, results: pd.DataFrame) -> Tables:
    """All tables of this file."""
    return (
        {
            "leaching_tests": leaching(p),
            "isotherms": isotherms(p),
            "dissipation": dissipation(p),
            "crop_samples": crops(p, samples, results),
            "field_nitrogen": nitrogen(p),
        }
        | toxicity(p)
        | remedies()
    )
