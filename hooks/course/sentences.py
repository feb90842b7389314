"""What code shows, told in another language: each shown text is one sentence of the lab, or numbers and units.

A sentence is an entry of the dictionary `LABELS`; it may have named `{placeholders}`, with a format as Python knows it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from string import Formatter

from course import numbers
from course.words import Text

_UNIT = r"(?:[pnµumkMGh]?(?:g|L|m|s|mol|Bq|J)|ha|d|h|min|y|yr|t|°C|%|‰|NTU)[²³]?"
_UNITS = rf"{_UNIT}(?:[/·]{_UNIT})*"
_NUMBER = r"[-+−±≈~<>≤≥=×·^()\[\]–…/:,.\s\d⁰¹²³⁴-⁹⁻]+(?:[eE][-+]?\d+)?"
_CODE = r"[A-Z]{1,4}-?\d+[A-Z]?"
NEUTRAL = re.compile(rf"\s*(?:(?:{_NUMBER}|{_UNITS}|{_CODE})(?:\s|$|(?<=\d)|(?=[<>≤≥≈~(]))?)*\s*")
_ATOM = r"[A-Za-z0-9µ%°²³]+"
LEFT_TO_RIGHT = re.compile(
    rf"{numbers.BY_HAND}|([<>≤≥≈~+−-]?{_ATOM}(?:(?: [=×+−] |[ ./,·×^+−-]){_ATOM})*(?: \({_ATOM}(?:[/·]{_ATOM})*\))?)"
)


class AmbiguousError(LookupError):
    """A shown text fits several sentences."""


@dataclass(frozen=True, slots=True)
class Sentence:
    key: str
    english: str
    pattern: re.Pattern[str]
    told: Text

    def tell(self, values: Mapping[str, str], rtl: bool) -> str:
        """The translation with the values that were shown in English."""
        parts = []
        for literal, name, _, _ in Formatter().parse(self.told.text):
            parts.append(literal)
            if name is not None:
                parts.append(values[name])
        return isolated("".join(parts)) if rtl else "".join(parts)


@dataclass(frozen=True, slots=True)
class Sentences:
    """All sentences of one lab in one locale."""

    entries: tuple[Sentence, ...]
    rtl: bool = False

    def __call__(self, shown: str) -> Text | None:
        """The shown text in the locale; itself when it needs no telling; None when it is no sentence of the lab."""
        exact = [entry for entry in self.entries if entry.english == shown.strip()]
        found = exact or [entry for entry in self.entries if entry.pattern.fullmatch(shown.strip())]
        if len(found) > 1:
            raise AmbiguousError(", ".join(entry.key for entry in found))
        if not found:
            return Text(shown, "") if NEUTRAL.fullmatch(shown) else None
        entry = found[0]
        match = entry.pattern.fullmatch(shown.strip())
        if entry.told.locale == "en" or match is None:
            return Text(shown, "en")
        return Text(entry.tell(match.groupdict(), self.rtl), entry.told.locale, entry.told.stale)


def isolated(text: str) -> str:
    """Numbers with their units, symbols and codes keep their order inside right-to-left text."""
    return LEFT_TO_RIGHT.sub(lambda match: f"\u2066{match[1]}\u2069" if match[1] else match[0], text)


def sentence(key: str, english: str, told: Text) -> Sentence:
    return Sentence(key, english, re.compile(_pattern(english)), told if same_places(english, told.text) else Text(english, "en"))


def _pattern(template: str) -> str:
    seen: set[str] = set()
    parts = []
    for literal, name, _, _ in Formatter().parse(template):
        parts.append(re.escape(literal))
        if name is not None:
            parts.append(f"(?P={name})" if name in seen else f"(?P<{name}>.+?)")
            seen.add(name)
    return "".join(parts)


def places(template: str) -> Iterator[tuple[str, str, str]]:
    """(name, conversion, format) of each placeholder; a text that is no template has a ValueError."""
    for _, name, form, conversion in Formatter().parse(template):
        if name is not None:
            yield name, conversion or "", form or ""


def malformed(template: str) -> bool:
    """Whether Python could not fill it by name."""
    try:
        return any(not name.isidentifier() for name, _, _ in places(template))
    except ValueError:
        return True


def same_places(english: str, told: str) -> bool:
    """Whether a translation has the placeholders of its English, formats included: the code must run with it."""
    return not malformed(told) and sorted(set(places(english))) == sorted(set(places(told)))
