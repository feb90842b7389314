"""YAML without its traps: text into plain data that knows its lines, plain data into dataclasses.

Numbers other than whole ones must be quoted, so that `0.10` keeps its zero, `no` stays a word and `1:30` is not
ninety. The key of a mapping is always a word, read as it is written. Anchors, aliases and tags are refused.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Mapping
from types import UnionType
from typing import Any, Literal, get_args, get_origin, get_type_hints

import cattrs
import yaml
from cattrs.errors import ForbiddenExtraKeysError
from cattrs.gen import make_dict_structure_fn, override

from course.finding import Finding

DEEPEST = 20
WHOLE = re.compile(r"0|-?[1-9][0-9]{0,17}")
AMBIGUOUS = re.compile(r"[-+.]?[0-9][-+0-9_.,:eE]*|[-+]?\.(inf|nan)|~|null|yes|no|on|off|y|n|", re.IGNORECASE)
DATE = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})")
COMMENT = re.compile(r"[ \t]+#(?![ \t]*waive\b)")


LINE = "<line>"
"""Under which the field `line` of a dataclass is filled; authors may call a key of theirs `line`."""


class Fields(dict[str, Any]):
    """A mapping that knows where it begins and where each of its keys stands."""

    __slots__ = ("line", "lines")

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line
        self.lines: dict[str, int] = {}


class _RefusedError(Exception):
    """Ends the reading of one document; carries the finding."""


def parse(text: str, path: str, first_line: int = 1) -> tuple[Any, list[Finding]]:
    """Read one YAML document.

    Returns the data (Fields, list, str, int or bool; None when it cannot be read) and what is wrong with it.
    `first_line` is the line of the file on which `text` begins.
    """
    findings: list[Finding] = []

    def at(event: yaml.Event) -> int:
        return (event.start_mark.line if event.start_mark else 0) + first_line

    def report(event: yaml.Event, code: str, message: str) -> None:
        findings.append(Finding(path, at(event), code, message))

    def refuse(event: yaml.Event, depth: int) -> None:
        if depth > DEEPEST:
            report(event, "YM005", f"nested deeper than {DEEPEST} levels; flatten it")
            raise _RefusedError
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) or getattr(event, "tag", None) not in (None, "!"):
            report(event, "YM005", "anchors, aliases and tags are not used here; write the value out")
            raise _RefusedError

    def value(event: yaml.Event, depth: int) -> Any:
        refuse(event, depth)
        if isinstance(event, yaml.MappingStartEvent):
            return mapping(event, depth)
        if isinstance(event, yaml.SequenceStartEvent):
            items = []
            while not isinstance(item := next(events), yaml.SequenceEndEvent):
                items.append(value(item, depth + 1))
            return items
        return scalar(event)

    def word(event: yaml.Event, depth: int) -> str:
        refuse(event, depth)
        return str(event.value if isinstance(event, yaml.ScalarEvent) else value(event, depth))

    def mapping(start: yaml.Event, depth: int) -> Fields:
        result = Fields(at(start))
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            key = word(event, depth + 1)
            if key in result:
                report(event, "YM003", f"'{key}' stands here twice; keep one")
            read = value(next(events), depth + 1)
            result.setdefault(key, read)
            result.lines.setdefault(key, at(event))
        return result

    def scalar(event: yaml.Event) -> str | int | bool:
        assert isinstance(event, yaml.ScalarEvent)
        written = event.value
        if event.style:  # quoted or a block
            return written
        if (end := event.end_mark) and COMMENT.match(text, end.index):
            report(event, "YM002", "what follows # is not read; put the text in quotes, or the remark on a line of its own")
        if written in ("true", "false"):
            return written == "true"
        if WHOLE.fullmatch(written):
            return int(written)
        if AMBIGUOUS.fullmatch(written):
            report(event, "YM004", f"{written or 'an empty value'} can be read in several ways; write {_meant(written)}")
        return written

    try:
        events = yaml.parse(text, Loader=yaml.CSafeLoader)
        next(events), next(events)
        if isinstance(first := next(events), yaml.DocumentEndEvent | yaml.StreamEndEvent):
            return Fields(first_line), findings
        read = value(first, 0)
        next(events)
        if isinstance(more := next(events), yaml.DocumentStartEvent):
            report(more, "YM002", "a second document begins here, which nobody reads; delete the line ---")
            return None, findings
        return read, findings
    except StopIteration:
        return Fields(first_line), findings
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = (mark.line if mark else 0) + first_line
        problem = (getattr(error, "problem", None) or str(error)).splitlines()[0]
        return None, [*findings, Finding(path, line, "YM002", f"not readable as YAML ({problem}); check indentation, quotes and colons")]
    except _RefusedError:
        return None, findings


def _meant(written: str) -> str:
    """What an author may have meant by an ambiguous value."""
    if written.lower() in ("yes", "on", "y"):
        return f'true, or "{written}" in quotes where the word is meant'
    if written.lower() in ("no", "off", "n"):
        return f'false, or "{written}" in quotes where the word is meant'
    if date := DATE.fullmatch(written):
        return f'"{date[3]}-{date[2]:0>2}-{date[1]:0>2}" in quotes'
    return f'"{written}" in quotes'


def structure[T](data: Any, kind: type[T], path: str) -> tuple[T | None, list[Finding]]:
    """Plain data as the frozen dataclass `kind`, or every reason why not."""
    try:
        return _converter.structure(data, kind), []
    except ValueError as error:
        return None, [Finding(path, 1, "YM006", f"the file has the wrong kind of content ({error}); see how its neighbours are written")]
    except cattrs.BaseValidationError as error:
        reasons = cattrs.transform_error(error, path="", format_exception=_reason)
        return None, sorted({_field_finding(reason, data, path) for reason in reasons})


def _field_finding(reason: str, data: Any, path: str) -> Finding:
    what, _, where = reason.rpartition(" @ ")
    line = data.line if isinstance(data, Fields) else 1
    for name, number in [*re.findall(r"\.(\w+)|\[(\d+)\]", where), *re.findall(r"^unknown field '(.+?)'()", what)]:
        if isinstance(data, Fields):
            line = data.lines.get(name, line)
        try:
            data = data[int(number)] if number else data[name]
        except (KeyError, IndexError, TypeError):
            break
        if isinstance(data, Fields):
            line = data.line
    field = re.split(r"\.", where)[-1]
    return Finding(path, line, "YM006", f"{what.replace('{field}', field)}; see how its neighbours are written")


def _reason(error: BaseException, kind: type | None) -> str:
    if isinstance(error, KeyError):
        return f"the field '{error.args[0]}' is missing"
    if isinstance(error, ForbiddenExtraKeysError):
        return f"unknown field {', '.join(repr(name) for name in sorted(error.extra_fields))}"
    return "the field '{field}' has a value of the wrong kind (" + str(error) + ")"


def _only(kind: type) -> Callable[[Any, Any], Any]:
    def check(value: Any, _: Any) -> Any:
        if type(value) is not kind:
            raise ValueError(f"expected {_NAMES[kind]}, found {value!r}")
        return value

    return check


_NAMES: dict[type, str] = {str: "text", int: "a whole number", bool: "true or false"}
_converter = cattrs.Converter(forbid_extra_keys=True, detailed_validation=True)
for _kind in _NAMES:
    _converter.register_structure_hook(_kind, _only(_kind))


def _fields_of(kind: type) -> Callable[[Any, Any], Any]:
    """Structure a dataclass, but only from a mapping."""
    line = override(rename=LINE)
    fill: Callable[[Any, Any], Any] = make_dict_structure_fn(kind, _converter, _cattrs_forbid_extra_keys=True, line=line)

    def hook(value: Any, _: Any) -> Any:
        if not isinstance(value, Fields):
            raise ValueError("expected fields with names")
        return fill({**value, LINE: value.line}, kind)

    return hook


def _items_of(kind: Any) -> Callable[[Any, Any], Any]:
    """Structure `tuple[X, ...]`, but only from a list."""
    items: Any = list[get_args(kind)[0]]  # type: ignore[misc]

    def hook(value: Any, _: Any) -> Any:
        if not isinstance(value, list):
            raise ValueError("expected a list")
        return tuple(_converter.structure(value, items))

    return hook


def _is(kind: Any, container: Any) -> bool:
    return get_origin(kind) is container


def _one_of(kind: Any) -> Callable[[Any, Any], Any]:
    """Structure a union of dataclasses: the field `type` says which."""
    kinds = {name: member for member in get_args(kind) for name in get_args(get_type_hints(member)["type"])}

    def hook(value: Any, _: Any) -> Any:
        if not isinstance(value, dict):
            raise ValueError("expected fields with names")
        name = value.get("type")
        if not isinstance(name, str) or name not in kinds:
            raise ValueError(f"expected a type out of {', '.join(kinds)}, found {name!r}")
        return _converter.structure(value, kinds[name])

    return hook


def _word_of(kind: Any) -> Callable[[Any, Any], Any]:
    """Structure a `Literal`."""
    words = get_args(kind)

    def hook(value: Any, _: Any) -> Any:
        if value not in words:
            raise ValueError(f"expected one of {', '.join(words)}, found {value!r}")
        return value

    return hook


def _texts_by_name(value: Any, _: Any) -> dict[str, str]:
    if not isinstance(value, dict) or not all(isinstance(text, str) for text in value.values()):
        raise ValueError("expected names with texts")
    return dict(value)


_converter.register_structure_hook_factory(dataclasses.is_dataclass, _fields_of)
_converter.register_structure_hook_factory(lambda kind: _is(kind, tuple), _items_of)
_converter.register_structure_hook_func(lambda kind: _is(kind, Mapping), _texts_by_name)
_converter.register_structure_hook_factory(lambda kind: _is(kind, Literal), _word_of)
_converter.register_structure_hook_factory(
    lambda kind: isinstance(kind, UnionType) and all(map(dataclasses.is_dataclass, get_args(kind))), _one_of
)
