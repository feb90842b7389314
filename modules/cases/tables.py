"""Small helpers all tables share: random streams, rounding, reporting a measurement, writing CSV."""

from pathlib import Path
from zlib import crc32

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]
Tables = dict[str, pd.DataFrame]


def stream(seed: int, name: str) -> np.random.Generator:
    """An independent random stream for one named table, so that a new table changes no other."""
    return np.random.default_rng([seed, crc32(name.encode())])


def significant(value: ArrayLike, digits: int = 3) -> Array:
    """Round to significant digits, as a laboratory reports; shape kept."""
    v = np.asarray(value, float)
    safe = np.where((v == 0) | ~np.isfinite(v), 1.0, np.abs(v))
    power = digits - 1 - np.floor(np.log10(safe)).astype(int)
    return np.array([round(a, int(k)) if np.isfinite(a) else a for a, k in zip(v.ravel(), power.ravel(), strict=True)]).reshape(v.shape)


def measured(rng: np.random.Generator, true: ArrayLike, sigma_ln: float, lod: float) -> Array:
    """A reading with proportional and constant error: c exp(sigma z1) + (LOD/3.3) z2 (Rocke & Lorenzato 1995)."""
    c = np.asarray(true, float)
    return c * np.exp(sigma_ln * rng.standard_normal(c.shape)) + lod / 3.3 * rng.standard_normal(c.shape)


def report(reading: float, lod: float) -> tuple[str, float]:
    """Qualifier and value: `<` with the LOD, `J` between LOD and LOQ (= 3 LOD), else empty."""
    if reading < lod:
        return "<", lod
    return ("J" if reading < 3.0 * lod else ""), float(significant(reading))


def write(tables: Tables, folder: Path) -> None:
    """Write each table to folder/<name>.csv: UTF-8, LF, point decimal, empty for missing."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, table in tables.items():
        (folder / f"{name}.csv").write_bytes(table.to_csv(index=False, lineterminator="\n").encode())
