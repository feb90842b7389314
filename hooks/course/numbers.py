"""Numbers in running text and numbers that readers type."""

from __future__ import annotations

DOUBTFUL = {"en": ",", "ar": ",", "zh": ",", "es": ".,", "fr": "", "ru": "", "uk": ""}
"""Signs that, before exactly three digits, may separate thousands as well as decimals.

Spanish is written with a decimal comma in some countries and with a decimal point in others, so neither is certain.
"""

QUANTITY = (
    r"(?:[≈~<>≤≥±−–-]\s?)?[0-9]+(?:[.,\u00a0\u202f][0-9]+)*(?:\s?[-–×]\s?[0-9]+(?:[.,][0-9]+)*)*[⁻⁰¹²³⁴-⁹]*"
    r"(?:[\u00a0\u202f ]?(?:[%‰]|°C|[µmknM]?[A-Za-zµ]{1,3}[²³]?(?:[/·][µmk]?[A-Za-z]{1,3}[²³]?)*)(?![A-Za-z]))?"
)
ISOLATED = rf"(?<![\w.,])(?<![A-Za-z] )(?<![A-Za-z]\u00a0){QUANTITY}(?:\s?[=×/+−≈]\s?{QUANTITY})*"
"""A number with its unit, or a whole calculation, in right-to-left text; not the digits that belong to a Latin name before them."""
