"""The seven locales: what each is called, which way it runs, how it writes decimals."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import PurePosixPath


@dataclass(frozen=True, slots=True)
class Locale:
    code: str
    name: str
    direction: str = "ltr"
    decimal: str = "."
    comma: str = ","
    semicolon: str = ";"


SOURCE = "en"
LOCALES = {
    locale.code: locale
    for locale in (
        Locale("en", "English"),
        Locale("ar", "العربية", direction="rtl", comma="،", semicolon="؛"),
        Locale("es", "Español", decimal=","),
        Locale("fr", "Français", decimal=","),
        Locale("ru", "Русский", decimal=","),
        Locale("uk", "Українська", decimal=","),
        Locale("zh", "中文"),
    )
}
TRANSLATIONS = tuple(code for code in LOCALES if code != SOURCE)


@lru_cache(maxsize=8192)
def split(path: str) -> tuple[str, str]:
    """('modules/x/index.fr.md') → ('modules/x/index.md', 'fr'); English has no suffix."""
    pure = PurePosixPath(path)
    stem, dot, code = pure.stem.rpartition(".")
    if dot and code in TRANSLATIONS:
        return str(pure.with_name(stem + pure.suffix)), code
    return path, SOURCE


def localised(path: str, locale: str) -> str:
    """('modules/x/index.md', 'fr') → 'modules/x/index.fr.md'."""
    if locale == SOURCE:
        return path
    pure = PurePosixPath(path)
    return str(pure.with_name(f"{pure.stem}.{locale}{pure.suffix}"))
