"""Numeric keys: computed by a formula, converted between units, recognised as a reader types them."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Any

import pint
from scipy import special
from simpleeval import SimpleEval

from course import locales, units
from course.quiz import Answer, decimal, figures
from course.reference import Units

FUNCTIONS = {
    "exp": math.exp,
    "ln": math.log,
    "log10": math.log10,
    "sqrt": math.sqrt,
    "erfc": lambda x: float(special.erfc(x)),
    "erfcx": lambda x: float(special.erfcx(x)),
    "min": min,
    "max": max,
}
SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
PINT_NAMES = {
    "%": "percent",
    "‰": "permille",
    "1": "dimensionless",
    "°C": "degC",
    "L": "liter",
    "t": "tonne",
    "kt": "kilotonne",
    "wk": "week",
    "mo": "month",
    "y": "year",
    "a": "year",
}
UNKNOWN_TO_PINT = ("percent = 0.01 = %", "permille = 0.001 = ‰", "ppb = 1e-9", "equivalent = [equivalent] = eq", "NTU = [turbidity]")
TERM = re.compile(r"(µ?[A-Za-z%‰°]+|1)([⁻⁰¹²³⁴-⁹]*)")


def compute(answer: Answer, formula: str) -> float:
    """The value of a formula. Raises ValueError with the reason when it has none."""
    names: dict[str, Any] = {"pi": math.pi, "value": float(answer.value)}
    for name, given in (answer.given or {}).items():
        if (number := decimal(given)) is None:
            raise ValueError(f"{name} is not a number")
        names[name] = float(number)
    try:
        value = float(SimpleEval(functions=FUNCTIONS, names=names).eval(formula))
    except Exception as error:  # whatever an author's formula can do wrong
        raise ValueError(str(error)) from error
    if not math.isfinite(value):
        raise ValueError("the result is not a finite number")
    return value


def agrees(computed: float, written: str) -> bool:
    """Whether a computed value, rounded to the figures that are written, is the written one."""
    value = decimal(written)
    if value is None or computed == 0:
        return value == 0
    return Decimal(f"{computed:.{max(figures(written), 1) - 1}e}") == value


@lru_cache(maxsize=1)
def registry() -> Any:
    """The units that pint knows and those of the course; made once, since that takes a while."""
    known = pint.UnitRegistry()
    for definition in UNKNOWN_TO_PINT:
        known.define(definition)
    return known


@lru_cache(maxsize=512)
def factor(unit: str, into: str) -> float | None:
    """How many `into` one `unit` is; None when it cannot be converted or is not known."""
    try:
        return float(registry().Quantity(1, _pint(unit)).to(_pint(into)).magnitude)
    except (pint.PintError, AttributeError, ValueError, TypeError):
        return None


def _pint(unit: str) -> str:
    """('m²/d') → 'm**2/d', in the names that pint knows."""

    def term(match: re.Match[str]) -> str:
        name, power = PINT_NAMES.get(match[1], match[1]), match[2].translate(SUPERSCRIPTS)
        return f"{name}**{power}" if power else name

    return TERM.sub(term, unit).replace("·", "*")


def typed(unit: str) -> str:
    """('µg/m³') → 'ug/m3', as it is typed without special keys."""
    return unit.translate(SUPERSCRIPTS).replace("µ", "u").replace("·", " ")


def spelling(unit: str) -> str:
    """What is left of a unit when the ways of typing it are taken away; quiz.js does the same."""
    plain = unicodedata.normalize("NFKC", unit).replace("μ", "u").replace("−", "-")
    return re.sub(r"[\s^*·⋅.]", "", plain).replace("L", "l")


def spellings(answer: Answer, table: Units) -> dict[str, float]:
    """How readers of all locales write the accepted units → factor into the unit of the answer."""
    return {spelling(written): value for unit, value in _accepted(answer) for written in _written(unit, table)}


def _accepted(answer: Answer) -> Iterator[tuple[str, float]]:
    for unit in (answer.unit, *answer.also):
        value = factor(unit, answer.unit)
        if unit != "1" and value is not None:
            yield unit, value


def _written(unit: str, table: Units) -> Iterator[str]:
    return (units.localised(unit, locale, table) for locale in locales.LOCALES)


def result(results: Mapping[str, Mapping[str, float]], name: str) -> float | None:
    """A value of a lab, `<lab>.<name>`; None when there is none."""
    lab, _, key = name.partition(".")
    return results.get(lab, {}).get(key)
