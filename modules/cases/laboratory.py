"""The laboratory: analytes, methods, batches, quality control, calibration, control chart, proficiency test, pXRF, microplastics."""

from datetime import date, timedelta

import numpy as np
import pandas as pd

from groundwater import SUITES, WATER_LOD
from parameters import ZelenyiHai
from soil import FAILED_ANALYTE, FAILED_BATCH, FAILED_FACTOR, SOIL_METHOD
from tables import Tables, measured, report, significant, stream

ANALYTES = [
    ("As", "arsenic", "7440-38-2", "trace element"),
    ("Cd", "cadmium", "7440-43-9", "trace element"),
    ("Cr", "chromium", "7440-47-3", "trace element"),
    ("Cu", "copper", "7440-50-8", "trace element"),
    ("Ni", "nickel", "7440-02-0", "trace element"),
    ("Pb", "lead", "7439-92-1", "trace element"),
    ("Zn", "zinc", "7440-66-6", "trace element"),
    ("benzene", "benzene", "71-43-2", "fuel"),
    ("toluene", "toluene", "108-88-3", "fuel"),
    ("ethylbenzene", "ethylbenzene", "100-41-4", "fuel"),
    ("xylenes", "sum of xylenes", "1330-20-7", "fuel"),
    ("mtbe", "methyl tert-butyl ether", "1634-04-4", "fuel"),
    ("tph_c10_c40", "petroleum hydrocarbons C10-C40", "", "fuel"),
    ("tnt", "2,4,6-trinitrotoluene", "118-96-7", "energetic"),
    ("rdx", "RDX (hexahydro-1,3,5-trinitro-1,3,5-triazine)", "121-82-4", "energetic"),
    ("hmx", "HMX (octahydro-1,3,5,7-tetranitro-1,3,5,7-tetrazocine)", "2691-41-0", "energetic"),
    ("adnt_2", "2-amino-4,6-dinitrotoluene", "35572-78-2", "energetic"),
    ("adnt_4", "4-amino-2,6-dinitrotoluene", "19406-51-0", "energetic"),
    ("pfos", "PFOS (perfluorooctanesulfonic acid)", "1763-23-1", "PFAS"),
    ("pfhxs", "PFHxS (perfluorohexanesulfonic acid)", "355-46-4", "PFAS"),
    ("pfoa", "PFOA (perfluorooctanoic acid)", "335-67-1", "PFAS"),
    ("ddt_pp", "p,p'-DDT", "50-29-3", "pesticide"),
    ("dde_pp", "p,p'-DDE", "72-55-9", "pesticide"),
    ("ddd_pp", "p,p'-DDD", "72-54-8", "pesticide"),
    ("alpha_hch", "alpha-HCH", "319-84-6", "pesticide"),
    ("beta_hch", "beta-HCH", "319-85-7", "pesticide"),
    ("gamma_hch", "gamma-HCH (lindane)", "58-89-9", "pesticide"),
    ("atrazine", "atrazine", "1912-24-9", "pesticide"),
    ("desethylatrazine", "desethylatrazine", "6190-65-4", "pesticide"),
    ("nitrate", "nitrate, as NO3", "14797-55-8", "ion or gas"),
    ("sulfate", "sulfate", "14808-79-8", "ion or gas"),
    ("iron_ii", "iron(II), dissolved", "", "ion or gas"),
    ("methane", "methane, dissolved", "74-82-8", "ion or gas"),
]
CERTIFIED = {
    "As": (12.4, 0.5),
    "Cd": (1.10, 0.05),
    "Cr": (61.0, 2.2),
    "Cu": (48.0, 1.6),
    "Ni": (34.0, 1.3),
    "Pb": (86.0, 2.6),
    "Zn": (172.0, 5.0),
}
_METHODS = {
    "SMET": ("soil", "aqua regia digestion, ICP-MS"),
    "SEXP": ("soil", "acetonitrile extraction of ground sample, HPLC-UV"),
    "SVOC": ("soil", "methanol extraction, headspace GC-MS; GC-FID for C10-C40"),
    "SPST": ("soil", "acetonitrile extraction, GC-MS/MS"),
    "SPFC": ("soil", "methanol extraction, LC-MS/MS"),
    "VOC": ("water", "headspace GC-MS; GC-FID for C10-C40"),
    "EXP": ("water", "solid-phase extraction, HPLC-UV"),
    "PFC": ("water", "solid-phase extraction, LC-MS/MS"),
    "PST": ("water", "LC-MS/MS; GC-MS for gamma-HCH"),
    "ION": ("water", "ion chromatography, photometry, headspace GC"),
}


def methods(sigma_water: float) -> Tables:
    """Analytes, methods (water: laboratory A until 2021, B since 2022) and their detection limits."""
    rows, limits = [], []
    for key, (matrix, text) in _METHODS.items():
        for lab in ("",) if matrix == "soil" else ("A", "B"):
            name = key if matrix == "soil" else f"{key}-{lab}"
            rows.append((name, matrix, text, lab or "A"))
            if matrix == "soil":
                limits += [(name, a, u, lod, 3 * lod, s) for a, (m, u, lod, s) in SOIL_METHOD.items() if m == key]
            else:
                for a in SUITES[key]:
                    unit, before, after = WATER_LOD[a]
                    lod = before if lab == "A" else after
                    limits.append((name, a, unit, lod, round(3 * lod, 4), sigma_water))
    frame = pd.DataFrame(limits, columns=["method_id", "analyte_id", "unit", "lod", "loq", "relative_sd"])
    frame["loq"] = significant(frame["loq"], 3)
    return {
        "analytes": pd.DataFrame(ANALYTES, columns=["analyte_id", "name", "cas", "group"]),
        "methods": pd.DataFrame(rows, columns=["method_id", "matrix", "principle", "laboratory"]),
        "detection_limits": frame,
    }


def quality_control(p: ZelenyiHai, batches: pd.DataFrame) -> pd.DataFrame:
    """Two blanks, a CRM (metals) or fortified control, a spike pair and a laboratory duplicate for each soil batch; control and blank for water.

    Recoveries scatter around 1 (metals 1.00, organics 0.92); lead of the failed batch carries the factor of its standard.
    """
    rng = stream(p.seed, "qc")
    rows: list[tuple] = []

    def add(
        batch: str, kind: str, analyte: str, reading: float, lod: float, unit: str, expected: float | None, u: float | None = None
    ) -> None:
        qualifier, value = report(reading, lod)
        rows.append((f"Q-{len(rows) + 1:05d}", batch, kind, analyte, qualifier, value, unit, expected, u))

    for batch, method in zip(batches["batch_id"], batches["method_id"], strict=True):
        soil = method in _METHODS
        names = [a for a, v in SOIL_METHOD.items() if v[0] == method] if soil else list(SUITES[method[:-2]])
        for analyte in names:
            if soil:
                _, unit, lod, sigma = SOIL_METHOD[analyte]
            else:
                unit, before, after = WATER_LOD[analyte]
                lod, sigma = (before if method.endswith("A") else after), 0.06
            factor = FAILED_FACTOR if (batch, analyte) == (FAILED_BATCH, FAILED_ANALYTE) else 1.0
            recovery = (1.0 if soil and method == "SMET" else 0.92 if soil else 0.98) * factor
            for _ in range(2 if soil else 1):
                add(batch, "method blank", analyte, float(measured(rng, 0.0, sigma, lod)), lod, unit, None)
            if method == "SMET":
                value, u = CERTIFIED[analyte]
                add(batch, "CRM", analyte, float(measured(rng, value * recovery, 0.045, lod)), lod, unit, value, u)
            else:
                level = float(significant(40 * lod, 2))
                add(batch, "control sample", analyte, float(measured(rng, level * recovery, sigma * 0.7, lod)), lod, unit, level)
            if soil:
                level = float(significant(60 * lod if method != "SMET" else CERTIFIED[analyte][0], 2))
                for kind in ("spike", "spike duplicate"):
                    add(batch, kind, analyte, float(measured(rng, level * recovery, sigma * 0.8, lod)), lod, unit, level)
                native = float(np.exp(rng.normal(np.log(30 * lod), 0.8)))
                for kind in ("duplicate a", "duplicate b"):
                    add(batch, kind, analyte, float(measured(rng, native * factor, sigma * 0.7, lod)), lod, unit, None)
    return pd.DataFrame(
        rows, columns=["qc_id", "batch_id", "qc_type", "analyte_id", "qualifier", "value", "unit", "expected", "u_expected"]
    )


def calibration(p: ZelenyiHai) -> Tables:
    """Lead by ICP-OES: counts of nine standards, five repeats each, and ten blanks; scatter grows with the signal."""
    rng = stream(p.seed, "calibration")
    slope, offset, rows = 412.0, 55.0, []
    for level in (0.0, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0):
        for repeat in range(1, 6):
            signal = offset + slope * level
            rows.append((level, repeat, round(float(signal + np.hypot(6.0, 0.018 * slope * level) * rng.standard_normal()), 1)))
    blanks = [(i, round(float(offset + 6.0 * rng.standard_normal()), 1)) for i in range(1, 11)]
    spikes = [
        (i, (date(2021, 3, 1) + timedelta(days=int(3 * i))).isoformat(), 0.10, float(significant(0.098 + 0.013 * rng.standard_normal())))
        for i in range(1, 8)
    ]
    return {
        "calibration": pd.DataFrame(rows, columns=["standard_mg_L", "repeat", "signal_counts"]),
        "calibration_blanks": pd.DataFrame(blanks, columns=["blank", "signal_counts"]),
        "mdl_spikes": pd.DataFrame(spikes, columns=["spike", "date", "added_mg_L", "found_mg_L"]),
    }


def control_chart(p: ZelenyiHai, batches: pd.DataFrame, qc: pd.DataFrame) -> pd.DataFrame:
    """Lead in the CRM, one run a row: twenty runs to set the chart, then the batches in order, then a slow drift."""
    rng = stream(p.seed, "control_chart")
    value = CERTIFIED["Pb"][0]
    runs = [(date(2019, 3, 4) + timedelta(days=9 * i), "", value * (1 + 0.038 * rng.standard_normal())) for i in range(20)]
    mine = qc[(qc["qc_type"] == "CRM") & (qc["analyte_id"] == "Pb")].merge(batches, on="batch_id")
    runs += [(date.fromisoformat(r.date), r.batch_id, r.value) for r in mine.itertuples()]
    runs += [(date(2022, 11, 7) + timedelta(days=14 * i), "", value * (1 + 0.006 * i + 0.024 * rng.standard_normal())) for i in range(22)]
    runs.sort(key=lambda r: r[0])
    return pd.DataFrame(
        [(i, d.isoformat(), b, round(float(v), 1)) for i, (d, b, v) in enumerate(runs, 1)], columns=["run", "date", "batch_id", "pb_mg_kg"]
    )


def proficiency(p: ZelenyiHai) -> pd.DataFrame:
    """One round, 34 laboratories, cadmium and lead in a dried soil; three are biased, one misplaced the decimal point."""
    rng = stream(p.seed, "proficiency")
    rows = []
    for analyte, true in (("Cd", 0.82), ("Pb", 64.0)):
        for lab in range(1, 35):
            x = true * np.exp(0.085 * rng.standard_normal())
            if lab in (6, 21):
                x *= 1.55 if lab == 6 else 0.60
            if lab == 29 and analyte == "Cd":
                x *= 10.0
            if lab == 13 and analyte == "Pb":
                x *= 0.45
            rows.append((f"PT-{lab:02d}", analyte, float(significant(x)), float(significant(x * rng.uniform(0.05, 0.22), 2)), "mg/kg"))
    return pd.DataFrame(rows, columns=["laboratory_id", "analyte_id", "value", "expanded_uncertainty", "unit"])


def pxrf(p: ZelenyiHai, samples: pd.DataFrame, results: pd.DataFrame, truth: list[tuple[str, str, float]]) -> pd.DataFrame:
    """Forty yard samples: pXRF in the field (moist) and dried, next to the laboratory value.

    Field reading = dried reading x (1 - w) / (1 + 0.9 w), w = mass of water per mass of moist soil; both axes carry error.
    """
    rng = stream(p.seed, "pxrf")
    yard = samples[(samples["campaign_id"] == "C2") & (samples["sample_type"] == "discrete")]["sample_id"].to_numpy()
    chosen = set(yard[1::3])
    lab = results.set_index(["sample_id", "analyte_id"])
    water = {k: float(np.clip(rng.normal(0.17, 0.055), 0.05, 0.32)) for k in sorted(chosen)}
    rows = []
    for sample, analyte, true in truth:
        if sample not in chosen or analyte not in ("Pb", "Zn", "Cu"):
            continue
        w, slope = water[sample], {"Pb": 0.97, "Zn": 1.06, "Cu": 0.90}[analyte]
        dried = slope * true * np.exp(0.08 * rng.standard_normal()) + 3.0 * rng.standard_normal()
        moist = dried * (1 - w) / (1 + 0.9 * w) * np.exp(0.07 * rng.standard_normal())
        reported = lab.loc[(sample, analyte)]
        rows.append(
            (
                sample,
                analyte,
                round(100 * w, 1),
                float(significant(max(moist, 5.0))),
                float(significant(max(dried, 5.0))),
                float(reported["value"]),
                reported["batch_id"],
            )
        )
    return pd.DataFrame(
        rows, columns=["sample_id", "analyte_id", "moisture_pct", "pxrf_field_mg_kg", "pxrf_dried_mg_kg", "laboratory_mg_kg", "batch_id"]
    )


POLYMERS = (("PE", 0.46), ("PP", 0.22), ("PET", 0.12), ("PS", 0.09), ("PVC", 0.06), ("PA", 0.05))


def microplastics(p: ZelenyiHai) -> Tables:
    """Particle lists of ten soil samples, three procedural blanks and three spiked samples (100 red PE particles each).

    Counts are Poisson; sizes follow a power law between 50 um and 5 mm; recovery of spikes about 0.85.
    """
    rng = stream(p.seed, "microplastics")
    plan = [
        (f"MP-{i:02d}", "sample", f, c)
        for i, (f, c) in enumerate(
            [
                ("F1", 240),
                ("F1", 300),
                ("F1", 180),
                ("F2", 1500),
                ("F2", 2300),
                ("F2", 1900),
                ("F2", 1200),
                ("F4", 320),
                ("F4", 260),
                ("F3", 210),
            ],
            1,
        )
    ]
    plan += [(f"MP-{i}", "blank", "", 0) for i in (11, 12, 13)] + [(f"MP-{i}", "spike", "F1", 240) for i in (14, 15, 16)]
    rows, particles = [], []
    names, share = [a for a, _ in POLYMERS], np.array([b for _, b in POLYMERS])
    for key, kind, feature, per_kg in plan:
        mass = 0.0 if kind == "blank" else 0.050
        spiked = 100 if kind == "spike" else 0
        found = int(rng.binomial(spiked, 0.85))
        kinds = [("spike",)] * found + [("soil",)] * int(rng.poisson(0.85 * per_kg * mass)) + [("blank",)] * int(rng.poisson(3.2))
        rows.append((key, kind, feature, "2023-09-14" if kind != "blank" else "", mass, spiked))
        for number, (origin,) in enumerate(kinds, 1):
            u = rng.random()
            size = (50.0**-1.2 + u * (5000.0**-1.2 - 50.0**-1.2)) ** (-1 / 1.2)
            polymer = (
                "PE"
                if origin == "spike"
                else str(rng.choice(names, p=share))
                if origin == "soil"
                else str(rng.choice(["PET", "PA", "PP"], p=[0.6, 0.2, 0.2]))
            )
            shape = (
                "fragment"
                if origin == "spike"
                else "fibre"
                if origin == "blank"
                else str(rng.choice(["film", "fragment", "fibre"], p=[0.5, 0.35, 0.15]))
            )
            colour = "red" if origin == "spike" else str(rng.choice(["clear", "black", "white", "blue"], p=[0.4, 0.25, 0.2, 0.15]))
            particles.append(
                (key, number, 500 if origin == "spike" else int(round(size, -1)), shape, colour, polymer, round(float(rng.beta(14, 3)), 2))
            )
    return {
        "microplastics_samples": pd.DataFrame(
            rows, columns=["mp_sample_id", "sample_type", "feature_id", "date", "dry_mass_kg", "spiked_particles"]
        ),
        "microplastics_particles": pd.DataFrame(
            particles, columns=["mp_sample_id", "particle", "size_um", "shape", "colour", "polymer", "match_quality"]
        ),
    }
