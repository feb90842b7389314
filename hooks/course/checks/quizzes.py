"""Quizzes: items that can be answered, that teach, and whose keys are right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from course import quiz
from course.catalogue import Module
from course.checks import quiz_keys, quiz_texts
from course.checks.common import Entry, ids
from course.checks.quiz_texts import Place
from course.finding import Finding
from course.load import Course
from course.quiz import Choice, Cloze, Item, Match, Numeric, Order, Quiz

LEAST_TESTS = 2


def check(course: Course) -> Iterator[Finding]:
    """Every quiz belongs to a module, tests what it promises, and every item is sound."""
    for slug, questions in course.quizzes.items():
        path = quiz.path_of(slug)
        module = course.catalogue.module(slug)
        if module is None:
            yield Finding(path, 1, "QZ001", f"there is no module '{slug}'; name the folder after one of the catalogue")
            continue
        yield from _quiz(course, module, questions, path)
    yield from _ids(course)
    yield from _ledger(course)
    yield from _places(course)


def _quiz(course: Course, module: Module, questions: Quiz, path: str) -> Iterator[Finding]:
    mastery = quiz.decimal(questions.mastery)
    if mastery is None or not 0 < mastery <= 1:
        yield Finding(path, questions.line, "QZ002", f'mastery {questions.mastery} is no share; write one such as "0.8"')
    tests = Counter(item.objective for item in questions.items)
    for objective in module.objectives:
        if tests[objective.id] < LEAST_TESTS:
            times = ("never", "once")[tests[objective.id]]
            yield Finding(path, 1, "QZ003", f"the objective {objective.id} is tested {times}; ask at least {LEAST_TESTS} items")
    for item in questions.items:
        yield from _item(Place(course, module, item, path))


def _item(at: Place) -> Iterator[Finding]:
    item = at.item
    if item.objective not in {objective.id for objective in at.module.objectives}:
        yield at.finding(item.line, "QZ004", f"'{item.objective}' is no objective of {at.module.slug}; take one from the catalogue")
    yield from _explained(at)
    known = {entry.id for entry in at.course.misconceptions.misconceptions}
    for mark in quiz.marks(item):
        if mark.misconception not in known:
            yield at.finding(mark.line, "QZ006", f"'{mark.misconception}' is no misconception; take an id from modules/misconceptions.yml")
    for option in quiz.options(item):
        if option.correct and option.misconception:
            yield at.finding(option.line, "QZ006", f"'{option.id}' is right and shows a misconception; keep one of the two")
    match item:
        case Choice():
            yield from _choice(at, item)
        case Cloze():
            yield from _cloze(at, item)
        case Match():
            answers = {answer.id for answer in item.answers}
            yield from (
                at.finding(prompt.line, "QZ007", f"'{prompt.answer}' is no answer of this item; name one of its answers")
                for prompt in item.prompts
                if prompt.answer not in answers
            )
        case Order():
            if len(item.steps) < 3:
                yield at.finding(item.line, "QZ007", "fewer than three steps can be ordered by chance; add one or ask otherwise")
        case Numeric():
            yield from quiz_keys.check(at.course, item, at.path)
    yield from quiz_texts.check(at)


def _explained(at: Place) -> Iterator[Finding]:
    """`explain` names a lesson, and where the lesson is written, an id in it."""
    source, anchor = quiz.explained(at.item, at.module.slug)
    slug, _, lesson = source.removeprefix("modules/").removesuffix(".md").partition("/")
    module = at.course.catalogue.module(slug)
    if module is None or lesson not in {entry.slug for entry in module.lessons}:
        yield at.finding(at.item.line, "QZ005", f"'{at.item.explain}' is no lesson; write the lesson's slug and the id of a section")
    elif (page := at.course.pages.get(source)) and anchor not in page.anchors:
        yield at.finding(at.item.line, "QZ005", f"{source} has no '{{#{anchor}}}'; link the section that explains the answer")


def _choice(at: Place, item: Choice) -> Iterator[Finding]:
    right = sum(option.correct for option in item.options)
    if item.type == "multiple" and not 0 < right < len(item.options):
        yield at.finding(item.line, "QZ007", f"{right} of {len(item.options)} options are right; a multiple choice needs both kinds")
    elif item.type != "multiple" and right != 1:
        yield at.finding(item.line, "QZ007", f"{right} options are right; mark exactly one with `correct: true`")
    elif item.type == "truefalse" and [option.id for option in item.options] != ["true", "false"]:
        yield at.finding(item.line, "QZ007", 'the options of true or false have the ids "true" and "false", in this order')
    elif len(item.options) < 2:
        yield at.finding(item.line, "QZ007", "one option leaves no choice; add another")


def _cloze(at: Place, item: Cloze) -> Iterator[Finding]:
    gaps = Counter(gap.id for gap in item.gaps)
    for _, text, line in quiz_texts.translations(at, "text"):
        if Counter(quiz.GAP.findall(text)) != gaps:
            yield at.in_text(line, "QZ008", f"the text must hold {' '.join(f'{{{name}}}' for name in gaps)}, each once")
    for gap in item.gaps:
        right = sum(option.correct for option in gap.options)
        if right != 1 or len(gap.options) < 2:
            yield at.finding(
                gap.line, "QZ007", f"{right} of {len(gap.options)} options of '{gap.id}' are right; mark exactly one of several"
            )


def _ids(course: Course) -> Iterator[Finding]:
    """Ids have one form, an item's is unique in the course, a part's in its item."""
    seen: dict[str, str] = {}
    for slug, questions in course.quizzes.items():
        path = quiz.path_of(slug)
        for item in questions.items:
            if item.id in seen:
                yield Finding(path, item.line, "QZ013", f"the id '{item.id}' is used already in {seen[item.id]}; choose another")
            seen.setdefault(item.id, path)
            for entries in ((item,), *_parts(item)):
                yield from ids(entries, path, "QZ013")


def _parts(item: Item) -> Iterator[Sequence[Entry]]:
    match item:
        case Choice():
            yield item.options
        case Numeric():
            yield item.slips
        case Match():
            yield item.prompts
            yield item.answers
        case Order():
            yield item.steps
        case Cloze():
            yield item.gaps
            yield from (gap.options for gap in item.gaps)


def _ledger(course: Course) -> Iterator[Finding]:
    """What was published keeps its id and type, or is retired for good."""
    items = {item.id: (item, quiz.path_of(slug)) for slug, questions in course.quizzes.items() for item in questions.items}
    entries = {entry.id: entry for entry in course.ledger.ids}
    for name, (item, path) in items.items():
        if name not in entries:
            line = f"- {{id: {name}, type: {item.type}}}"
            yield Finding(path, item.line, "QZ014", f"{name} is not in {quiz.LEDGER}; add the line `{line}`")
    for entry in course.ledger.ids:
        here = items.get(entry.id)
        if here is None and not entry.retired:
            yield Finding(quiz.LEDGER, entry.line, "QZ015", f"{entry.id} was published and is gone; bring it back, or add `retired: true`")
        elif here and (entry.retired or entry.type != here[0].type):
            yield Finding(
                here[1], here[0].line, "QZ015", f"{entry.id} was another item ({entry.type}); answers to it are stored: choose a new id"
            )
    if len(entries) < len(course.ledger.ids):
        yield Finding(quiz.LEDGER, 1, "QZ015", "an id stands twice; keep one line")


def _places(course: Course) -> Iterator[Finding]:
    """An item that stands in a lesson exists."""
    known = {item.id for questions in course.quizzes.values() for item in questions.items}
    for page in course.pages.values():
        for link in page.named("item"):
            if link.target not in known:
                yield Finding(page.path, link.line, "QZ016", f"there is no item '{link.target}'; correct the id")
