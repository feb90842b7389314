"""The catalogue: which modules the course has, in teaching order, and what each promises.

Catalogue
  Module      a slug without a number; the number is its place in the list
    Objective   what the learner can do afterwards
    Lesson      one page, one idea
    Lab, Quiz
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Objective:
    id: str
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Lesson:
    slug: str
    title: str
    idea: str
    minutes: int
    line: int


@dataclass(frozen=True, slots=True)
class Lab:
    title: str
    scope: str
    minutes: int
    line: int


@dataclass(frozen=True, slots=True)
class Quiz:
    minutes: int
    line: int


@dataclass(frozen=True, slots=True)
class Module:
    slug: str
    title: str
    scope: str
    state: str
    """`planned` (shown in the syllabus only) or `written` (has pages)."""
    needs: tuple[str, ...]
    objectives: tuple[Objective, ...]
    lessons: tuple[Lesson, ...]
    lab: Lab
    quiz: Quiz
    line: int

    @property
    def written(self) -> bool:
        return self.state == "written"

    @property
    def minutes(self) -> int:
        return sum(lesson.minutes for lesson in self.lessons) + self.lab.minutes + self.quiz.minutes

    @property
    def places(self) -> tuple[str, ...]:
        """Where something can be taught or tested, in order: `slug/lesson`, then `slug/lab`, `slug/quiz`."""
        return (*(f"{self.slug}/{lesson.slug}" for lesson in self.lessons), f"{self.slug}/lab", f"{self.slug}/quiz")


@dataclass(frozen=True, slots=True)
class Catalogue:
    modules: tuple[Module, ...] = ()
    line: int = 1

    def module(self, slug: str) -> Module | None:
        return next((module for module in self.modules if module.slug == slug), None)

    def number(self, slug: str) -> int:
        """The module's place in teaching order, from 1."""
        return [module.slug for module in self.modules].index(slug) + 1

    def places(self) -> tuple[str, ...]:
        """All places of the course in teaching order."""
        return tuple(place for module in self.modules for place in module.places)

    def depth(self, slug: str) -> int:
        """Length of the longest chain of prerequisites below a module; known modules without cycles only."""
        module = self.module(slug)
        needs = [need for need in module.needs if self.module(need)] if module else []
        return 1 + max(map(self.depth, needs)) if needs else 0


def cycles(catalogue: Catalogue) -> Iterator[Module]:
    """Modules that need themselves, directly or through others."""
    for module in catalogue.modules:
        seen: set[str] = set()
        ahead = list(module.needs)
        while ahead:
            slug = ahead.pop()
            if slug not in seen:
                seen.add(slug)
                needed = catalogue.module(slug)
                ahead.extend(needed.needs if needed else ())
        if module.slug in seen:
            yield module
