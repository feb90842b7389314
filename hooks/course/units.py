"""Units as each locale writes them: one table for display, for parity of translations and for what learners type."""

from __future__ import annotations

import re

from course.reference import Units

ATOM = re.compile(r"[A-Za-zµ°%‰Ω]+")


def localised(unit: str, locale: str, table: Units) -> str:
    """('mg/kg', 'uk') → 'мг/кг'. Atoms that the table does not know stay as they are."""
    symbols = {entry.id: (entry.symbols or {}).get(locale, entry.id) for entry in table.units}
    return ATOM.sub(lambda match: symbols.get(match[0], match[0]), unit)


def international(text: str, locale: str, table: Units) -> str:
    """The opposite: local symbols in a text replaced by international ones, longest first."""
    symbols = {entry.symbols[locale]: entry.id for entry in table.units if entry.symbols and locale in entry.symbols}
    if not symbols:
        return text
    longest_first = "|".join(re.escape(symbol) for symbol in sorted(symbols, key=len, reverse=True))
    return re.sub(rf"(?<![^\W\d_])(?:{longest_first})(?![^\W\d_])", lambda match: symbols[match[0]], text)
