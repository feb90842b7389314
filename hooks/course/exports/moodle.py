"""Quizzes as Moodle XML: one question bank a module and locale, to import into an LMS for marks.

What Moodle 4.5 asks for beyond its documentation, each with a test:
every `ordering` question needs `shownumcorrect`, or the import stops on PostgreSQL; fractions must stand on Moodle's
list of grades; unit names are case-sensitive; digits other than 0–9 are not read, so right-to-left stems say so;
importing again makes copies, so the category carries a digest of the bank.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from course import answers, asking, inline, locales, quiz, units
from course.asking import Wording
from course.load import MESSAGES, Course
from course.quiz import Choice, Cloze, Item, Match, Numeric, Order

PENALTY = "0.3333333"
UNIT_PENALTY = "0.1000000"
GRADES = {1: "100", 2: "50", 3: "33.33333", 4: "25", 5: "20", 6: "16.66667", 7: "14.28571", 8: "12.5", 9: "11.11111", 10: "10"}
"""The shares of a grade that Moodle accepts, by the number of parts that the grade is divided into."""
DIGITS = {"ar": "quiz-digits"}
"""Locales whose readers may type digits that Moodle does not read, and the interface string that asks for 0–9."""


def export(course: Course, modules: Sequence[str], languages: Sequence[str]) -> Mapping[str, bytes]:
    """`<slug>.<locale>.xml` of every module that has a quiz."""
    return {f"{slug}.{locale}.xml": bank(course, slug, locale) for slug in modules if slug in course.quizzes for locale in languages}


def bank(course: Course, slug: str, locale: str) -> bytes:
    """The question bank of a module in a locale; the same bytes whenever its texts and keys are the same."""
    questions = [_question(course, slug, item, locale) for item in course.quizzes[slug].items]
    digest = hashlib.sha256(b"".join(map(ElementTree.tostring, questions))).hexdigest()[:8]
    root = Element("quiz")
    category = SubElement(root, "question", type="category")
    _text(category, "category", f"$course$/top/{slug}-{locale}-{digest}")
    root.extend(questions)
    ElementTree.indent(root)
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(root, encoding="unicode").encode() + b"\n"


def _question(course: Course, slug: str, item: Item, locale: str) -> Element:
    said = asking.wording(course, slug, item, locale)
    question = Element("question", type=_KINDS[item.type])
    html = _html(said)
    _text(question, "name", f"{item.id} {inline.plain(said.texts['stem'])}"[:120])
    stem = html("stem")
    if isinstance(item, Numeric) and locale in DIGITS:
        stem += " " + course.words(MESSAGES, locale)(f"messages.{DIGITS[locale]}.text").text
    if not isinstance(item, Cloze):
        _text(question, "questiontext", stem, "html")
    _WRITERS[type(item)](course, item, question, said)
    if item.hint and not isinstance(item, Cloze):
        hint = SubElement(question, "hint", format="html")
        SubElement(hint, "text").text = html("hint")
    _plain(question, idnumber=f"{item.id}-{locale}")
    return question


def _choice(course: Course, item: Item, question: Element, said: Wording) -> None:
    assert isinstance(item, Choice)
    html = _html(said)
    _plain(question, defaultgrade="1", penalty="1" if item.type == "truefalse" else PENALTY)
    right = sum(option.correct for option in item.options)
    wrong = len(item.options) - right
    if item.type != "truefalse":
        _plain(question, single=str(item.type == "single").lower(), shuffleanswers=str(not item.fixed).lower(), answernumbering="none")
        _combined(question)
    for option in item.options:
        share = GRADES[right] if option.correct else (f"-{GRADES[wrong]}" if item.type == "multiple" else "0")
        text = option.id if item.type == "truefalse" else html(f"options.{option.id}.text")
        _answer(question, share, text, html(f"options.{option.id}.feedback"), "moodle_auto_format" if item.type == "truefalse" else "html")


def _numeric(course: Course, item: Item, question: Element, said: Wording) -> None:
    assert isinstance(item, Numeric)
    html, answer = _html(said), item.answer
    _text(question, "generalfeedback", html("right"), "html")
    _plain(question, defaultgrade="1", penalty=PENALTY)
    value = float(answer.value)
    _tolerant(_answer(question, "100", answer.value, html("right")), value * float(answer.tolerance))
    for slip in item.slips:
        wrong = answers.compute(answer, slip.formula)
        entry = _answer(question, "0", f"{wrong:.6g}", html(f"slips.{slip.id}.feedback"))
        _tolerant(entry, abs(wrong) * float(answer.tolerance))
    _tolerant(_answer(question, "0", "*", html("wrong")), 0)
    accepted = dict.fromkeys([unit for unit in (answer.unit, *answer.also) if unit != "1"])
    if answer.unit != "1":
        table = SubElement(question, "units")
        for name, factor in _units(course, accepted, answer.unit).items():
            _plain(SubElement(table, "unit"), multiplier=f"{1 / factor:.10g}", unit_name=name)
    _plain(question, unitgradingtype="1" if answer.unit != "1" else "0", unitpenalty=UNIT_PENALTY)
    _plain(question, showunits="0" if answer.unit != "1" else "3", unitsleft="0")


def _units(course: Course, accepted: Mapping[str, None], into: str) -> dict[str, float]:
    """Every way in which a unit of the answer is written → its factor; the international one first, plain ASCII too."""
    written: dict[str, float] = {}
    for unit in accepted:
        factor = answers.factor(unit, into)
        assert factor, unit
        for name in (unit, answers.typed(unit), *(units.localised(unit, locale, course.units) for locale in locales.LOCALES)):
            written.setdefault(name, factor)
    return written


def _match(course: Course, item: Item, question: Element, said: Wording) -> None:
    assert isinstance(item, Match)
    html = _html(said)
    _text(question, "generalfeedback", " ".join(html(f"prompts.{prompt.id}.feedback") for prompt in item.prompts), "html")
    _plain(question, defaultgrade="1", penalty=PENALTY, shuffleanswers="true")
    _combined(question)
    used = {prompt.answer for prompt in item.prompts}
    pairs = [(html(f"prompts.{prompt.id}.text"), prompt.answer) for prompt in item.prompts]
    for text, name in [*pairs, *(("", answer.id) for answer in item.answers if answer.id not in used)]:
        sub = SubElement(question, "subquestion", format="html")
        SubElement(sub, "text").text = text
        _text(sub, "answer", said.texts[f"answers.{name}.text"])


def _order(course: Course, item: Item, question: Element, said: Wording) -> None:
    assert isinstance(item, Order)
    html = _html(said)
    _text(question, "generalfeedback", html("right"), "html")
    _plain(question, defaultgrade="1", penalty=PENALTY, layouttype="VERTICAL", selecttype="ALL", selectcount="0")
    _plain(question, gradingtype="ABSOLUTE_POSITION", showgrading="SHOW", numberingstyle="none")
    _combined(question)
    for place, step in enumerate(item.steps, 1):
        _answer(question, str(place), html(f"steps.{step.id}.text"), "")


def _cloze(course: Course, item: Item, question: Element, said: Wording) -> None:
    """Moodle's own notation for menus inside a text."""
    assert isinstance(item, Cloze)
    html = _html(said)
    gaps = {}
    for gap in item.gaps:
        prefix = f"gaps.{gap.id}.options."
        entries = []
        for option in quiz.mixed(item, gap.options):
            words, why = said.texts[f"{prefix}{option.id}.text"], html(f"{prefix}{option.id}.feedback")
            entries.append(f"{'%100%' if option.correct else '%0%'}{_escaped(words)}#{_escaped(why)}")
        gaps[gap.id] = "{1:MULTICHOICE:" + "~".join(entries) + "}"
    text = said.texts["text"].replace("&", "&amp;").replace("<", "&lt;")
    _text(question, "questiontext", f"{html('stem')} " + quiz.GAP.sub(lambda match: gaps[match[1]], text), "html")
    _text(question, "generalfeedback", "", "html")
    _plain(question, penalty=PENALTY)


def _escaped(text: str) -> str:
    """The three signs that end an option or its feedback."""
    for sign in ("}", "#", "~"):
        text = text.replace(sign, f"\\{sign}")
    return text


def _html(said: Wording) -> Callable[[str], str]:
    """Texts as HTML. The pages of the course are not in the LMS: of links to them only the words stay."""

    def link(target: str) -> str:
        return target if "://" in target else ""

    return lambda key: inline.html(said.texts[key], link, locales.LOCALES[said.locale])


def _text(parent: Element, name: str, text: str, format_: str = "") -> Element:
    element = SubElement(parent, name, {"format": format_} if format_ else {})
    SubElement(element, "text").text = text
    return element


def _plain(parent: Element, **values: str) -> None:
    for name, value in values.items():
        SubElement(parent, name).text = value


def _combined(question: Element) -> None:
    for name in ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback"):
        _text(question, name, "", "html")
    SubElement(question, "shownumcorrect")


def _answer(question: Element, fraction: str, text: str, feedback: str, format_: str = "html") -> Element:
    answer = SubElement(question, "answer", fraction=fraction, format=format_)
    SubElement(answer, "text").text = text
    _text(answer, "feedback", feedback, "html")
    return answer


def _tolerant(answer: Element, tolerance: float) -> None:
    answer.set("format", "moodle_auto_format")
    _plain(answer, tolerance=f"{tolerance:.6g}")


_KINDS = {
    "single": "multichoice",
    "multiple": "multichoice",
    "truefalse": "truefalse",
    "numeric": "numerical",
    "match": "matching",
    "order": "ordering",
    "cloze": "cloze",
}
_WRITERS = {Choice: _choice, Numeric: _numeric, Match: _match, Order: _order, Cloze: _cloze}
