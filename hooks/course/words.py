"""Texts of structured files and their translations: gettext catalogues, matched by key.

A text's key is its path: `modules.foundations.objectives.compute-load.text`. In a catalogue the key is the
`msgctxt`, the English the `msgid`, the translation the `msgstr`. A translation whose `msgid` is no longer the
English text, or that is marked fuzzy, is stale: it is shown, and said to be old.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import polib

from course import locales
from course.data import Fields
from course.finding import Finding

LINE = re.compile(r'(?:#\|\s*)?(?:(?:msgctxt|msgid(?:_plural)?|msgstr(?:\[\d+\])?)\s*)?"(?:\\.|[^"\\])*"')
"""A line that holds text. polib cuts its first and last sign without looking."""
LANGUAGE = re.compile(r'^"Language: *([A-Za-z]+)', re.MULTILINE)
CHARSET = re.compile(r"charset=([\w-]+)")
TEXT_FIELDS = frozenset(
    ["title", "scope", "text", "idea", "name", "note", "term", "definition", "aliases", "think", "why", "desc"]  # of the course
) | frozenset(["stem", "hint", "feedback", "right", "wrong"])  # of quizzes


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
    comment: str = ""
    """What translators noted."""


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
    if isinstance(data, Fields):
        for name, value in data.items():
            if name in TEXT_FIELDS and isinstance(value, str):
                yield f"{prefix}{name}", value, data.line
            elif isinstance(value, dict | list):
                yield from texts(value, f"{prefix}{name}.")
    elif isinstance(data, list):
        for entry in data:
            if isinstance(entry, dict):
                yield from texts(entry, f"{prefix}{entry['id'] if 'id' in entry else entry.get('slug')}.")


def parse(text: str, path: str) -> tuple[dict[str, Unit], list[Finding]]:
    """Read a catalogue: its units by key, and what is wrong with the file."""
    if "msgid" not in text:
        return {}, [Finding(path, 1, "PO001", "not a gettext catalogue: no msgid in it; run `course sync` to make one")]
    if findings := list(_unquoted(text, path)):
        return {}, findings
    try:
        entries = polib.pofile(text)
    except (OSError, ValueError, IndexError, UnicodeError) as error:
        near = re.search(r"line (\d+)", str(error))
        message = "not readable as a gettext catalogue; open it in Poedit and mend the quotes near this line"
        return {}, [Finding(path, int(near[1]) if near else 1, "PO001", message)]
    findings = list(_foreign(text, path))
    units: dict[str, Unit] = {}
    for entry in entries:
        if entry.obsolete:
            continue
        line = entry.linenum or 1
        if not entry.msgctxt:
            findings.append(Finding(path, line, "PO002", "a message without msgctxt belongs to no text; run `course sync`"))
            continue
        if entry.msgctxt in units:
            findings.append(Finding(path, line, "PO003", f"{entry.msgctxt} stands here twice; keep the better translation"))
        units[entry.msgctxt] = _unit(entry)
    return units, findings


def _unquoted(text: str, path: str) -> Iterator[Finding]:
    for number, line in enumerate(map(str.strip, text.splitlines()), 1):
        if re.match(r'(#\|\s*)?(msg|")', line) and not LINE.fullmatch(line):
            yield Finding(path, number, "PO001", "a text does not stand between two quotes; mend the quotes of this line")


def _foreign(text: str, path: str) -> Iterator[Finding]:
    """A header that names another language or encoding; editors go by it."""
    head = text.partition("\n\n")[0]
    locale = locales.split(path)[1]
    for pattern, right, what in ((LANGUAGE, locale, "language"), (CHARSET, "UTF-8", "encoding")):
        if (found := pattern.search(head)) and found[1].lower() != right.lower():
            message = f"the header names the {what} {found[1]}, and editors go by it; write {right}"
            yield Finding(path, head.count("\n", 0, found.start()) + 1, "PO001", message)


def obsolete(text: str) -> list[Unit]:
    """Messages of a catalogue whose English has gone: nobody sees them, and their texts can be taken up again."""
    return [_unit(entry) for entry in polib.pofile(text).obsolete_entries()] if "\n#~" in text else []


def _unit(entry: polib.POEntry) -> Unit:
    key, previous = entry.msgctxt or "", entry.previous_msgid or ""
    return Unit(key, entry.msgid, entry.msgstr, entry.fuzzy, entry.linenum or 1, previous, entry.tcomment)


def write(units: Iterable[Unit], locale: str, before: str = "", gone: Iterable[Unit] = ()) -> str:
    """A catalogue as text: deterministic, long lines unwrapped, no dates, the obsolete messages last.

    The header of the catalogue that it replaces, `before`, stays.
    """
    header, _, rest = before.partition("\n\n")
    if not rest or 'msgid ""' not in header or "msgctxt" in header:
        header = f'msgid ""\nmsgstr ""\n"Language: {locale}\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"'
    messages = [*map(_message, units), *(_hidden(_message(unit)) for unit in gone)]
    return "\n".join([f"{header}\n", *messages]).rstrip("\n") + "\n"


def _message(unit: Unit) -> str:
    entry = polib.POEntry(
        msgctxt=unit.key,
        msgid=unit.english,
        msgstr=unit.text,
        flags=["fuzzy"] if unit.fuzzy else [],
        previous_msgid=unit.previous or None,
        tcomment=unit.comment,
    )
    return str(entry.__unicode__(wrapwidth=0))


def _hidden(message: str) -> str:
    """An obsolete message; polib itself leaves its `msgctxt` in force."""
    return re.sub(r"^(?=[m\"])", "#~ ", message, flags=re.MULTILINE)
