"""The words of quizzes, in every language: none empty, none that reads like its neighbour, no markup beyond the subset."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from course import inline, load, quiz
from course.catalogue import Module
from course.finding import Finding
from course.load import Course
from course.quiz import Choice, Cloze, Item, Match, Order
from course.words import Unit


@dataclass(frozen=True, slots=True)
class Place:
    course: Course
    module: Module
    item: Item
    path: str

    def finding(self, line: int, code: str, message: str) -> Finding:
        return Finding(self.path, line, code, f"{self.item.id}: {message}")

    def in_text(self, place: tuple[str, int], code: str, message: str) -> Finding:
        return Finding(place[0], place[1], code, f"{self.item.id}: {message}")


def check(at: Place) -> Iterator[Finding]:
    """No text is empty, holds what the subset does not know, or cannot be told from its neighbour."""
    prefix = f"items.{at.item.id}."
    for key in at.course.texts[at.path]:
        if not key.startswith(prefix):
            continue
        for _, text, line in translations(at, key.removeprefix(prefix)):
            if not text.strip():
                yield at.in_text(line, "QZ009", f"{key} is empty; write what the reader learns from it")
            elif reason := inline.problem(text):
                yield at.in_text(line, "QZ010", reason)
            elif _plain(at.item, key) and inline.marked(text):
                message = f"menus and the text around them are plain text, and {key} holds markup; write letters such as Kd or θ"
                yield at.in_text(line, "QZ010", message)
            else:
                for target in inline.links(text):
                    yield from _link(at, target, line)
    yield from _twins(at)


def _plain(item: Item, key: str) -> bool:
    """Whether a text stands in a menu, or around one."""
    return (isinstance(item, Cloze) and key.endswith(".text")) or (isinstance(item, Match) and ".answers." in key)


def _link(at: Place, target: str, line: tuple[str, int]) -> Iterator[Finding]:
    path, _, anchor = target.partition("#")
    if target.startswith("term:"):
        if target[5:] not in {term.id for term in at.course.glossary.terms}:
            yield at.in_text(line, "QZ011", f"'{target[5:]}' is not in the glossary; correct the id")
    elif not target.startswith(("http:", "https:")):
        source = quiz.linked(path, at.module.slug)
        page = at.course.pages.get(source)
        if source not in at.course.unread and (page is None or (anchor and anchor not in page.anchors)):
            yield at.in_text(
                line, "QZ011", f"'{target}' leads nowhere; link a page and id of the course, written from modules/{at.module.slug}/"
            )


def _twins(at: Place) -> Iterator[Finding]:
    for group, names in _groups(at.item):
        seen: dict[tuple[str, str], str] = {}
        for name in names:
            for locale, text, line in translations(at, f"{group}{name}.text"):
                same = (locale, " ".join(inline.plain(text).casefold().split()).rstrip("."))
                if same in seen:
                    yield at.in_text(line, "QZ012", f"'{name}' reads like '{seen[same]}'; make them differ")
                seen.setdefault(same, name)


def _groups(item: Item) -> Iterator[tuple[str, list[str]]]:
    """Texts between which a reader must be able to choose: (start of their keys, ids)."""
    match item:
        case Choice():
            yield "options.", [option.id for option in item.options]
        case Match():
            yield "answers.", [answer.id for answer in item.answers]
            yield "prompts.", [prompt.id for prompt in item.prompts]
        case Order():
            yield "steps.", [step.id for step in item.steps]
        case Cloze():
            yield from ((f"gaps.{gap.id}.options.", [option.id for option in gap.options]) for gap in item.gaps)


def translations(at: Place, key: str) -> Iterator[tuple[str, str, tuple[str, int]]]:
    """(locale, text, (file, line)) of a text in English and in each language that has a current translation."""
    key = f"items.{at.item.id}.{key}"
    english, line = at.course.texts[at.path][key]
    yield "en", english, (at.path, line)
    for locale, path in load.catalogues_of(at.path):
        unit: Unit | None = at.course.catalogues.get(path, {}).get(key)
        if unit and unit.text and unit.english == english and not unit.fuzzy:
            yield locale, unit.text, (path, unit.line)
