"""The catalogue: modules/course.yml and the folders that it promises."""

from __future__ import annotations

from collections.abc import Iterator

from course import locales
from course.catalogue import Catalogue, Module, cycles
from course.checks.common import KEBAB
from course.finding import Finding
from course.load import Course

PATH = "modules/course.yml"
STATES = ("planned", "written")
OBJECTIVES = range(4, 7)
LESSONS = range(3, 7)
MINUTES = range(1, 121)
RESERVED = frozenset({"index", "lab", "quiz", "figures"})
NOT_MODULES = frozenset({"cases"})


def check(course: Course) -> Iterator[Finding]:
    """The catalogue promises modules in a teachable order, and the folders hold what it promises."""
    catalogue = course.catalogue
    yield from _slugs(catalogue)
    yield from _order(catalogue)
    for module in catalogue.modules:
        yield from _size(module)
        yield from _pages_of(module, course)
    if catalogue.modules:
        yield from _strangers(course)


def _slugs(catalogue: Catalogue) -> Iterator[Finding]:
    modules: set[str] = set()
    objectives: set[str] = set()
    for module in catalogue.modules:
        yield from _slug(module.slug, module.line, modules, NOT_MODULES)
        lessons: set[str] = set()
        for lesson in module.lessons:
            yield from _slug(lesson.slug, lesson.line, lessons, RESERVED)
        for objective in module.objectives:
            yield from _slug(objective.id, objective.line, objectives, frozenset())


def _slug(slug: str, line: int, seen: set[str], reserved: frozenset[str]) -> Iterator[Finding]:
    if not KEBAB.fullmatch(slug):
        yield _finding(line, "CT001", f"'{slug}' is no slug; write lower-case words joined by hyphens")
    elif slug in reserved:
        yield _finding(line, "CT001", f"'{slug}' is the name of something else in the tree; choose another")
    elif slug in seen:
        yield _finding(line, "CT002", f"'{slug}' stands already further up; choose another")
    seen.add(slug)


def _order(catalogue: Catalogue) -> Iterator[Finding]:
    slugs = [module.slug for module in catalogue.modules]
    circular = {module.slug for module in cycles(catalogue)}
    for position, module in enumerate(catalogue.modules):
        for need in module.needs:
            if need not in slugs:
                yield _finding(module.line, "CT003", f"{module.slug} needs '{need}', which is no module; correct the slug")
            elif slugs.index(need) > position and module.slug not in circular:
                yield _finding(module.line, "CT005", f"{module.slug} needs {need}, which comes later; move one of them")
    for slug in sorted(circular):
        module = catalogue.modules[slugs.index(slug)]
        yield _finding(module.line, "CT004", f"{slug} needs itself, directly or through others; break the circle")


def _size(module: Module) -> Iterator[Finding]:
    if module.state not in STATES:
        yield _finding(module.line, "CT006", f"'{module.state}' is no state; write planned or written")
    if len(module.objectives) not in OBJECTIVES:
        yield _finding(module.line, "CT007", f"{module.slug} has {len(module.objectives)} objectives; a module has 4 to 6")
    if len(module.lessons) not in LESSONS:
        yield _finding(module.line, "CT007", f"{module.slug} has {len(module.lessons)} lessons; a module has 3 to 6")
    parts = [(lesson.minutes, lesson.line, lesson.slug) for lesson in module.lessons]
    parts += [(module.lab.minutes, module.lab.line, "the lab"), (module.quiz.minutes, module.quiz.line, "the quiz")]
    for minutes, line, name in parts:
        if minutes not in MINUTES:
            yield _finding(line, "CT008", f"{name} takes {minutes} minutes; plan between 1 and 120")


def _pages_of(module: Module, course: Course) -> Iterator[Finding]:
    if module.written:
        for slug in ("index", *(lesson.slug for lesson in module.lessons)):
            path = f"modules/{module.slug}/{slug}.md"
            if path not in course.pages and path not in course.unread:
                advice = "write it, take the lesson out of the entry, or set the state to planned"
                yield _finding(module.line, "CT009", f"{module.slug} is written, but there is no {path}; {advice}")


def _strangers(course: Course) -> Iterator[Finding]:
    """Pages below modules/ that no entry of the catalogue leads to."""
    for path, page in course.pages.items():
        folder, _, name = page.source.removeprefix("modules/").rpartition("/")
        if not path.startswith("modules/") or folder.split("/")[0] in NOT_MODULES:
            continue
        module = course.catalogue.module(folder)
        if module is None or (slug := name.removesuffix(".md")) not in ("index", *(lesson.slug for lesson in module.lessons)):
            yield Finding(path, 1, "CT010", "no entry of modules/course.yml leads to this page; add it there, or delete the page")
        elif not module.written and locales.split(path)[1] == locales.SOURCE:
            yield Finding(path, 1, "CT011", f"{folder} is planned, so nobody reads {slug}; set its state to written, or delete the page")


def _finding(line: int, code: str, message: str) -> Finding:
    return Finding(PATH, line, code, message)
