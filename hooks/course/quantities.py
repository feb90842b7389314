"""Numbers with their units in running text, in the usage of each locale, made comparable.

`2.8 million` in English, `2,8 млн` in Russian and `280万` in Chinese are one value: 2800000.
`0,05 мг/кг` in Ukrainian is `0.05 mg/kg`. Digits are compared to the letter: `0.10` is not `0.1`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from course import locales, units
from course.reference import Units

SPACES = " \u00a0\u2009\u202f"
NUMBER = re.compile(
    rf"(?<![0-9.,])(?P<sign>(?<![\w.,])−|(?:(?<=[{SPACES}(\[\n])|(?<![\s\S]))[-–]|(?<=[\u3400-\u9fff])−)?"
    rf"(?P<digits>[0-9]+(?:[.,][0-9]+|[{SPACES}][0-9]{{3}}(?![0-9]))*)(?P<power>[⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+)?"
)
ATOM = r"(?:(?:(?![\u3400-\u9fff])[^\W\d_]|[%‰°])+|[\u3400-\u9fff])[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]*"
"""Chinese sets no space between a unit and the next word."""
UNIT = re.compile(rf"[{SPACES}]?({ATOM}(?:[/·]{ATOM})*)")
DECLINED = {"діб": "доба", "доби": "доба", "суток": "сут", "сутки": "сут"}
"""Units that are words take the form that their number asks for."""
POWERS = {
    3: r"thousand|mil(?! mill)|mille|тыс\.?|тысяч\w*|тис\.?|ألف|آلاف|千",
    4: r"万|萬",
    6: r"million\w*|mill[oó]n\w*|млн|миллион\w*|мільйон\w*|مليون|ملايين|百万",
    8: r"亿|億",
    9: r"billion|milliards?|mil millones|млрд|миллиард\w*|мільярд\w*|مليارات|مليار|十亿",
}
POWER = re.compile(rf"[{SPACES}]?(?:" + "|".join(rf"(?P<e{power}>{words})" for power, words in reversed(POWERS.items())) + r")(?!\w)")
CHINESE_POWER = re.compile(rf"[{SPACES}]?(?:(?P<e9>十亿)|(?P<e6>百万)|(?P<e8>[亿億])|(?P<e4>[万萬])|(?P<e3>千(?!克|米|焦|帕)))")
DIGIT = re.compile("[0-9]")
DIRECTION = re.compile("[\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
MONTH = re.compile(r"[0-9]{1,2}[\u00a0 ]?月")


@dataclass(frozen=True, slots=True)
class Quantity:
    readings: tuple[tuple[str, ...], ...]
    """What the digits can mean, the likely reading first; one reading can be several numbers (`1,2-dichloroethane`)."""
    unit: str
    """International; empty when no unit of the table follows."""
    line: int
    written: str


def quantities(text: str, line: int, locale: str, table: Table) -> Iterator[Quantity]:
    """Every number of a text, in order."""
    if not DIGIT.search(text):
        return
    text = DIRECTION.sub("", text)
    if locale == "zh":
        text = MONTH.sub(" ", text)
    for match in NUMBER.finditer(text):
        readings, end = list(_readings(match["digits"], locales.LOCALES[locale].decimal)), match.end()
        power = None if match["power"] else (CHINESE_POWER if locale == "zh" else POWER).match(text, end)
        if power:
            exponent = int(str(power.lastgroup)[1:])
            readings = [[_scaled(parts[0], exponent)] for parts in readings if len(parts) == 1] or readings
            end = power.end()
        for parts in readings:
            parts[0] = f"-{parts[0]}" if match["sign"] else parts[0]
            parts[-1] += match["power"] or ""
        line_here = line + text.count("\n", 0, match.start())
        yield Quantity(tuple(map(tuple, readings)), table.unit(text, end, locale), line_here, text[match.start() : end])


def _readings(digits: str, decimal: str) -> Iterator[list[str]]:
    """('1,234') → 1234 where the decimal sign is a point; 1.234, else 1 and 234, where it is a comma."""
    if digits.isdecimal():
        yield [digits]
        return
    digits = re.sub(f"[{SPACES}]", "", digits)
    thousands = "," if decimal == "." else "."
    if re.fullmatch(rf"[0-9]{{1,3}}(\{thousands}[0-9]{{3}})+(\{decimal}[0-9]+)?", digits):
        yield [digits.replace(thousands, "").replace(decimal, ".")]
    elif re.fullmatch(rf"[0-9]+(\{decimal}[0-9]+)?", digits):
        yield [digits.replace(decimal, ".")]
    if decimal == "," and "." in digits and "," not in digits:
        yield [digits]
    if "," in digits or digits.count(".") > 1:
        yield re.split("[.,]", digits)


def _scaled(digits: str, exponent: int) -> str:
    if len(digits) > 30:
        return digits
    return format((Decimal(digits) * 10**exponent).normalize(), "f")


@lru_cache(maxsize=4)
def table(known: tuple[tuple[str, str, str], ...]) -> Table:
    """From (locale, symbol, international symbol), so that equal tables are one."""
    return Table(known)


def table_of(known: Units) -> Table:
    rows = [(locales.SOURCE, unit.id, unit.id) for unit in known.units]
    rows += [(locale, symbol, unit) for locale in locales.LOCALES for symbol, unit in units.local_symbols(locale, known).items()]
    return table(tuple(rows))


class Table:
    """The units of all locales, ready to look up."""

    def __init__(self, rows: tuple[tuple[str, str, str], ...]) -> None:
        self.atoms = frozenset(unit for _, _, unit in rows)
        self.local: dict[str, dict[str, str]] = {locale: {} for locale in locales.LOCALES}
        for locale, symbol, unit in rows:
            self.local[locale][symbol] = unit

    def unit(self, text: str, start: int, locale: str) -> str:
        """The unit that stands at `start`, international; empty when it is none."""
        match = UNIT.match(text, start)
        if not match:
            return ""
        local = self.local[locale]
        atoms = re.split(r"([/·]|[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)", match[1].replace("μ", "µ"))
        atoms = [DECLINED.get(atom, atom) for atom in atoms]
        atoms = [local.get(atom, atom) for atom in atoms]
        return "".join(atoms) if all(atom in self.atoms for atom in atoms[::2] if atom) else ""


def difference(english: Iterable[Quantity], translated: Iterable[Quantity]) -> tuple[list[str], list[Quantity]]:
    """(numbers that the translation lacks, numbers that it has too many)."""
    left = Counter(part for quantity in english for part in quantity.readings[0])
    extra = []
    for quantity in sorted(translated, key=lambda quantity: len(quantity.readings)):
        for reading in quantity.readings:
            wanted = Counter(reading)
            if wanted <= left:
                left -= wanted
                break
        else:
            extra.append(quantity)
    return sorted(left.elements()), extra


def changed_units(english: Iterable[Quantity], translated: Iterable[Quantity]) -> Iterator[tuple[str, str, str]]:
    """(number, unit in English, unit in the translation) where they differ; the latter is empty where the number has lost it.

    A unit that is as frequent as in English was not lost: `6.8 of 9.0 mg/kg` may become `6,8 mg/kg sur 9,0`.
    """
    ours, theirs = (Counter((quantity.readings[0][0], quantity.unit) for quantity in side) for side in (english, translated))
    gained: dict[str, list[str]] = {}
    for number, unit in sorted((theirs - ours).elements(), key=lambda entry: (entry[0], not entry[1], entry[1])):
        gained.setdefault(number, []).append(unit)
    frequent = _by_unit(ours)
    frequent.subtract(_by_unit(theirs))
    for number, unit in sorted((ours - theirs).elements()):
        if unit and gained.get(number) and (gained[number][0] or frequent[unit] > 0):
            yield number, unit, gained[number].pop(0)


def _by_unit(quantities: Counter[tuple[str, str]]) -> Counter[str]:
    found: Counter[str] = Counter()
    for (_, unit), times in quantities.items():
        found[unit] += times
    return found
