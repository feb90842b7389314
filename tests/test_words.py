"""Gettext catalogues matched by key."""

from __future__ import annotations

import pytest

from course import data, words
from course.words import Text, Unit, Words

PO = """msgid ""
msgstr ""
"Language: fr\\n"
"Content-Type: text/plain; charset=UTF-8\\n"

msgctxt "terms.soil.term"
msgid "soil"
msgstr "sol"

#, fuzzy
#| msgid "old water"
msgctxt "terms.water.term"
msgid "water"
msgstr "eau"
"""


def read() -> dict[str, Unit]:
    units, findings = words.parse(PO, "x.fr.po")
    assert findings == []
    return units


def test_a_catalogue_survives_reading_and_writing() -> None:
    assert words.write(list(read().values()), "fr") == PO


def test_a_current_text_is_shown_in_the_readers_locale() -> None:
    assert Words("fr", {"terms.soil.term": "soil"}, read())("terms.soil.term") == Text("sol", "fr")


def test_a_missing_text_is_shown_in_english_and_says_so() -> None:
    assert Words("fr", {"terms.air.term": "air"}, read())("terms.air.term") == Text("air", "en")


def test_a_text_whose_english_changed_is_shown_and_called_stale() -> None:
    assert Words("fr", {"terms.soil.term": "topsoil"}, read())("terms.soil.term").stale


def test_a_fuzzy_text_is_stale() -> None:
    assert Words("fr", {"terms.water.term": "water"}, read())("terms.water.term").stale


def test_keys_are_paths_of_ids() -> None:
    content, _ = data.parse("modules:\n  - slug: a\n    title: A\n    objectives:\n      - {id: o, text: Do}\n", "x.yml")
    assert list(words.texts(content)) == [("modules.a.title", "A", 2), ("modules.a.objectives.o.text", "Do", 5)]


def test_a_message_without_key_is_a_finding() -> None:
    _, findings = words.parse('msgid "x"\nmsgstr "y"\n', "x.fr.po")
    assert [(finding.line, finding.code) for finding in findings] == [(1, "PO002")]


def test_a_broken_catalogue_is_a_finding() -> None:
    units, findings = words.parse('msgid "x"\nnonsense\n', "x.fr.po")
    assert [finding.code for finding in findings] == ["PO001"]
    assert units == {}


@pytest.mark.parametrize("written", ['"santé', 'santé"', "santé", '"santé\\"', '"san"té"', '"san"\n"té', '"san"\nté"', ""])
def test_a_text_without_both_quotes_is_a_finding_on_its_line(written: str) -> None:
    units, findings = words.parse(f'msgctxt "k"\nmsgid "health"\nmsgstr {written}\n', "x.fr.po")
    assert [(finding.line, finding.code) for finding in findings] == [(3 + written.count("\n"), "PO001")]
    assert units == {}


@pytest.mark.parametrize("written", ['"san\\"té"', '"\\\\"', '""\n"sa"\n  "nté"', '"x"\n#~ msgid "gone'])
def test_escaped_quotes_and_further_lines_are_read(written: str) -> None:
    assert words.parse(f'msgctxt "k"\nmsgid "health"\nmsgstr {written}\n', "x.fr.po")[1] == []
