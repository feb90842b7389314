"""Write the data of the two fictional cases: `python generate.py` rewrites every CSV file and data package next to it.

The truth stands in parameters.py; flow.py and transport.py hold the equations; the other files lay out tables; schema.py documents them.
"""

import argparse
from pathlib import Path

import pandas as pd

import cocoa
import experiments
import groundwater
import hydrology
import laboratory
import schema
import soil
from parameters import RioClaro, ZelenyiHai
from tables import Tables, write

HERE = Path(__file__).resolve().parent


def zelenyi_hai(p: ZelenyiHai) -> Tables:
    """Every table of Zelenyi Hai."""
    tables = hydrology.tables(p) | groundwater.monitoring(p)
    done = soil.survey(p)
    tables |= soil.tables(done) | laboratory.methods(p.sigma_ln)
    tables["batches"] = pd.concat([tables.pop("_batches_soil"), tables.pop("_batches_water")], ignore_index=True)
    tables["qc_results"] = laboratory.quality_control(p, tables["batches"])
    tables["control_chart"] = laboratory.control_chart(p, tables["batches"], tables["qc_results"])
    tables |= laboratory.calibration(p) | laboratory.microplastics(p)
    tables["proficiency_test"] = laboratory.proficiency(p)
    tables["pxrf_pairs"] = laboratory.pxrf(p, tables["soil_samples"], tables["soil_results"], done.truth)
    tables["soil_water"], tables["mass_budget"] = groundwater.soil_water(p), groundwater.mass_budget(p)
    return tables | experiments.tables(p, tables["soil_samples"], tables["soil_results"])


def generate(folder: Path) -> None:
    """Write both cases below a folder."""
    for name, tables in (("zelenyi-hai", zelenyi_hai(ZelenyiHai())), ("rio-claro", cocoa.tables(RioClaro()))):
        write({k: tables[k] for k in schema.resources(name)}, folder / name)
        (folder / name / "datapackage.json").write_bytes(schema.package(name))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=HERE, help="where to write (default: next to this script)")
    generate(parser.parse_args().folder)
