"""The site from the parts that the workers made: a folder per locale, laid over each other and put in place at once.

Every part is whole: it has the pages of its locale and all files that the locales share. Where parts have the same
file, the English one counts.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path


def publish(parts: Mapping[str, Path], site: Path) -> None:
    """Lay the parts, English first, over each other beside `site`, then put the result in its place.

    Whatever interrupts this, the old site or the new one stands there whole.
    """
    made = Path(tempfile.mkdtemp(prefix=f".{site.name}-", dir=site.parent))
    try:
        made.chmod(0o755)
        for part in parts.values():
            _lay(part, made)
        _swap(made, site)
    finally:
        shutil.rmtree(made, ignore_errors=True)


def stamp(parts: Iterable[Path], site: Path) -> str:
    """Changes when the site was made from other parts, or when any of its files was touched since."""
    hashed = hashlib.sha256("\n".join(part.name for part in parts).encode())
    for folder, folders, names in os.walk(site):
        folders.sort()
        for name in sorted(names):
            status = os.lstat(os.path.join(folder, name))  # noqa: PTH118 a Path for each of a thousand files takes longer than all the rest
            hashed.update(f"{name}\0{status.st_mtime_ns}\0{status.st_size}\0".encode())
    return hashed.hexdigest()


def _lay(part: Path, made: Path) -> None:
    for folder, _, names in part.walk():
        target = made / folder.relative_to(part)
        target.mkdir(parents=True, exist_ok=True)
        for name in names:
            if not (target / name).exists():
                shutil.copyfile(folder / name, target / name)


def _swap(made: Path, site: Path) -> None:
    """Put `made` where `site` is; on any trouble the old site comes back."""
    old = site.with_name(f".{site.name}-old")
    recover(site)
    shutil.rmtree(old, ignore_errors=True)
    if site.exists():
        site.rename(old)
    try:
        made.rename(site)
    except BaseException:
        recover(site)
        raise
    shutil.rmtree(old, ignore_errors=True)


def recover(site: Path) -> None:
    """After a death between the two renames: the old site comes back."""
    old = site.with_name(f".{site.name}-old")
    if old.exists() and not site.exists():
        old.rename(site)
