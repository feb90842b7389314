"""What search engines are told about the course and its modules, as schema.org data."""

from __future__ import annotations

from typing import Any

from course.views import SYLLABUS, Reader

LICENCE = "https://creativecommons.org/licenses/by/4.0/"


def page(reader: Reader, source: str) -> dict[str, Any] | None:
    """Data of the home page, the syllabus and the overview of a module; None for every other page."""
    module, lesson = reader.place(source)
    if source in ("docs/index.md", SYLLABUS):
        return _course(reader)
    if module and lesson == "index":
        return _module(reader, module, reader.written_in(source).locale)
    return None


def _course(reader: Reader) -> dict[str, Any]:
    return {
        "@context": "https://schema.org",
        "@type": "Course",
        "name": reader.say("site-name"),
        "description": reader.say("site-description"),
        "inLanguage": reader.locale,
        "license": LICENCE,
        "isAccessibleForFree": True,
        "timeRequired": _time(sum(module.minutes for module in reader.course.catalogue.modules if module.written)),
        "hasPart": [
            {"@type": "LearningResource", "position": view["number"], "name": str(view["title"]), "inLanguage": view["title"].locale}
            for view in reader.modules()
            if view["module"].written
        ],
    }


def _module(reader: Reader, view: dict[str, Any], written_in: str) -> dict[str, Any]:
    return {
        "@context": "https://schema.org",
        "@type": "LearningResource",
        "name": str(view["title"]),
        "description": str(view["scope"]),
        "inLanguage": written_in,
        "license": LICENCE,
        "isAccessibleForFree": True,
        "timeRequired": _time(view["module"].minutes),
        "teaches": [str(objective) for objective in view["objectives"]],
        "isPartOf": {"@type": "Course", "name": reader.say("site-name"), "inLanguage": reader.locale},
    }


def _time(minutes: int) -> str:
    return f"PT{minutes}M"
