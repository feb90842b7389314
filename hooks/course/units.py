"""Units as each locale writes them: one table for display, for parity of translations and for what learners type.

A unit is written with the atoms of the table, `/`, `·` and superscripts: `mg/kg`, `m²/d`, `kg·d/mg`. `1` is no unit.
"""

from __future__ import annotations

import re

from course.reference import Units

ATOM = re.compile(r"[A-Za-zµ°%‰Ω]+")
COMPOUND = re.compile(rf"{ATOM.pattern}[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]*(?:[/·]{ATOM.pattern}[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]*)*")


def localised(unit: str, locale: str, table: Units) -> str:
    """('mg/kg', 'uk') → 'мг/кг'. Atoms that the table does not know stay as they are."""
    symbols = {entry.id: (entry.symbols or {}).get(locale, entry.id) for entry in table.units}
    return ATOM.sub(lambda match: symbols.get(match[0], match[0]), unit)


def international(text: str, locale: str, table: Units) -> str:
    """The opposite: local symbols in a text replaced by international ones, longest first."""
    symbols = local_symbols(locale, table)
    if not symbols:
        return text
    longest_first = "|".join(re.escape(symbol) for symbol in sorted(symbols, key=len, reverse=True))
    return re.sub(rf"(?<![^\W\d_])(?:{longest_first})(?![^\W\d_])", lambda match: symbols[match[0]], text)


def local_symbols(locale: str, table: Units) -> dict[str, str]:
    """Local symbol → international one, where they differ."""
    return {entry.symbols[locale]: entry.id for entry in table.units if entry.symbols and locale in entry.symbols}


def problem(unit: str, table: Units) -> str | None:
    """What is wrong with a unit as it stands in a data file, or None."""
    if unit == "1":
        return None
    if not COMPOUND.fullmatch(unit):
        return f"'{unit}' is not written with atoms, /, · and superscripts"
    atoms = {entry.id for entry in table.units}
    unknown = [atom for atom in ATOM.findall(unit) if atom not in atoms]
    return f"modules/units.yml does not know {', '.join(unknown)}" if unknown and atoms else None
