"""Quizzes: what is asked, what is right, and what each answer teaches.

Quiz              one a module, `quizzes/<slug>/quiz.yml`
  Item            one question; its id is unique in the course and never used again for another
    Choice        single, multiple, truefalse: options, each with feedback
    Numeric       a value with tolerance and unit, computed from a formula or from a result of the lab; typical slips
    Match         prompts, each with one of a list of answers
    Order         steps, written in the right order
    Cloze         a text with `{gaps}`, each a menu
Ledger            every id that was ever published, `quizzes/ids.yml`

Numbers are quoted decimals. Text fields are an inline subset of Markdown.
"""

from __future__ import annotations

import hashlib
import json
import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, Literal

GAP = re.compile(r"\{([a-z][a-z0-9-]*)\}")
LEVELS = ("remember", "understand", "apply", "analyse", "evaluate")
DEEPER = frozenset(LEVELS[2:])


@dataclass(frozen=True, slots=True)
class Option:
    id: str
    text: str
    feedback: str
    line: int
    correct: bool = False
    misconception: str = ""
    """The misconception that this wrong option shows."""


@dataclass(frozen=True, slots=True)
class Answer:
    value: str
    tolerance: str
    """Relative: "0.02" accepts 2 % to either side."""
    line: int
    unit: str = "1"
    also: tuple[str, ...] = ()
    """Other units that a reader may type."""
    formula: str = ""
    given: Mapping[str, str] | None = None
    """Values that the formula uses, in units in which it gives `unit`."""
    result: str = ""
    """`<lab>.<name>` of a value that the lab computes."""


@dataclass(frozen=True, slots=True)
class Slip:
    """A typical wrong number, recognised and explained."""

    id: str
    formula: str
    feedback: str
    line: int
    misconception: str = ""


@dataclass(frozen=True, slots=True)
class Prompt:
    id: str
    text: str
    answer: str
    feedback: str
    line: int


@dataclass(frozen=True, slots=True)
class Label:
    id: str
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Gap:
    id: str
    options: tuple[Option, ...]
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Item:
    id: str
    objective: str
    level: Literal["remember", "understand", "apply", "analyse", "evaluate"]
    stem: str
    explain: str
    """Where it is taught: `<lesson>#<id>`, in another module `<module>/<lesson>#<id>`.

    The id may be missing as long as the lesson is not written.
    """
    line: int
    hint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice(_Item):
    type: Literal["single", "multiple", "truefalse"]
    options: tuple[Option, ...]
    fixed: bool = False
    """The options have an order of their own, such as numbers that grow."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Numeric(_Item):
    type: Literal["numeric"]
    answer: Answer
    right: str
    wrong: str
    slips: tuple[Slip, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Match(_Item):
    type: Literal["match"]
    prompts: tuple[Prompt, ...]
    answers: tuple[Label, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Order(_Item):
    type: Literal["order"]
    steps: tuple[Label, ...]
    right: str
    wrong: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cloze(_Item):
    type: Literal["cloze"]
    text: str
    gaps: tuple[Gap, ...]


Item = Choice | Numeric | Match | Order | Cloze


@dataclass(frozen=True, slots=True)
class Quiz:
    items: tuple[Item, ...] = ()
    mastery: str = "0.8"
    """Share of the points from which the module counts as mastered."""
    line: int = 1


@dataclass(frozen=True, slots=True)
class Entry:
    id: str
    type: str
    line: int
    retired: bool = False


@dataclass(frozen=True, slots=True)
class Ledger:
    ids: tuple[Entry, ...] = ()
    line: int = 1


LEDGER = "quizzes/ids.yml"


def path_of(slug: str) -> str:
    return f"quizzes/{slug}/quiz.yml"


def page_of(slug: str) -> str:
    """Where the quiz stands among the pages; no file lies there, it is made from data."""
    return f"modules/{slug}/quiz.md"


def slug_of(path: str) -> str:
    """The module of a quiz's data or page; '' for any other path."""
    match = re.fullmatch(r"quizzes/([^/]+)/quiz\.yml|modules/([^/]+)/quiz\.md", path)
    return (match[1] or match[2]) if match else ""


def explained(item: Item, slug: str) -> tuple[str, str]:
    """(page, anchor) where the answer to an item of the module `slug` is taught."""
    place, _, anchor = item.explain.partition("#")
    return f"modules/{place if '/' in place else f'{slug}/{place}'}.md", anchor


def linked(path: str, slug: str) -> str:
    """The page that a relative link in a text of the module's quiz names; links are written as from its page."""
    target = posixpath.normpath(posixpath.join(f"modules/{slug}", path))
    return target if target.startswith("modules/") else f"docs/{target}"


def element_id(name: str) -> str:
    """The anchor of an item on a page."""
    return f"item-{name}"


def options(item: Item) -> Iterator[Option]:
    """Every option of an item, those of its gaps included."""
    if isinstance(item, Choice):
        yield from item.options
    elif isinstance(item, Cloze):
        for gap in item.gaps:
            yield from gap.options


def marks(item: Item) -> Iterator[Option | Slip]:
    """Answers to an item that show a misconception."""
    marked: tuple[Option | Slip, ...] = (*options(item), *(item.slips if isinstance(item, Numeric) else ()))
    return (mark for mark in marked if mark.misconception)


def key(item: Item) -> Any:
    """What is right, as plain data: independent of wording and of the order of options."""
    match item:
        case Choice():
            return sorted(option.id for option in item.options if option.correct)
        case Numeric():
            return [item.answer.value, item.answer.tolerance, item.answer.unit]
        case Match():
            return {prompt.id: prompt.answer for prompt in item.prompts}
        case Order():
            return [step.id for step in item.steps]
        case Cloze():
            return {gap.id: [option.id for option in gap.options if option.correct] for gap in item.gaps}


def digest(item: Item) -> str:
    """Of the key: answers that a reader has stored lapse when it changes."""
    return hashlib.sha256(json.dumps([item.type, key(item)], sort_keys=True).encode()).hexdigest()[:10]


def mixed[T: Option | Label | Prompt](item: Item, entries: tuple[T, ...]) -> tuple[T, ...]:
    """In an order that says nothing about the key, and that is the same in every locale and every build."""
    return tuple(sorted(entries, key=lambda entry: hashlib.sha256(f"{item.id} {entry.id}".encode()).digest()))


def decimal(text: str) -> Decimal | None:
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    return value if value.is_finite() else None


def figures(text: str) -> int:
    """Significant figures of a decimal as it is written: '0.0850' has three."""
    return len((decimal(text) or Decimal(0)).as_tuple().digits)
