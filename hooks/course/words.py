"""Texts of structured files and their translations: gettext catalogues, matched by key.

A text's key is its path: `modules.foundations.objectives.compute-load.text`. In a catalogue the key is the
`msgctxt`, the English the `msgid`, the translation the `msgstr`. A translation whose `msgid` is no longer the
English text, or that is marked fuzzy, is stale: it is shown, and said to be old.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.pofile import PoFileError, read_po, write_po

from course.finding import Finding

TEXT_FIELDS = frozenset(["title", "scope", "text", "idea", "name", "note", "term", "definition", "aliases", "think", "why", "desc"])


@dataclass(frozen=True, slots=True)
class Text:
    """What a reader sees of one unit, and in which locale it is written."""

    text: str
    locale: str
    stale: bool = False

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Unit:
    """One message of a catalogue."""

    key: str
    english: str
    text: str
    fuzzy: bool
    line: int
    previous: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """All texts of one file in one locale."""

    locale: str
    english: Mapping[str, str]
    units: Mapping[str, Unit]

    def __call__(self, key: str) -> Text:
        """The text with this key: translated, else English and marked as such. An unknown key is a bug."""
        english = self.english[key]
        unit = self.units.get(key)
        if unit is None or not unit.text:
            return Text(english, "en")
        return Text(unit.text, self.locale, stale=is_stale(unit, english))


def is_stale(unit: Unit, english: str) -> bool:
    return unit.fuzzy or unit.english != english


def texts(data: Any, prefix: str = "") -> Iterator[tuple[str, str, int]]:
    """(key, English text, line) of every text in plain data read by `course.data`."""
    if isinstance(data, dict):
        for name, value in data.items():
            if name in TEXT_FIELDS and isinstance(value, str):
                yield f"{prefix}{name}", value, data["line"]
            elif isinstance(value, dict | list):
                yield from texts(value, f"{prefix}{name}.")
    elif isinstance(data, list):
        for entry in data:
            if isinstance(entry, dict):
                yield from texts(entry, f"{prefix}{entry.get('id') or entry.get('slug')}.")


def parse(text: str, path: str) -> tuple[dict[str, Unit], list[Finding]]:
    """Read a catalogue: its units by key, and what is wrong with the file."""
    try:
        catalog = read_po(io.StringIO(text), abort_invalid=True)
    except PoFileError as error:
        return {}, [
            Finding(path, error.lineno + 1, "PO001", f"not readable as a gettext catalogue ({error}); open it in Poedit and save it again")
        ]
    except (ValueError, LookupError) as error:
        return {}, [Finding(path, 1, "PO001", f"not readable as a gettext catalogue ({error}); check its header")]
    units: dict[str, Unit] = {}
    findings = []
    for message in catalog:
        if not message.id:
            continue
        if not message.context:
            findings.append(Finding(path, message.lineno or 1, "PO002", "a message without msgctxt belongs to no text; run `course sync`"))
            continue
        previous = message.previous_id[0] if message.previous_id else ""
        units[message.context] = Unit(message.context, str(message.id), str(message.string), message.fuzzy, message.lineno or 1, previous)
    return units, findings


def write(units: list[Unit], locale: str) -> str:
    """A catalogue as text: deterministic, long lines unwrapped, no dates."""
    catalog = Catalog(locale=None, fuzzy=False, header_comment="")
    for unit in units:
        flags = {"fuzzy"} if unit.fuzzy else set()
        previous = [unit.previous] if unit.previous else []
        catalog.add(unit.english, unit.text, context=unit.key, flags=flags, previous_id=previous)
    body = io.BytesIO()
    write_po(body, catalog, width=0, omit_header=True, include_previous=True)
    header = f'msgid ""\nmsgstr ""\n"Language: {locale}\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    return header + body.getvalue().decode("utf-8").strip() + "\n"
