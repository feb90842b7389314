"""Soil of Zelenyi Hai: where it was sampled, what is truly in it, what the laboratory reports."""

from datetime import date

import numpy as np
import pandas as pd
from scipy.spatial.distance import cdist

from layout import flow_to_xy
from parameters import SHELLING, YEAR_D, ZelenyiHai
from tables import Array, Tables, measured, report, stream
from transport import ogata_banks

METALS = ("As", "Cd", "Cr", "Cu", "Ni", "Pb", "Zn")
BACKGROUND = {
    "As": (7.6, 0.22),
    "Cd": (0.24, 0.30),
    "Cr": (52.0, 0.18),
    "Cu": (21.0, 0.22),
    "Ni": (28.0, 0.20),
    "Pb": (17.0, 0.22),
    "Zn": (63.0, 0.20),
}
EXPLOSIVES = ("tnt", "rdx", "hmx", "adnt_2", "adnt_4")
FUELS = ("benzene", "toluene", "ethylbenzene", "xylenes", "tph_c10_c40")
PESTICIDES = ("ddt_pp", "dde_pp", "ddd_pp", "alpha_hch", "beta_hch", "gamma_hch", "atrazine")
PFAS = ("pfos", "pfhxs", "pfoa")
# analyte: (method, unit, LOD, relative standard deviation of the laboratory)
SOIL_METHOD: dict[str, tuple[str, str, float, float]] = (
    {m: ("SMET", "mg/kg", lod, 0.06) for m, lod in zip(METALS, (0.5, 0.05, 1.0, 0.5, 0.5, 1.0, 2.0), strict=True)}
    | dict.fromkeys(EXPLOSIVES, ("SEXP", "mg/kg", 0.05, 0.10))
    | {f: ("SVOC", "mg/kg", lod, 0.12) for f, lod in zip(FUELS, (0.02, 0.05, 0.05, 0.10, 20.0), strict=True)}
    | dict.fromkeys(PESTICIDES, ("SPST", "mg/kg", 0.005, 0.12))
    | dict.fromkeys(PFAS, ("SPFC", "µg/kg", 0.2, 0.12))
)
FAILED_BATCH, FAILED_ANALYTE, FAILED_FACTOR = "SMET-05", "Pb", 0.66
BATCH_SIZE = 24


class Survey:
    """Collects places, samples and true concentrations while the campaigns are laid out."""

    def __init__(self, p: ZelenyiHai) -> None:
        self.p = p
        self.places: list[tuple] = []
        self.samples: list[dict] = []
        self.truth: list[tuple[str, str, float]] = []
        self._last: dict[str, int] = {}

    def place(self, prefix: str, x: float, y: float, feature: str, design: str) -> str:
        """Register a point; returns its id."""
        self._last[prefix] = self._last.get(prefix, 0) + 1
        key = f"{prefix}-{self._last[prefix]:03d}"
        self.places.append((key, round(float(x), 1), round(float(y), 1), feature, design))
        return key

    def sample(
        self,
        place: str,
        campaign: str,
        day: date,
        top: float,
        bottom: float,
        content: dict[str, float],
        kind: str = "discrete",
        parent: str = "",
        unit: str = "",
        increments: int = 1,
        mass_kg: float = 0.6,
    ) -> str:
        """Register a sample with its true content, mg/kg (PFAS ug/kg); returns its id."""
        key = f"S-{len(self.samples) + 1:04d}"
        self.samples.append(
            {
                "sample_id": key,
                "location_id": place,
                "campaign_id": campaign,
                "date": day.isoformat(),
                "depth_top_m": top,
                "depth_bottom_m": bottom,
                "sample_type": kind,
                "parent_sample_id": parent,
                "decision_unit_id": unit,
                "increments": increments,
                "mass_kg": mass_kg,
            }
        )
        self.truth += [(key, analyte, float(v)) for analyte, v in content.items()]
        return key


def _background(rng: np.random.Generator) -> dict[str, float]:
    """One draw of natural metal content, mg/kg, with a common factor (clay) and an own one."""
    common = rng.standard_normal()
    return {m: mean * np.exp(sd * (0.6 * common + 0.8 * rng.standard_normal())) for m, (mean, sd) in BACKGROUND.items()}


def _duplicate(survey: Survey, key: str, rng: np.random.Generator, spread: float) -> None:
    """A field duplicate of a sample, from beside the first hole: content varies with the given sd of ln."""
    row = next(s for s in survey.samples if s["sample_id"] == key)
    content = {a: v * np.exp(spread * rng.standard_normal()) for k, a, v in survey.truth if k == key}
    survey.sample(
        row["location_id"],
        row["campaign_id"],
        date.fromisoformat(row["date"]),
        row["depth_top_m"],
        row["depth_bottom_m"],
        content,
        "field duplicate",
        key,
    )


def background_survey(survey: Survey) -> None:
    """Thirty random points on the unshelled western fields, 0-0.20 m: metals."""
    rng = stream(survey.p.seed, "soil-background")
    for i in range(30):
        x, y = rng.uniform(60, 940), rng.uniform(60, 1140)
        place = survey.place("BG", x, y, "F1" if y > 600 else "F2", "random")
        key = survey.sample(place, "C1", date(2019, 9, 10), 0.0, 0.20, _background(rng))
        if i % 15 == 7:
            _duplicate(survey, key, rng, 0.08)


def yard_survey(survey: Survey) -> None:
    """A 10 m grid of 12 x 10 points on the burnt yard, 0-0.20 m: metals with spatial correlation.

    ln factor over background = two burnt spots (Gaussian hills) + exponential covariance (sill 0.20, range 35 m) + nugget 0.03.
    """
    rng = stream(survey.p.seed, "soil-yard")
    s, n = (a.ravel() for a in np.meshgrid(-595.0 + 10.0 * np.arange(12), -205.0 + 10.0 * np.arange(10), indexing="ij"))
    xy = np.column_stack(flow_to_xy(s, n))
    root = np.linalg.cholesky(0.20 * np.exp(-3.0 * cdist(xy, xy) / 35.0) + 1e-9 * np.eye(len(xy)))
    shared = root @ rng.standard_normal(len(xy))
    hills = np.exp(-((s + 560) ** 2 + (n + 180) ** 2) / (2 * 22.0**2)) + 0.8 * np.exp(-((s + 515) ** 2 + (n + 135) ** 2) / (2 * 18.0**2))
    heat = np.maximum(0.0, 2.4 * hills + 0.35 + 0.8 * shared)
    share = {"Zn": 1.0, "Pb": 1.05, "Cu": 0.85, "Cd": 0.80, "Ni": 0.15, "Cr": 0.15, "As": 0.05}
    for i, (x, y) in enumerate(xy):
        base = _background(rng)
        content = {m: base[m] * np.exp(share[m] * heat[i] + 0.17 * rng.standard_normal()) for m in METALS}
        place = survey.place("YD", x, y, "YARD", "systematic")
        key = survey.sample(place, "C2", date(2020, 4, 21), 0.0, 0.20, content, unit="DU-Y1")
        if i % 20 == 11:
            _duplicate(survey, key, rng, 0.12)


def yard_pfas(survey: Survey) -> None:
    """Three profiles through the foam ground of the yard: PFAS by depth, from the vadose transport equation.

    Soil content = theta R c / rho_b of a short pulse (0.15 y) at the surface, five years after the fire.
    """
    p, rng = survey.p, stream(survey.p.seed, "soil-pfas")
    day = date(2021, 6, 8)
    v = p.recharge_m_y / YEAR_D / p.yard_water_content
    pulse_d, t = 0.15 * YEAR_D, float((day - SHELLING).days)
    top = np.array([0.0, 0.1, 0.2, 0.4, 0.7, 1.0, 1.5, 2.5])
    bottom = np.array([0.1, 0.2, 0.4, 0.7, 1.0, 1.5, 2.5, 3.5])
    middle = 0.5 * (top + bottom)
    load_g_m2 = {"pfos": 1.25, "pfhxs": 0.30, "pfoa": 0.12}
    for strength, (s, n) in zip((1.0, 0.45, 0.15), ((-545, -165), (-535, -150), (-580, -125)), strict=True):
        place = survey.place("PF", *flow_to_xy(s, n), "YARD", "profile")
        profile = {}
        for analyte, r in (("pfos", p.pfos_vadose_r), ("pfhxs", p.pfhxs_vadose_r), ("pfoa", p.pfoa_vadose_r)):
            d = v * p.yard_alpha_m
            shape = ogata_banks(middle, t, v, d, r) - ogata_banks(middle, t - pulse_d, v, d, r)
            fine = np.linspace(0.005, 3.995, 400)
            norm = (ogata_banks(fine, t, v, d, r) - ogata_banks(fine, t - pulse_d, v, d, r)).sum() * 0.01
            profile[analyte] = strength * load_g_m2[analyte] * shape / norm / (p.yard_bulk_density_kg_L * 1000.0) * 1e6
        for j in range(len(top)):
            content = {a: c[j] * np.exp(0.15 * rng.standard_normal()) for a, c in profile.items()}
            survey.sample(place, "C6", day, float(top[j]), float(bottom[j]), content)


def fuel_survey(survey: Survey) -> None:
    """Twelve borings at the fuel depot, seven depths: fuel in the smear zone around the water table (about 4.8 m)."""
    rng = stream(survey.p.seed, "soil-fuel")
    points = [
        (-490, 152),
        (-485, 168),
        (-475, 160),
        (-468, 150),
        (-465, 170),
        (-480, 176),
        (-497, 160),
        (-510, 150),
        (-520, 185),
        (-462, 130),
        (-500, 195),
        (-535, 125),
    ]
    for s, n in points:
        inside = np.exp(-0.5 * (max(0, abs(s + 480) - 18) / 7.0) ** 2 - 0.5 * (max(0, abs(n - 160) - 12) / 6.0) ** 2)
        place = survey.place("FB", *flow_to_xy(s, n), "FUEL", "judgemental")
        for top, bottom in ((0.5, 1.0), (1.5, 2.0), (2.5, 3.0), (3.5, 4.0), (4.2, 4.7), (4.9, 5.4), (6.5, 7.0)):
            middle = 0.5 * (top + bottom)
            smear = np.exp(-0.5 * ((middle - 4.75) / 0.45) ** 2) + 0.02 * (middle < 4.0)
            tph = 30 * np.exp(0.5 * rng.standard_normal()) + 21000.0 * inside * smear * np.exp(0.5 * rng.standard_normal())
            light = inside * smear * (0.15 if middle < 4.0 else 1.0) * np.exp(0.5 * rng.standard_normal())
            content = {
                "benzene": 105.0 * light,
                "toluene": 420.0 * light,
                "ethylbenzene": 150.0 * light,
                "xylenes": 640.0 * light,
                "tph_c10_c40": tph,
            }
            survey.sample(place, "C3", date(2019, 10, 15), top, bottom, content, mass_kg=0.03)


def store_survey(survey: Survey) -> None:
    """Twenty points around the pesticide store, 0-0.20 m, and four deeper profiles: DDT group, HCH, atrazine."""
    rng = stream(survey.p.seed, "soil-store")
    for i in range(20):
        s, n = -720.0 + 14.0 * rng.standard_normal(), -160.0 + 14.0 * rng.standard_normal()
        near = np.exp(-np.hypot(s + 720, n + 160) / 14.0)
        place = survey.place("PS", *flow_to_xy(s, n), "STORE", "judgemental")
        depths = [(0.0, 0.20)] + ([(0.2, 0.5), (0.5, 1.0), (1.0, 2.0)] if i % 5 == 0 else [])
        load = np.exp(0.9 * rng.standard_normal())
        for top, bottom in depths:
            fade = np.exp(-top / 0.25)
            tilt = np.exp(0.2 * rng.standard_normal(7))
            content = dict(zip(PESTICIDES, np.array([9.0, 5.5, 1.6, 0.30, 0.60, 0.9, 0.06]) * load * near * fade * tilt, strict=True))
            content["atrazine"] = 0.06 * load * near * np.exp(-top / 1.2) * tilt[6]
            key = survey.sample(place, "C4", date(2020, 5, 12), top, bottom, content)
            if i in (3, 13) and top == 0.0:
                _duplicate(survey, key, rng, 0.2)


def _particles(p: ZelenyiHai, rng: np.random.Generator, intensity: Array, mass_kg: float) -> dict[str, float]:
    """Explosives in one sample, mg/kg: particles counted by Poisson, each with a lognormal mass (median 0.05 mg, GSD 5).

    `intensity` relative to the mean of the unit, one value an increment; the increments share the sample mass.
    """
    sigma = np.log(5.0)
    mean_mg = 0.05 * np.exp(0.5 * sigma**2)
    total = p.rdx_soil_mean_mg_kg + p.tnt_soil_mean_mg_kg
    count = rng.poisson(total / mean_mg * intensity * mass_kg / len(intensity)).sum()
    weights = 0.05 * np.exp(sigma * rng.standard_normal(count))
    mg_kg = weights.sum() / mass_kg
    tnt_share = p.tnt_soil_mean_mg_kg / total * np.exp(0.1 * rng.standard_normal())
    fine = np.exp(0.4 * rng.standard_normal(2)) * (0.7 * intensity.mean() + 0.3)
    return {
        "tnt": mg_kg * tnt_share,
        "rdx": mg_kg * (1 - tnt_share),
        "hmx": 0.08 * mg_kg * (1 - tnt_share),
        "adnt_2": 2.2 * fine[0],
        "adnt_4": 2.8 * fine[1],
    }


def _intensity(s: Array, n: Array) -> Array:
    """Residue density relative to the unit's mean: a few low-order craters hold most of it; mean over DU-C1 is 1."""
    hot = (
        (-510, -22, 6.0, 3.0),
        (-492, 14, 5.0, 5.0),
        (-468, -8, 7.0, 2.5),
        (-447, 26, 5.0, 3.5),
        (-440, -30, 4.0, 4.0),
        (-520, 30, 6.0, 1.5),
    )

    def raw(a: Array, b: Array) -> Array:
        return 0.02 + sum(k * np.exp(-((a - u) ** 2 + (b - w) ** 2) / (2 * r * r)) for u, w, r, k in hot)

    a, b = np.meshgrid(np.arange(-529.0, -430.0, 2.0), np.arange(-39.0, 40.0, 2.0))
    return raw(np.asarray(s, float), np.asarray(n, float)) / raw(a, b).mean()


def crater_survey(survey: Survey) -> None:
    """Craters: 40 discrete samples, three incremental replicates in DU-C1 and in the control DU-C2, three profiles."""
    p, rng = survey.p, stream(survey.p.seed, "soil-crater")
    day = date(2019, 6, 18)
    s, n = -530 + 100 * rng.random(40), -40 + 80 * rng.random(40)
    for a, b in zip(s, n, strict=True):
        place = survey.place("CD", *flow_to_xy(a, b), "DU-C1", "random")
        survey.sample(
            place, "C5", day, 0.0, 0.10, _particles(p, rng, _intensity(np.array([a]), np.array([b])), 0.5), unit="DU-C1", mass_kg=0.5
        )
    for unit, low in (("DU-C1", 1.0), ("DU-C2", 0.0)):
        s0, s1, n0, n1 = (-530, -430, -40, 40) if unit == "DU-C1" else (-830, -730, 200, 280)
        middle = flow_to_xy(0.5 * (s0 + s1), 0.5 * (n0 + n1))
        place = survey.place("IS", *middle, unit, "incremental")
        for _ in range(3):
            a = s0 + (np.arange(50) % 10 + rng.random()) * (s1 - s0) / 10.0
            b = n0 + (np.arange(50) // 10 + rng.random()) * (n1 - n0) / 5.0
            content = _particles(p, rng, _intensity(a, b), 1.5) if low else dict.fromkeys(EXPLOSIVES, 0.0)
            survey.sample(
                place, "C5", day, 0.0, 0.10, content | _background(rng), "incremental replicate", unit=unit, increments=50, mass_kg=1.5
            )
    for a, b in ((-492, 14), (-447, 26), (-468, -8)):
        place = survey.place("CP", *flow_to_xy(a, b), "DU-C1", "profile")
        for top, bottom in ((0.0, 0.1), (0.1, 0.25), (0.25, 0.5), (0.5, 1.0), (1.0, 1.75), (1.75, 2.5)):
            middle, z = 0.5 * (top + bottom), np.exp(0.25 * rng.standard_normal(5))
            water = (
                0.40
                * (p.vadose_water_content + p.vadose_bulk_density_kg_L * (0.9 * np.exp(-middle / 0.2) + p.rdx_vadose_kd_L_kg))
                / p.vadose_bulk_density_kg_L
            )
            content = {
                "tnt": 60 * np.exp(-middle / 0.09) * z[0],
                "rdx": (22 * np.exp(-middle / 0.10) + water) * z[1],
                "hmx": (2.0 * np.exp(-middle / 0.10) + 0.1 * water) * z[2],
                "adnt_2": 5 * np.exp(-middle / 0.16) * z[3],
                "adnt_4": 6.5 * np.exp(-middle / 0.16) * z[4],
            }
            survey.sample(place, "C5", day, top, bottom, content)


def crater_pairs(survey: Survey) -> None:
    """Fifteen craters and a control 20 m from each, 0-0.10 m: metals; small, mixed differences and one fragment."""
    rng = stream(survey.p.seed, "soil-pairs")
    ratio = {"As": 0.98, "Cd": 1.06, "Cr": 0.97, "Cu": 1.14, "Ni": 0.95, "Pb": 1.05, "Zn": 1.10}
    for i in range(15):
        s, n = rng.uniform(-550, -415), rng.uniform(-65, 65)
        angle = rng.uniform(0, 2 * np.pi)
        local = _background(rng)
        for kind, ds in (("crater", 0.0), ("control", 20.0)):
            content = {m: local[m] * (ratio[m] if kind == "crater" else 1.0) * np.exp(0.15 * rng.standard_normal()) for m in METALS}
            if kind == "crater" and i == 9:
                content["Cu"], content["Zn"] = 640.0, 290.0
            place = survey.place(
                "CM" if kind == "crater" else "CC", *flow_to_xy(s + ds * np.cos(angle), n + ds * np.sin(angle)), "CRATERS", kind
            )
            survey.sample(place, "C7", date(2020, 9, 8), 0.0, 0.10, content)


def village_survey(survey: Survey) -> None:
    """Playground (grid of 25, 0-0.05 m, and three incremental replicates) and 15 gardens (0-0.20 m): metals, TNT, RDX.

    The playground was levelled in 2018 with topsoil from the farm.
    """
    rng = stream(survey.p.seed, "soil-village")

    def playground() -> dict[str, float]:
        content = _background(rng)
        content["Pb"] *= 3.2 * np.exp(0.5 * rng.standard_normal())
        content["Cd"] *= 1.8 * np.exp(0.3 * rng.standard_normal())
        content["Zn"] *= 1.9 * np.exp(0.3 * rng.standard_normal())
        tnt = 2.0 * np.exp(1.8 * rng.standard_normal())
        return content | {"tnt": tnt, "rdx": 0.25 * tnt * np.exp(0.6 * rng.standard_normal())}

    points = [(2115 + 10 * i, 565 + 10 * j) for i in range(5) for j in range(5)]
    day, contents = date(2022, 9, 20), []
    for i, (x, y) in enumerate(points):
        content = playground()
        contents.append(content)
        key = survey.sample(survey.place("PG", x, y, "DU-PG", "systematic"), "C8", day, 0.0, 0.05, content, unit="DU-PG")
        if i in (4, 16):
            _duplicate(survey, key, rng, 0.12)
    place = survey.place("IS", 2135, 585, "DU-PG", "incremental")
    for _ in range(3):
        mean = {a: float(np.mean([c[a] for c in contents]) * np.exp(0.12 * rng.standard_normal())) for a in contents[0]}
        survey.sample(place, "C8", day, 0.0, 0.05, mean, "incremental replicate", unit="DU-PG", increments=40, mass_kg=1.2)
    for _ in range(15):
        content = _background(rng)
        for m, k in (("Pb", 1.7), ("Zn", 1.6), ("Cu", 1.8), ("Cd", 1.3)):
            content[m] *= k * np.exp(0.35 * rng.standard_normal())
        place = survey.place("GA", rng.uniform(2060, 2490), rng.uniform(310, 890), "VILLAGE", "random")
        survey.sample(place, "C8", day, 0.0, 0.20, content | {"tnt": 0.0, "rdx": 0.0})


def properties(survey: Survey) -> pd.DataFrame:
    """pH, organic carbon, clay, CEC, bulk density, moisture of topsoil samples and of three profiles."""
    rng = stream(survey.p.seed, "soil-properties")
    rows = []
    for sample in survey.samples:
        if sample["sample_type"] == "field duplicate" or sample["campaign_id"] in ("C2", "C3", "C7"):
            continue
        z, depth = rng.standard_normal(6), 0.5 * (sample["depth_top_m"] + sample["depth_bottom_m"])
        carbon = 0.15 + 1.75 * np.exp(-depth / 0.45) * np.exp(0.15 * z[0])
        clay = 23.0 + 3.0 * z[1]
        rows.append(
            (
                sample["sample_id"],
                round(7.3 + 0.6 * (1 - np.exp(-depth / 0.6)) + 0.2 * z[2], 1),
                round(carbon, 2),
                round(clay, 1),
                round(0.55 * clay + 2.6 * carbon + 1.0 * z[3], 1),
                round(1.46 - 0.11 * carbon + 0.04 * z[4], 2),
                round(14.0 + 4.0 * depth**0.5 + 2.5 * z[5], 1),
            )
        )
    return pd.DataFrame(rows, columns=["sample_id", "pH_H2O", "oc_pct", "clay_pct", "cec_cmol_kg", "bulk_density_kg_L", "moisture_pct"])


def results(survey: Survey) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Laboratory results in long form and their batches; lead of one batch carries the error of a wrong standard."""
    rng = stream(survey.p.seed, "soil-results")
    info = {s["sample_id"]: s for s in survey.samples}
    place: dict[tuple[str, str], list[str]] = {}
    numbers: dict[str, int] = {}
    known: dict[tuple[str, str, int], str] = {}
    rows, batches = [], []
    for sample, analyte, true in survey.truth:
        method, unit, lod, sigma = SOIL_METHOD[analyte]
        campaign = info[sample]["campaign_id"]
        order = place.setdefault((method, campaign), [])
        if sample not in order:
            order.append(sample)
        part = order.index(sample) // BATCH_SIZE
        if (method, campaign, part) not in known:
            numbers[method] = numbers.get(method, 0) + 1
            known[method, campaign, part] = f"{method}-{numbers[method]:02d}"
            day = date.fromisoformat(info[sample]["date"]).toordinal() + 14 + part
            batches.append((known[method, campaign, part], method, "soil", date.fromordinal(day).isoformat()))
        batch = known[method, campaign, part]
        factor = FAILED_FACTOR if (batch, analyte) == (FAILED_BATCH, FAILED_ANALYTE) else 1.0
        qualifier, value = report(float(measured(rng, factor * true, sigma, lod)), lod)
        rows.append((sample, analyte, qualifier, value, unit, batch))
    frame = pd.DataFrame(rows, columns=["sample_id", "analyte_id", "qualifier", "value", "unit", "batch_id"])
    return frame, pd.DataFrame(batches, columns=["batch_id", "method_id", "matrix", "date"])


CAMPAIGNS = [
    ("C1", "2019-09-10", "background of the western fields", "random", "30 points, 0-0.20 m"),
    ("C2", "2020-04-21", "metals in the burnt machine yard", "systematic", "10 m grid, 120 points, 0-0.20 m"),
    ("C3", "2019-10-15", "fuel in the smear zone", "judgemental", "12 borings, 7 depths"),
    ("C4", "2020-05-12", "pesticides around the store", "judgemental", "20 points, 4 profiles"),
    ("C5", "2019-06-18", "explosives in the crater depression", "random and incremental", "40 discrete, 2 x 3 incremental, 3 profiles"),
    ("C6", "2021-06-08", "PFAS profiles below the yard", "profile", "3 profiles, 8 depths"),
    ("C7", "2020-09-08", "metals, crater against control", "paired", "15 pairs, 20 m apart, 0-0.10 m"),
    ("C8", "2022-09-20", "playground and gardens of the village", "systematic and random", "25 + 3 + 15 samples"),
]


def survey(p: ZelenyiHai) -> Survey:
    """All campaigns, laid out in laboratory order."""
    result = Survey(p)
    for campaign in (background_survey, yard_survey, crater_survey, crater_pairs, village_survey, fuel_survey, store_survey, yard_pfas):
        campaign(result)
    return result


def tables(done: Survey) -> Tables:
    """Soil tables; batches come back under a private name and are joined with those of water."""
    frame, batches = results(done)
    cups = [
        (f"SC-{d}-{k}", *(round(float(v), 1) for v in flow_to_xy(-492.0 + 22.0 * k - 22.0, 12.0 - 14.0 * k)), "DU-C1", "suction cup")
        for d in ("05", "25")
        for k in (1, 2, 3)
    ]
    places = pd.DataFrame(done.places + cups, columns=["location_id", "x_m", "y_m", "feature_id", "design"])
    return {
        "soil_campaigns": pd.DataFrame(CAMPAIGNS, columns=["campaign_id", "date", "question", "design", "extent"]),
        "soil_locations": places,
        "soil_samples": pd.DataFrame(done.samples),
        "soil_results": frame,
        "soil_properties": properties(done),
        "_batches_soil": batches,
    }
