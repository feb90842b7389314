"""The exports: each takes the course, the modules and the locales, and gives files as bytes. The table is the list."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from course.exports import moodle
from course.load import Course

Export = Callable[[Course, Sequence[str], Sequence[str]], Mapping[str, bytes]]
EXPORTS: Mapping[str, Export] = {"moodle": moodle.export}
