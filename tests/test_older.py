"""A text of a catalogue that is older than its English says so where a reader meets it."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader

from course import entries, load, rendering
from course.load import Course, catalogue_of
from course.views import Reader
from course.words import Unit

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    root = tmp_path_factory.mktemp("older")
    for tree in ("bare", "pages"):
        shutil.copytree(ROOT / "tests" / tree, root, dirs_exist_ok=True)
    shutil.copytree(ROOT / "hooks/course/messages", root / "hooks/course/messages", dirs_exist_ok=True)
    return load.load(root)


def shown(course: Course, template: str, path: str, *older: str) -> int:
    """How often the list says to a French reader that a text is older, when the texts with these keys are older than their English."""
    english = {key: text for key, (text, _) in course.texts[path].items()}
    units = {key: Unit(key, text, f"{text} en français", key in older, 1) for key, text in english.items()}
    reader = Reader(replace(course, catalogues={**course.catalogues, catalogue_of(path, "fr"): units}), "fr")
    env = rendering.prepare(Environment(loader=FileSystemLoader(ROOT / "overrides")), reader)
    view = {
        "module": reader.place("modules/groundwater/index.md")[0],
        "terms": [{"id": "aquifer", **entries.term(reader, "aquifer")}],
        "to": str,
    }
    macros = vars(env.get_template("parts/text.html").module)
    page = env.get_template(template).render(macros, to=str, course=view, symbols=[entries.symbol(reader, "v")])
    return page.count(f'<span class="state">{reader.say("text-older")}</span>')


@pytest.mark.parametrize(
    ("template", "path", "key"),
    [
        ("course/list-glossary.html", "glossary", "terms.aquifer.definition"),
        ("course/list-glossary.html", "glossary", "terms.groundwater.aliases"),
        ("course/list-limits.html", "limits", "regimes.small.note"),
        ("course/list-limits.html", "limits", "substances.benzene.name"),
        ("course/list-notation.html", "notation", "symbols.v.name"),
        ("course/symbols.html", "notation", "symbols.v.name"),
        ("course/list-syllabus.html", "course", "modules.groundwater.scope"),
        ("course/list-syllabus.html", "course", "modules.groundwater.objectives.predict-arrival.text"),
        ("parts/module.html", "course", "modules.groundwater.objectives.predict-arrival.text"),
        ("parts/module.html", "course", "modules.groundwater.lessons.the-way-down.title"),
        ("parts/definitions.html", "glossary", "terms.aquifer.definition"),
    ],
)
def test_an_older_text_carries_a_notice(course: Course, template: str, path: str, key: str) -> None:
    assert shown(course, template, f"modules/{path}.yml") == 0
    assert shown(course, template, f"modules/{path}.yml", key) == 1
