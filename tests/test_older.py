"""A text of a catalogue that is older than its English says so where a reader meets it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader

from course import load, rendering
from course.load import catalogue_of
from course.views import Reader

ROOT = Path(__file__).resolve().parent.parent
COURSE = load.load(ROOT)


def shown(template: str, path: str, *older: str) -> str:
    """The list as a French reader gets it when the texts with these keys are older than their English."""
    french = catalogue_of(path, "fr")
    english = {key: text for key, (text, _) in COURSE.texts[path].items()}
    units = {key: replace(unit, english=english[key], fuzzy=key in older) for key, unit in COURSE.catalogues[french].items()}
    reader = Reader(replace(COURSE, catalogues={**COURSE.catalogues, french: units}), "fr")
    env = rendering.prepare(Environment(loader=FileSystemLoader(ROOT / "overrides")), reader)
    view = {"module": reader.place("modules/foundations/index.md")[0], "terms": [{"id": "soil", **reader.term("soil")}], "to": str}
    macros = vars(env.get_template("parts/text.html").module)
    return env.get_template(template).render(macros, to=str, course=view, symbols=[reader.symbol("q")])


@pytest.mark.parametrize(
    ("template", "path", "key"),
    [
        ("course/list-glossary.html", "glossary", "terms.soil.definition"),
        ("course/list-glossary.html", "glossary", "terms.groundwater.aliases"),
        ("course/list-limits.html", "limits", "regimes.who-gdwq.note"),
        ("course/list-limits.html", "limits", "substances.antimony.name"),
        ("course/list-notation.html", "notation", "symbols.q.name"),
        ("course/symbols.html", "notation", "symbols.q.name"),
        ("course/list-syllabus.html", "course", "modules.foundations.scope"),
        ("course/list-syllabus.html", "course", "modules.foundations.objectives.classify-sources.text"),
        ("parts/module.html", "course", "modules.foundations.objectives.classify-sources.text"),
        ("parts/module.html", "course", "modules.foundations.lessons.one-health.title"),
        ("parts/definitions.html", "glossary", "terms.soil.definition"),
    ],
)
def test_an_older_text_carries_a_notice(template: str, path: str, key: str) -> None:
    notice = '<span class="state">Le texte anglais a changé depuis que cette traduction a été faite.</span>'
    assert shown(template, f"modules/{path}.yml").count(notice) == 0
    assert shown(template, f"modules/{path}.yml", key).count(notice) == 1
