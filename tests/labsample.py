"""A course with one tiny lab, for tests: `make(root, **changes)` writes it, `cells` says what is in it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from course import words
from course.load import Course, load
from course.words import Unit

ROOT = Path(__file__).resolve().parent.parent
SLUG = "tiny"
PATH = f"modules/{SLUG}/lab.ipynb"
CODE: dict[str, str] = {
    "words": (
        'LABELS = {\n    "time": "Time, d",\n    "level": "Level, m",\n    "mean": "The mean level is {mean:.2f} m.",\n'
        '    "title": "Falling level",\n    "desc": "The level falls steadily.",\n}'
    ),
    "read": 'import sys\n\nimport pandas as pd\n\nsys.path.insert(0, "../lib")\nfrom coursekit import show\n'
    + 'data = pd.read_csv("../cases/levels.csv")',
    "mean": 'mean = data["level"].mean()\nprint(LABELS["mean"].format(mean=mean))',
    "plot": (
        'drawing, plot = show.axes(LABELS["time"], LABELS["level"])\nplot.plot(data["time"], data["level"])\n'
        'show.figure(drawing, LABELS["title"], LABELS["desc"])'
    ),
    "numbers": 'show.table({LABELS["time"]: data["time"], LABELS["level"]: data["level"]})',
    "results": 'show.results({"mean-level": (round(mean, 3), "m")})',
}
TEXT = {"intro": "# Levels {#levels}\n\nA level falls.", "end": "## End {#end}\n\nIt has fallen."}
TAGS = {"words": ["labels"], "results": ["results"], "plot": ["nbval-ignore-output"]}
LOCK = "numpy==2.0.0 \\\npandas==3.0.0 \\\nmatplotlib==3.0.0 \\\n"
RESULTS = {"name": "stdout", "output_type": "stream", "text": ['{"mean-level": {"value": 1.5, "unit": "m"}}']}
DATA = "time,level\n1,2.0\n2,1.5\n3,1.0\n"
ARABIC = {
    "cells.intro": "# المناسيب {#levels}\n\nالمنسوب ينخفض.",
    "cells.end": "## النهاية {#end}\n\nانخفض.",
    "labels.time": "الزمن، يوم",
    "labels.level": "المنسوب، م",
    "labels.mean": "متوسط المنسوب {mean:.2f} م.",
    "labels.title": "منسوب ينخفض",
    "labels.desc": "المنسوب ينخفض بانتظام.",
}


def notebook(code: Mapping[str, str] = CODE, text: Mapping[str, str] = TEXT, outputs: Mapping[str, list[Any]] | None = None) -> str:
    cells: list[dict[str, Any]] = []
    for name, source in [("intro", text["intro"]), *code.items(), ("end", text["end"])]:
        cell = {"cell_type": "code" if name in code else "markdown", "id": name, "metadata": {}, "source": source.splitlines(keepends=True)}
        if name in code:
            cell |= {"metadata": {"tags": TAGS.get(name, [])}, "execution_count": None, "outputs": (outputs or {}).get(name, [])}
        cells.append(cell)
    content = {"cells": cells, "metadata": {"course": {"description": "A tiny lab."}}, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def make(root: Path, lab: str = "", data: str = DATA, arabic: Mapping[str, str] = ARABIC) -> Course:
    """Write the course below `root` and load it."""
    text = lab or notebook()
    shutil.copytree(ROOT / "tests/bare", root, dirs_exist_ok=True)
    for path, content in {PATH: text, "modules/cases/levels.csv": data, "requirements.lock": LOCK}.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(content, encoding="utf-8")
    shutil.copytree(ROOT / "modules/lib", root / "modules/lib", dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "hooks/course/messages", root / "hooks/course/messages", dirs_exist_ok=True)
    loaded = load(root)
    if PATH in loaded.labs and arabic:
        english = {key: text for key, (text, _) in loaded.labs[PATH].texts.items()}
        units = [Unit(key, english[key], told, False, 0) for key, told in arabic.items() if key in english]
        (root / f"modules/{SLUG}/lab.ar.po").write_text(words.write(units, "ar"), encoding="utf-8")
    return load(root)
