"""YAML without its traps, and plain data into dataclasses."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from course import data


@dataclass(frozen=True, slots=True)
class Entry:
    id: str
    line: int
    minutes: int = 0
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entries:
    entries: tuple[Entry, ...]
    line: int


def codes(text: str) -> list[tuple[int, str]]:
    return [(finding.line, finding.code) for finding in data.parse(text, "x.yml")[1]]


@pytest.mark.parametrize("written", ["0.10", "no", "1:30", "012", "1_000", "1e-3", "2026-11-22", "null", "~", "", ".5", "+3"])
def test_an_unquoted_value_that_yaml_would_change_is_a_finding(written: str) -> None:
    assert codes(f"a: {written}") == [(1, "YM004")]


@pytest.mark.parametrize("written", ["0.10", "no", "1:30", "1e-3", ""])
def test_a_quoted_value_is_kept_to_the_letter(written: str) -> None:
    assert data.parse(f'a: "{written}"', "x.yml") == ({"a": written}, [])


def test_whole_numbers_and_truth_values_need_no_quotes() -> None:
    assert data.parse("a: 7\nb: true\nc: 3 mg", "x.yml")[0] == {"a": 7, "b": True, "c": "3 mg"}


def test_every_mapping_knows_its_line_in_the_file() -> None:
    content, _ = data.parse("a:\n  - id: x\n  - id: y", "x.md", first_line=2)
    assert [entry.line for entry in content["a"]] == [3, 4]


@pytest.mark.parametrize("written", ["n", "no", "true", "null", "line", "12", "0.10"])
def test_a_key_is_a_word_as_it_is_written(written: str) -> None:
    assert data.parse(f"{written}: a", "x.yml") == ({written: "a"}, [])


def test_a_key_that_stands_twice_is_a_finding() -> None:
    assert codes("a: x\nb: z\na: z") == [(3, "YM003")]


@pytest.mark.parametrize("text", ["a: &x [y]\nb: *x", "a: !!python/object:os.system x", "a: *x", "[" * 5000])
def test_bombs_tags_and_towers_are_refused_without_a_traceback(text: str) -> None:
    content, findings = data.parse(text, "x.yml")
    assert content is None
    assert {finding.code for finding in findings} <= {"YM002", "YM005"}
    assert findings


def test_broken_yaml_is_a_finding_on_its_line() -> None:
    assert codes("a: x\nb: ]\nc: z") == [(2, "YM002")]


def test_all_mistakes_of_the_fields_are_found_at_once() -> None:
    content, _ = data.parse(
        "entries:\n  - id: x\n    minutes: many\n  - minutes: 3\n  - id: z\n    tag: [a]\n  - id: w\n    tags: a", "x.yml"
    )
    entries, findings = data.structure(content, Entries, "x.yml")
    assert entries is None
    assert [finding.line for finding in findings] == [3, 4, 6, 8]
    assert "minutes" in findings[0].message
    assert "'id' is missing" in findings[1].message
    assert "unknown field 'tag'" in findings[2].message
    assert "expected a list" in findings[3].message


def test_a_list_where_fields_are_expected_is_a_finding() -> None:
    assert [finding.code for finding in data.structure([], Entries, "x.yml")[1]] == ["YM006"]


def test_sound_data_becomes_the_dataclass() -> None:
    content, _ = data.parse("entries:\n  - {id: x, minutes: 3, tags: [a, b]}", "x.yml")
    entries, findings = data.structure(content, Entries, "x.yml")
    assert findings == []
    assert entries == Entries((Entry("x", 2, 3, ("a", "b")),), 1)
