"""What a quiz gives away, and how it is made up: statistics and matters of taste, for `course status`. None is a mistake.

A rule of thumb is right by chance in one item; only a tendency over many says something. Translation changes lengths,
so each locale is looked at by itself.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from scipy.stats import binom

from course import asking, inline, locales, quiz
from course.load import Course
from course.quiz import DEEPER, Choice, Item, Numeric

Said = tuple[Item, Mapping[str, str]]
"""An item and its words."""
CERTAIN = 0.01
"""Below this probability a tendency is no accident."""
ABSOLUTES = re.compile(r"\b(always|never|all|none|only|every|impossible)\b", re.IGNORECASE)
ALL_OR_NONE = re.compile(r"\b(all|none|both) of (the|these|them)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Row:
    module: str
    locale: str
    what: str
    value: str
    notable: bool = False
    """Worth a look."""


def rows(course: Course) -> Iterator[Row]:
    """Every tendency of every quiz; those of words once for each locale that has its words."""
    for slug, questions in course.quizzes.items():
        if not questions.items:
            continue
        yield from _making(slug, questions.items)
        for locale in locales.LOCALES:
            said = [(item, asking.wording(course, slug, item, locale)) for item in questions.items]
            current = [(item, words.texts) for item, words in said if words.locale == locale]
            if current:
                yield from _lengths(slug, locale, current)
        yield from _words(slug, [(item, asking.wording(course, slug, item, locales.SOURCE).texts) for item in questions.items])


def table(course: Course) -> str:
    """The tendencies as text, a line each; a star marks what is worth a look."""
    return "".join(f"{'*' if row.notable else ' '} {row.module} {row.locale}: {row.what}: {row.value}\n" for row in rows(course))


def _making(slug: str, items: Sequence[Item]) -> Iterator[Row]:
    deeper = sum(item.level in DEEPER for item in items)
    yield Row(slug, locales.SOURCE, "apply or above", f"{deeper}/{len(items)}", deeper < len(items) / 2)
    types = Counter(item.type for item in items)
    yield Row(slug, locales.SOURCE, "types", ", ".join(f"{name} {count}" for name, count in types.most_common()), len(types) < 3)
    yield Row(slug, locales.SOURCE, "true or false", f"{types['truefalse']}/{len(items)}", types["truefalse"] > len(items) / 5)
    computed = sum(isinstance(item, Numeric) for item in items)
    yield Row(slug, locales.SOURCE, "numeric", str(computed), computed < 4)
    places: Counter[int] = Counter()
    for item in _singles(items):
        shown = item.options if item.fixed else quiz.mixed(item, item.options)
        places.update(place for place, option in enumerate(shown, 1) if option.correct)
    yield Row(slug, locales.SOURCE, "place of the key", ", ".join(f"{place}: {count}" for place, count in sorted(places.items())))


def _singles(items: Sequence[Item]) -> list[Choice]:
    return [item for item in items if isinstance(item, Choice) and item.type == "single"]


def _lengths(slug: str, locale: str, said: Sequence[Said]) -> Iterator[Row]:
    """How often the key is the one longest option, and how likely that is by chance."""
    texts = {item.id: words for item, words in said}
    singles = _singles([item for item, _ in said])
    longest = 0
    for item in singles:
        sizes = {option: len(inline.plain(texts[item.id][f"options.{option.id}.text"])) for option in item.options}
        top = [option for option, size in sizes.items() if size == max(sizes.values())]
        longest += len(top) == 1 and top[0].correct
    if singles:
        chance = sum(1 / len(item.options) for item in singles) / len(singles)
        probability = float(binom.sf(longest - 1, len(singles), chance))
        yield Row(slug, locale, "key is the longest", f"{longest}/{len(singles)}, p = {probability:.3f}", probability < CERTAIN)


def _words(slug: str, said: Sequence[Said]) -> Iterator[Row]:
    """Habits of wording in English that readers learn to exploit."""
    for item, words in said:
        for option in quiz.options(item):
            text = next(text for key, text in words.items() if key.endswith(f"options.{option.id}.text"))
            if ALL_OR_NONE.search(text):
                yield Row(slug, locales.SOURCE, "all or none of the above", f"{item.id}.{option.id}", True)
            if not option.correct and (found := ABSOLUTES.search(text)):
                yield Row(slug, locales.SOURCE, "absolute in a wrong option", f"{item.id}.{option.id}: {found[0]}", True)
