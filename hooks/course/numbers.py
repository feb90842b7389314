"""Numbers in running text and numbers that readers type."""

from __future__ import annotations

import re
from collections.abc import Iterable

DOUBTFUL = {"en": ",", "ar": ",", "zh": ",", "es": ".,", "fr": "", "ru": "", "uk": ""}
"""Signs that, before exactly three digits, may separate thousands as well as decimals.

Spanish is written with a decimal comma in some countries and with a decimal point in others, so neither is certain.
"""

UNIT = r"(?:[%‰]|°C|[µmknM]?[A-Za-zµ]{1,3}[²³]?(?:[/·][µmk]?[A-Za-z]{1,3}[²³]?)*)(?![A-Za-z])"
POWER = r"[⁻⁰¹²³⁴-⁹]"
AMOUNT = (
    r"(?:[≈~<>≤≥±+−–-]\s?)?√?[0-9]+(?:[.,:\u00a0\u202f][0-9]+)*(?:[eE][-+−]?[0-9]+)?"
    rf"(?:\s?[-–×]\s?[0-9]+(?:[.,][0-9]+)*)*{POWER}*"
)
QUANTITY = rf"(?>{AMOUNT}(?:[\u00a0\u202f ]?{UNIT})?)"
NAME = r"(?>[A-Za-zΑ-ω][\w′]*)"
SIGN = r"\s?[=≈<>≤≥×/+−·^√]\s?"
DEEPEST = 2
"""Brackets within brackets."""


def _calculation(depth: int) -> str:
    """Quantities, names and brackets between signs; each is read in one way only, or an open bracket would take for ever."""
    operand = f"{QUANTITY}|{NAME}"
    if depth:
        inner = _calculation(depth - 1)
        operand = rf"{NAME}?[(\[]{inner}[)\]](?:{POWER}+|[\u00a0\u202f ]{UNIT})?|{operand}"
    return f"(?>(?:{operand})(?:{SIGN}(?:{operand}))*)"


BY_HAND = r"[\u2066-\u2068][^\u2069]*(?:\u2069|\Z)|\A[^\u2066-\u2069]*\u2069"
"""What its author has isolated; a formula or a word in bold may divide it."""
ISOLATED = (  # an Arabic "and", "with" or "for" is written to its number
    r"(?<![^\W\u0621-\u0652])(?<![.,])(?<![A-Za-z] )(?<![A-Za-z]\u00a0)(?<![A-Za-z0-9][-–/:])"
    rf"(?=[^0-9\u0600-\u06ff]{{0,99}}[0-9])(?!{NAME}(?:{SIGN}{NAME})*+(?!{SIGN}|[(\[])){_calculation(DEEPEST)}"
)
"""A number with its unit, or a whole calculation, in right-to-left text; not the digits that belong to a Latin name before them."""
OPENED, CLOSED = "\u2066", "\u2069"
MARK = re.compile(f"([{OPENED}{CLOSED}])")
"""What an author isolates from left to right stands between the two."""
_PIECES = re.compile(f"({BY_HAND}|{ISOLATED})")


def pieces(text: str) -> list[tuple[str, bool]]:
    """Right-to-left text in order: (piece, whether it is to be isolated); at least one."""
    parts = _PIECES.split(text)
    return [(part, index % 2 == 1 and not re.match(BY_HAND, part)) for index, part in enumerate(parts) if part] or [("", False)]


_ALONE = re.compile(rf"(?>{AMOUNT})(?:\s?[%‰])?")


def mostly(cells: Iterable[str]) -> bool:
    """Whether more than half of the cells that are filled hold a number and nothing else."""
    filled = [text for cell in cells if (text := cell.strip("\u2066\u2067\u2068\u2069 \n")) not in ("", "-", "–", "—")]
    return 2 * sum(bool(_ALONE.fullmatch(text)) for text in filled) > len(filled)
