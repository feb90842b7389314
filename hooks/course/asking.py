"""Quizzes as a reader sees them: what the templates of items, quizzes and progress are given. No markup here."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import batched
from typing import Any

from course import answers, inline, locales, numbers, quiz
from course.load import Course
from course.quiz import Choice, Cloze, Item, Match, Numeric, Option, Order
from course.views import Reader

To = Callable[[str], str]
"""Link to a page of the tree (`docs/glossary.md`) from where the item stands."""
MENU = re.compile(quiz.GAP.pattern + r"((?:\s?[.,;:!?…)»”、。，；：！？）؟،؛])*)")
"""The gap of a cloze, with the signs after it that must not begin a line."""
WORDS = {
    "choice": ("right", "wrong", "partly", "choose", "not-kept"),
    "numeric": ("read-as", "type", "unreadable", "ambiguous", "unit-unknown", "unit-none", "unit-slip", "power"),
    "order": ("moved",),
    "quiz": ("unanswered", "question", "points", "mastered", "not-mastered"),
    "progress": ("row", "mastered", "imported", "not-imported", "deleted", "delete-sure", "nothing"),
}
"""What quiz.js says; the interface strings are called `quiz-…`."""


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of one item. An item is in one language: when a text is missing, all of it is English."""

    locale: str
    stale: bool
    texts: Mapping[str, str]


def wording(course: Course, slug: str, item: Item, locale: str) -> Wording:
    """The item's texts in a locale, by key below the item."""
    words = course.words(quiz.path_of(slug), locale)
    prefix = f"items.{item.id}."
    said = {key.removeprefix(prefix): words(key) for key in words.english if key.startswith(prefix)}
    if any(text.locale != locale for text in said.values()):
        return Wording(locales.SOURCE, False, {key: words.english[prefix + key] for key in said})
    return Wording(locale, any(text.stale for text in said.values()), {key: text.text for key, text in said.items()})


def find(course: Course, name: str) -> tuple[str, int, Item] | None:
    """(module, number in its quiz, item) of an item anywhere in the course."""
    for slug, questions in course.quizzes.items():
        for number, item in enumerate(questions.items, 1):
            if item.id == name:
                return slug, number, item
    return None


@dataclass(frozen=True, slots=True)
class Asking:
    """The quizzes of the course for one reader on one page."""

    reader: Reader
    to: To

    def item(self, name: str) -> dict[str, Any] | None:
        """An item that stands by itself in a lesson; None when there is none."""
        found = find(self.reader.course, name)
        if found is None:
            return None
        slug, _, item = found
        return self._item(slug, item) | {
            "words": self.words("choice", item.type),
            "quiz": f"{self.to(quiz.page_of(slug))}#{quiz.element_id(name)}",
        }

    def quiz(self, slug: str) -> dict[str, Any]:
        questions = self.reader.course.quizzes[slug]
        module = self.reader.course.catalogue.module(slug)
        return {
            "items": [self._item(slug, item) | {"number": number} for number, item in enumerate(questions.items, 1)],
            "mastery": questions.mastery,
            "percent": f"{float(questions.mastery):.0%}".rstrip("%"),
            "minutes": module.quiz.minutes if module else 0,
            "module": self.reader.module_title(slug),
            "repairs": self._repairs(slug),
            "words": self.words("choice", "numeric", "order", "quiz"),
        }

    def progress(self) -> dict[str, Any]:
        """Every quiz of the course, for the page where a reader sees what is done."""
        catalogue = self.reader.course.catalogue
        rows = [
            {
                "number": catalogue.number(module.slug),
                "title": self.reader.module_title(module.slug),
                "href": self.to(quiz.page_of(module.slug)),
                "mastery": questions.mastery,
                "items": " ".join(f"{item.id}:{quiz.digest(item)}" for item in questions.items),
                "count": len(questions.items),
            }
            for module in catalogue.modules
            if (questions := self.reader.course.quizzes.get(module.slug))
        ]
        return {"rows": rows, "words": self.words("choice", "progress")}

    def words(self, *groups: str) -> str:
        """What the script says, as JSON for an attribute."""
        keys = [key for group in groups for key in WORDS.get(group, ())]
        return json.dumps({key: self.reader.message(f"quiz-{key}").text for key in keys}, ensure_ascii=False)

    # -- one item

    def _item(self, slug: str, item: Item) -> dict[str, Any]:
        said = wording(self.reader.course, slug, item, self.reader.locale)
        html = self._html(slug, said)
        source, anchor = quiz.explained(item, slug)
        view = {
            "id": item.id,
            "element": quiz.element_id(item.id),
            "type": item.type,
            "digest": quiz.digest(item),
            "locale": said.locale,
            "direction": locales.LOCALES[said.locale].direction,
            "translated": said.locale == self.reader.locale,
            "stale": said.stale,
            "stem": html("stem"),
            "hint": html("hint") if item.hint else "",
            "explain": self._section(source, anchor) if source in self.reader.course.pages else None,
        }
        match item:
            case Choice():
                options = item.options if item.fixed else quiz.mixed(item, item.options)
                return view | {"options": [self._option(option, html) for option in options], "fixed": item.fixed}
            case Numeric():
                return view | self._numeric(item, html)
            case Match():
                choices = [{"id": answer.id, "text": said.texts[f"answers.{answer.id}.text"]} for answer in quiz.mixed(item, item.answers)]
                prompts = [
                    {"id": prompt.id, "text": html(f"prompts.{prompt.id}.text"), "right": prompt.answer}
                    | {"feedback": html(f"prompts.{prompt.id}.feedback"), "answer": said.texts[f"answers.{prompt.answer}.text"]}
                    for prompt in item.prompts
                ]
                return view | {"prompts": prompts, "choices": choices}
            case Order():
                steps = [{"id": step.id, "text": html(f"steps.{step.id}.text")} for step in item.steps]
                mixed = [step.id for step in quiz.mixed(item, item.steps)]
                if mixed == [step.id for step in item.steps]:
                    mixed = [*mixed[1:], mixed[0]]
                shown = sorted(steps, key=lambda step: mixed.index(step["id"]))
                return view | {"steps": steps, "shown": shown, "right": html("right"), "wrong": html("wrong")}
            case Cloze():
                return view | self._cloze(item, said, html)

    def _html(self, slug: str, said: Wording) -> Callable[[str], str]:
        """Texts of an item by key, as HTML."""

        def link(target: str) -> str:
            if target.startswith("term:"):
                return f"{self.to('docs/glossary.md')}#{target[5:]}"
            if "://" in target:
                return target
            path, hash_, anchor = target.partition("#")
            return self.to(quiz.linked(path, slug)) + hash_ + anchor

        return lambda key: inline.html(said.texts[key], link, locales.LOCALES[said.locale], self.reader.course.units)

    def _option(self, option: Option, html: Callable[[str], str]) -> dict[str, Any]:
        key = f"options.{option.id}"
        return {"id": option.id, "right": option.correct, "text": html(f"{key}.text"), "feedback": html(f"{key}.feedback")}

    def _numeric(self, item: Numeric, html: Callable[[str], str]) -> dict[str, Any]:
        answer = item.answer
        slips = {slip.id: answers.compute(answer, slip.formula) for slip in item.slips}
        key = {
            "value": float(answer.value),
            "tolerance": float(answer.tolerance),
            "units": answers.spellings(answer, self.reader.course.units),
            "shown": {self.reader.unit(unit): answers.factor(unit, answer.unit) for unit in (answer.unit, *answer.also) if unit != "1"},
            "slips": slips,
            "doubtful": numbers.DOUBTFUL[self.reader.locale],
            "decimal": locales.LOCALES[self.reader.locale].decimal,
        }
        unit = "" if answer.unit == "1" else self.reader.unit(answer.unit)
        return {
            "key": json.dumps(key, ensure_ascii=False),
            "unit": unit,
            "answer": self.reader.number(answer.value) + (f"\u00a0{unit}" if unit else ""),
            "right": html("right"),
            "wrong": html("wrong"),
            "slips": [{"id": slip.id, "feedback": html(f"slips.{slip.id}.feedback")} for slip in item.slips],
        }

    def _cloze(self, item: Cloze, said: Wording, html: Callable[[str], str]) -> dict[str, Any]:
        gaps = {
            gap.id: {
                "id": gap.id,
                "number": number,
                "choices": [
                    {"id": option.id, "right": option.correct, "text": said.texts[f"gaps.{gap.id}.options.{option.id}.text"]}
                    | {"feedback": html(f"gaps.{gap.id}.options.{option.id}.feedback")}
                    for option in quiz.mixed(item, gap.options)
                ],
            }
            for number, gap in enumerate(item.gaps, 1)
        }
        locale, known = locales.LOCALES[said.locale], self.reader.course.units
        parts = MENU.split(said.texts["text"])  # text, gap, signs, text, gap, signs, …, text
        return {
            "parts": [(inline.words(before, locale, known), gaps.get(gap), signs) for before, gap, signs in batched([*parts, "", ""], 3)],
            "gaps": list(gaps.values()),
        }

    # -- what to read again

    def _section(self, source: str, anchor: str) -> dict[str, Any]:
        """A section as this reader can reach it: a translation that lacks it is opened at its top."""
        page = self.reader.page(source)
        title = next((heading.text for heading in page.headings if heading.id == anchor and heading.level > 1), "")
        return {"href": self.to(source) + (f"#{anchor}" if anchor in page.anchors else ""), "lesson": page.meta.title, "section": title}

    def _repairs(self, slug: str) -> list[dict[str, Any]]:
        """Sections to read again, in teaching order; each with the items that it explains and the wrong answers that it repairs."""
        course = self.reader.course
        order = {f"modules/{place}.md": rank for rank, place in enumerate(course.catalogue.places())}
        repaired = {entry.id: f"modules/{entry.repaired}.md" for entry in course.misconceptions.misconceptions}
        found: dict[tuple[str, str], dict[str, Any]] = {}
        for number, item in enumerate(course.quizzes[slug].items, 1):
            source, anchor = quiz.explained(item, slug)
            places = [(source, anchor, "")]
            places += [(repaired[m.misconception], "", m.id) for m in quiz.marks(item) if repaired.get(m.misconception, source) != source]
            for page, name, mark in places:
                if page in course.pages:
                    entry = found.setdefault((page, name), self._section(page, name) | {"items": []})
                    entry["items"].append({"id": item.id, "element": quiz.element_id(item.id), "number": number, "mark": mark})
        return [found[key] for key in sorted(found, key=lambda key: (order.get(key[0], len(order)), self._place(*key)))]

    def _place(self, source: str, anchor: str) -> int:
        """Line of a section on its page."""
        return next((heading.line for heading in self.reader.course.pages[source].headings if heading.id == anchor), 0)
