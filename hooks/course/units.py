"""Units as each locale writes them: one table for display, for parity of translations and for what learners type.

A unit is written with the atoms of the table, `/`, `·` and superscripts: `mg/kg`, `m²/d`, `kg·d/mg`. `1` is no unit.
"""

from __future__ import annotations

import re
from functools import lru_cache

from course.reference import Units

ATOM = re.compile(r"[A-Za-zµ°%‰Ω]+")
GROUPS = re.compile(r"(?<![\w.,])[0-9]{1,3}(?:[ \n][0-9]{3})+(?![0-9])")
"""A number whose thousands are set apart."""
GAP = re.compile(r"(?<=[0-9⁰¹²³⁴-⁹])[ \n]")
GREEK_MU = "\u03bc"
"""On many keyboards; looks like the prefix."""
COMPOUND = re.compile(rf"{ATOM.pattern}[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]*(?:[/·]{ATOM.pattern}[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]*)*")


def localised(unit: str, locale: str, table: Units) -> str:
    """('mg/kg', 'uk') → 'мг/кг'. Atoms that the table does not know stay as they are."""
    symbols = {entry.id: (entry.symbols or {}).get(locale, entry.id) for entry in table.units}
    return ATOM.sub(lambda match: symbols.get(match[0], match[0]), unit)


def local_symbols(locale: str, table: Units) -> dict[str, str]:
    """Local symbol → international one, where they differ."""
    return {entry.symbols[locale]: entry.id for entry in table.units if entry.symbols and locale in entry.symbols}


def together(text: str, locale: str, table: Units, before: str = "") -> str:
    """No line may end between a number and its unit, nor inside a number; `before` is what stands before the text."""
    text = GROUPS.sub(lambda match: re.sub(r"\s", "\u00a0", match[0]), text)
    if not GAP.search(before + text):
        return text
    symbols = tuple((entry.symbols or {}).get(locale, entry.id) for entry in table.units if entry.id != "1")
    return _quantities(symbols).sub("\u00a0", before + text)[len(before) :] if symbols else text


@lru_cache(maxsize=16)
def _quantities(symbols: tuple[str, ...]) -> re.Pattern[str]:
    """The gap before a unit; what follows the unit may be a power, a Chinese or an Arabic word, no other."""
    known = "|".join(re.escape(symbol) for symbol in sorted(symbols, key=len, reverse=True))
    return re.compile(rf"{GAP.pattern}(?=(?:{known})(?![^\W\d_⁰¹²³⁴-⁹\u0600-\u06ff\u3400-\u9fff]))")


def pieces(text: str, locale: str, table: Units) -> list[tuple[str, bool]]:
    """Text in order: (piece, whether it is a unit with a slash, after which a line could end); at least one."""
    symbols = tuple((entry.symbols or {}).get(locale, entry.id) for entry in table.units)
    parts = _divided(symbols).split(text) if symbols and "/" in text else [text]
    return [(part, index % 2 == 1) for index, part in enumerate(parts) if part] or [("", False)]


@lru_cache(maxsize=16)
def _divided(symbols: tuple[str, ...]) -> re.Pattern[str]:
    """A compound unit, or a currency by a unit; what precedes and follows it may be a Chinese word, no other."""
    known = "|".join(re.escape(symbol) for symbol in sorted(symbols, key=len, reverse=True))
    atom = f"(?:{known})[⁻⁰¹²³⁴-⁹]*"
    letter = r"[^\W\d_\u3400-\u9fff]"
    return re.compile(rf"(?<!{letter})((?:[A-Z]{{2,3}}|{atom}(?:·{atom}){{0,4}})(?:/{atom}(?:·{atom})*)+)(?!{letter})")


def problem(unit: str, table: Units) -> str | None:
    """What is wrong with a unit as it stands in a data file, or None."""
    if unit == "1":
        return None
    if GREEK_MU in unit:
        return f"'{unit}' has the Greek letter {GREEK_MU}, which only looks like the µ of modules/units.yml (copy it from there)"
    if not COMPOUND.fullmatch(unit):
        return f"'{unit}' is not written with atoms, /, · and superscripts"
    atoms = {entry.id for entry in table.units}
    unknown = [atom for atom in ATOM.findall(unit) if atom not in atoms]
    return f"modules/units.yml does not know {', '.join(unknown)}" if unknown and atoms else None
