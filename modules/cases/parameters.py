"""The physical truth of the two fictional cases, one frozen dataclass each.

Every number here is a choice for teaching, inside ranges found in text books; none was measured.
The generator writes the values a learner may know to `parameters.csv`.
"""

# ruff: noqa: N803, N815 - unit symbols keep their case in names

from dataclasses import dataclass
from datetime import date
from math import exp, log, sqrt


@dataclass(frozen=True, slots=True)
class Plume:
    """A patch source on a plane across the flow, and how its solute moves in the aquifer.

    `s_m`, `n_m`: middle of the source plane in flow coordinates (see layout.py);
    `half_width_m` across the flow; `depth_m` thickness of the source below the water table;
    `c0_ug_L` at the start; half-lives in years (None: no decay);
    `kd_L_kg` distribution coefficient in the aquifer sand.
    """

    analyte: str
    s_m: float
    n_m: float
    half_width_m: float
    depth_m: float
    c0_ug_L: float
    start: date
    source_half_life_y: float | None
    kd_L_kg: float
    half_life_d: float | None
    koc_L_kg: float | None = None


SHELLING = date(2016, 5, 18)
YEAR_D = 365.25
FOC_AQUIFER = 0.0004


def _fuel(analyte: str, c0: float, koc: float, half_life_d: float, source_y: float) -> Plume:
    """A dissolved fuel compound below the depot: Kd = Koc foc, c0 by Raoult's law on the mixed fuel."""
    return Plume(analyte, -460.0, 160.0, 15.0, 2.5, c0, SHELLING, source_y, koc * FOC_AQUIFER, half_life_d, koc)


def _pfas(analyte: str, c0: float, log_koc: float) -> Plume:
    """A PFAS below the soakaway of the machine yard; no decay, slow depletion of the source."""
    koc = 10.0**log_koc
    return Plume(analyte, -520.0, -160.0, 6.0, 2.0, c0, SHELLING, 12.0, koc * FOC_AQUIFER, None, koc)


@dataclass(frozen=True, slots=True)
class ZelenyiHai:
    """Zelenyi Hai: flow, transport, vadose zone, nitrogen, noise."""

    seed: int = 20160518

    # flow: sand aquifer under loess
    conductivity_m_d: float = 25.0
    thickness_m: float = 14.0
    porosity: float = 0.30  # effective porosity, used for v and for R
    bulk_density_kg_L: float = 1.75
    specific_yield: float = 0.18
    storativity: float = 8.0e-4  # confined part near the well field
    velocity_m_d: float = 0.25  # mean seepage velocity on the path crater field - VW2
    flow_azimuth_deg: float = 104.0
    recharge_m_y: float = 0.055
    head_at_vw2_m: float = 88.4  # natural mean head
    level_noise_m: float = 0.010
    pumping_m3_d: float = 60.0  # mean of each of three village wells
    influence_radius_m: float = 1000.0
    pumping_test_m3_d: float = 432.0
    slug_geometric_mean_m_d: float = 24.0
    slug_sd_log10: float = 0.18

    # dispersion in the aquifer (m)
    alpha_l_m: float = 8.0
    alpha_t_m: float = 0.40
    alpha_v_m: float = 0.04

    # vadose zone below the craters
    crater_recharge_m_y: float = 0.32  # meltwater and storm water pond in the depression
    crater_length_m: float = 100.0  # along the flow
    crater_width_m: float = 80.0
    vadose_length_m: float = 2.5  # crater floor to water table
    vadose_water_content: float = 0.26
    vadose_bulk_density_kg_L: float = 1.40
    vadose_alpha_m: float = 0.15
    rdx_vadose_kd_L_kg: float = 0.10
    hmx_vadose_kd_L_kg: float = 0.30
    rdx_soil_water_ug_L: float = 400.0  # below the crater floor, at the start
    rdx_source_half_life_y: float = 20.0
    hmx_soil_water_ug_L: float = 30.0

    # vadose zone below the machine yard: PFOS held by solids and air-water interfaces
    yard_water_content: float = 0.24
    yard_bulk_density_kg_L: float = 1.40
    yard_alpha_m: float = 0.10
    pfos_vadose_r: float = 35.0
    pfhxs_vadose_r: float = 8.0
    pfoa_vadose_r: float = 5.0

    # inventories released (kg)
    benzene_released_kg: float = 450.0
    rdx_released_kg: float = 30.0  # first rate 0.40 g/m3 x 0.32 m/y x 8000 m2, divided by ln 2 / half-life
    pfos_released_kg: float = 2.0
    atrazine_released_kg: float = 3.0
    pfos_yard_kg: float = 1.5  # in the yard soil: mean load 0.67 g/m2 over 2250 m2
    rdx_soil_mean_mg_kg: float = 8.0  # decision unit DU-C1, 0-0.10 m
    tnt_soil_mean_mg_kg: float = 22.0

    # nitrate
    nitrate_background_mg_L: float = 9.0
    nitrate_recharge_mg_L: float = 150.0
    field_start_s_m: float = -1800.0

    # noise of groundwater results: c exp(sigma z1) + (LOD/3.3) z2
    sigma_ln: float = 0.12
    hydrocarbons_per_btex: float = 3.0  # oxygen-demanding hydrocarbons degraded per mass of BTEX degraded

    plumes: tuple[Plume, ...] = (
        _fuel("benzene", 14_800.0, 58.9, 180.0, 6.0),
        _fuel("toluene", 16_000.0, 182.0, 70.0, 7.0),
        _fuel("ethylbenzene", 2_400.0, 363.0, 110.0, 9.0),
        _fuel("xylenes", 9_500.0, 386.0, 130.0, 9.0),
        _pfas("pfos", 18.0, 2.90),
        _pfas("pfhxs", 7.0, 2.30),
        _pfas("pfoa", 3.5, 2.06),
        Plume("atrazine", -700.0, -160.0, 7.5, 3.0, 30.0, date(1988, 4, 1), 11.0, 100.0 * FOC_AQUIFER, 4.0 * YEAR_D, 100.0),
        Plume("rdx", -430.0, 0.0, 40.0, 11.7, 0.0, SHELLING, 20.0, 0.030, None),
        Plume("hmx", -430.0, 0.0, 40.0, 11.7, 0.0, SHELLING, 20.0, 0.050, None),
    )

    @property
    def transmissivity_m2_d(self) -> float:
        """T = K b, m2/d."""
        return self.conductivity_m_d * self.thickness_m

    @property
    def gradient(self) -> float:
        """Mean gradient of the path, i = v n / K (Darcy)."""
        return self.velocity_m_d * self.porosity / self.conductivity_m_d

    @property
    def dispersion_m2_d(self) -> float:
        """D = alpha_L v, m2/d; molecular diffusion is neglected."""
        return self.alpha_l_m * self.velocity_m_d

    def retardation(self, kd_L_kg: float) -> float:
        """R = 1 + rho_b Kd / n in the aquifer."""
        return 1.0 + self.bulk_density_kg_L * kd_L_kg / self.porosity

    def vadose_retardation(self, kd_L_kg: float) -> float:
        """R = 1 + rho_b Kd / theta below the craters."""
        return 1.0 + self.vadose_bulk_density_kg_L * kd_L_kg / self.vadose_water_content

    @property
    def dilution_attenuation(self) -> float:
        """DAF = 1 + K i d / (I L), with d limited to the aquifer thickness (US EPA 1996, EPA/540/R95/128)."""
        return 1.0 + self.conductivity_m_d * self.gradient * YEAR_D * self.mixing_depth_m / (
            self.crater_recharge_m_y * self.crater_length_m
        )

    @property
    def mixing_depth_m(self) -> float:
        """d = sqrt(0.0112 L2) + da (1 - exp(-L I / (K i da))), at most da (US EPA 1996)."""
        length, da = self.crater_length_m, self.thickness_m
        flow = self.conductivity_m_d * self.gradient * YEAR_D * da
        return min(da, sqrt(0.0112 * length**2) + da * (1.0 - exp(-length * self.crater_recharge_m_y / flow)))

    def plume(self, analyte: str) -> Plume:
        """The plume of one analyte."""
        return next(p for p in self.plumes if p.analyte == analyte)


def rate(half_life: float | None) -> float:
    """First-order rate ln 2 / T, in 1/unit of the half-life; 0 without decay."""
    return 0.0 if half_life is None else log(2.0) / half_life


@dataclass(frozen=True, slots=True)
class RioClaro:
    """Rio Claro: log10(bean Cd) = a + b log10(soil Cd) - c pH - d log10(OC %) - e log10(Zn/60) + genotype + noise."""

    seed: int = 120
    plots: int = 120
    intercept: float = 1.33
    slope_soil_cd: float = 0.60
    slope_ph: float = 0.22
    slope_oc: float = 0.30
    slope_zn: float = 0.10
    residual_sd: float = 0.13
    genotype_effect: tuple[tuple[str, float], ...] = (("G1", 0.0), ("G2", -0.12), ("G3", 0.08))
    leaf_to_bean: float = 1.9
    lime_ph_per_t_ha: float = 0.32  # first year after liming, topsoil
    lots: int = 36
