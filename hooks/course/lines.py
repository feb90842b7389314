"""Where no line may end: inside a unit, and between a formula or calculation and what is written to it.

A browser may end a line beside a formula, whatever stands there, and after the slash of a unit.
What belongs together becomes `<span class="whole">`, a calculation in right-to-left text `<bdi dir="ltr" class="calculation">`:
it moves to the next line whole, or goes on there from left to right. Nothing is added to the text that readers copy and search.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor
from markdown_it.token import Token

from course import numbers, units
from course.locales import Locale
from course.reference import Units

WHOLE, CALCULATION = "whole", "calculation"
BEFORE = re.compile(r"(?<![^\W\u3400-\u9fff])[^\W\u3400-\u9fff]{0,40}[-(\[{«“‘（【《「『\u0640]{0,9}\Z")
"""A word and opening signs at the end of a text."""
AFTER = re.compile(r"[^\w\s\u0002(\[{«“‘（【《「『]*")
"""Signs at its beginning; what Markdown still has to put there begins with `\\u0002`."""


def pieces(text: str, locale: Locale, known: Units) -> list[tuple[str, bool]]:
    """Text in order: (piece, whether it is to be kept together); at least one."""
    return numbers.pieces(text) if locale.direction == "rtl" else units.pieces(text, locale.code, known)


def attached[Thing: (Element, list[Token])](
    parts: Iterable[str | Thing], apart: Callable[[Thing], bool], whole: Callable[[str, Thing, str], Thing]
) -> list[str | Thing]:
    """`parts` in order; each thing beside which a line could end is made `whole` with what is written to it."""
    done = list(parts)
    for at, part in enumerate(done):
        if isinstance(part, str) or not apart(part):
            continue
        before = after = ""
        if at and isinstance(text := done[at - 1], str) and (found := BEFORE.search(text)):
            done[at - 1], before = text[: found.start()], found[0]
        if at + 1 < len(done) and isinstance(text := done[at + 1], str) and (found := AFTER.match(text)):
            after, done[at + 1] = found[0], text[found.end() :]
        if before or after:
            done[at] = whole(before, part, after)
    return done


class Lines(Treeprocessor):
    """The same in the tree of a page; numbers of right-to-left text are isolated already, what its author isolated is not."""

    def __init__(self, locale: Locale, known: Units, md: Markdown) -> None:
        super().__init__(md)
        self.locale, self.known = locale, known

    def run(self, root: Element) -> None:
        """Code, plots and formulas are left as they are."""
        if root.tag in ("code", "pre", "figure") or _formula(root):
            return
        for child in root:
            self.run(child)
        if root.tag == "bdi" and root.get("dir") == "ltr":
            _may_wrap(root)
        kept = _by_hand if self.locale.direction == "rtl" else self.divided
        _fill(root, attached(kept(_parts(root)), _apart, _whole))

    def divided(self, parts: Iterable[str | Element]) -> list[str | Element]:
        """Units with a slash become elements."""
        done: list[str | Element] = []
        for part in parts:
            if isinstance(part, str):
                done += [_whole(piece) if kept else piece for piece, kept in units.pieces(part, self.locale.code, self.known)]
            else:
                done.append(part)
        return done


def _by_hand(parts: Iterable[str | Element]) -> list[str | Element]:
    """What stands between two marks becomes an element; a mark without the other stays."""
    done: list[str | Element] = []
    opened = None
    for part in parts:
        for piece in numbers.MARK.split(part) if isinstance(part, str) else [part]:
            if piece == numbers.CLOSED and opened is not None:
                element = Element("bdi", {"dir": "ltr"})
                _fill(element, done[opened + 1 :])
                _may_wrap(element)
                done[opened:], opened = [element], None
            else:
                opened = len(done) if piece == numbers.OPENED else opened
                done.append(piece)
    return done


def _may_wrap(isolated: Element) -> None:
    if " " in "".join(isolated.itertext()):
        isolated.set("class", CALCULATION)


def _parts(parent: Element) -> Iterator[str | Element]:
    """Texts and elements in a parent, in order."""
    yield parent.text or ""
    for child in parent:
        yield child
        yield child.tail or ""


def _fill(parent: Element, parts: Iterable[str | Element]) -> None:
    """The opposite."""
    parent[:], parent.text = [], ""
    for part in parts:
        if not isinstance(part, str):
            part.tail = ""
            parent.append(part)
        elif len(parent):
            parent[-1].tail = f"{parent[-1].tail}{part}"
        else:
            parent.text = f"{parent.text}{part}"


def _whole(before: str, thing: Element | None = None, after: str = "") -> Element:
    element = Element("span", {"class": WHOLE})
    _fill(element, (before, after) if thing is None else (before, thing, after))
    return element


def _formula(element: Element) -> bool:
    return element.get("class") == "arithmatex"


def _apart(element: Element) -> bool:
    return (_formula(element) and element.tag == "span") or element.get("class") == CALCULATION
