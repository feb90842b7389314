"""Whatever stands in the files, reading and checking give findings: no traceback, no hang."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from course import checks, formula, load, page

PIECES = st.sampled_from(
    [
        *(
            "---\n",
            "title: a\n",
            "source:\n  head: b\n",
            "fields: true\n",
            "- a\n",
            "modules:\n",
            "  - slug: a\n",
            "needs: [a]\n",
            "line: x\n",
        ),
        *(
            "symbols:\n",
            "  - {id: a, tex: '\\x', name: n, unit: 1, modules: []}\n",
            "terms: a\n",
            "limits:\n  - id: a\n",
            "&a [*a]",
            "!!x ",
            "? ",
        ),
        *(
            "# A {#a}\n",
            "\n",
            "[a](b.md#c)",
            "[a](term:b)",
            "[](symbols:a,b)",
            "[](limit:)",
            "[a][b]",
            "[@a; @b, p. 1]",
            "![](a.svg)",
            "](",
            "[",
            "<",
        ),
        *(
            "$a_{b}$",
            "$$\n\\frac{a\n$$\n",
            "/// note\n",
            "///\n",
            "<a href='b'>",
            "<!-- waive LK001: a -->\n",
            "<![x",
            "```\n",
            "| a |\n|---|\n",
            "{: #a }",
        ),
        *("1,234.5 mg/L", "٥", "２", "−5", "280万", "10⁻⁶", "cреда", "ы", "\u200f", "\x00", "\ufeff", "\r", "\u2028", "# waive : x\n"),
        *(
            "items:\n",
            "  - id: q1\n",
            "    type: numeric\n",
            "    type: cloze\n",
            "    stem: $a$\n",
            '    answer: {value: "1", formula: 1 / x, given: {x: "0"}}\n',
            "    options:\n      - {id: a, text: b, correct: true}\n",
            "ids: [q1]\n",
        ),
        *(
            '{"cells": [',
            '{"cell_type": "code", "id": "a", "source": "',
            '"outputs": [], "metadata": {}}',
            "]}",
            "%%",
            "def f(): ",
            "plt.show()",
        ),
        *('msgid "a"\n', 'msgctxt "k"\n', 'msgstr "b"\n', "#, fuzzy\n", '#| msgid "c"\n', "msgid_plural", '"', "\\", "#~ "),
        *("@book{a,\n", "  title = {A},\n", "author = {a and b, c, d, e},", "}\n", "@string{", "#", "@comment"),
        *(
            '<svg xmlns="http://www.w3.org/2000/svg" viewBox="a">',
            "<text>",
            "</text>",
            "<title/>",
            "</svg>",
            "<!DOCTYPE",
            "&a;",
            '<g id="a" style="fill:;:" href="b"/>',
        ),
    ]
)
CONTENT = st.lists(PIECES | st.text(max_size=5), max_size=25).map("".join).map(lambda text: text.encode("utf-8", "replace")) | st.binary(
    max_size=60
)
PATHS = st.sampled_from(
    [
        *(
            "docs/index.md",
            "docs/index.uk.md",
            "docs/glossary.md",
            "modules/flow/one.md",
            "modules/flow/one.fr.md",
            "modules/flow/figures/a.svg",
        ),
        *(f"modules/{name}.yml" for name in ("course", "ideas", "misconceptions", "limits", "notation", "units", "glossary")),
        *("modules/references.bib", "modules/glossary.ar.po", "modules/flow/figures.ru.po", "hooks/course/messages/interface.yml"),
        *("quizzes/flow/quiz.yml", "quizzes/flow/quiz.zh.po", "quizzes/ids.yml", "modules/flow/lab.ipynb", "modules/flow/lab.ar.po"),
    ]
)


@settings(max_examples=400, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(PATHS, CONTENT, max_size=5))
@example({"docs/index.md": b"\r[a](b.md#c)"})
@example({"docs/index.md": b"# A {#a}\r\r- b\r\r- c\r```\r"})
def test_any_files_give_findings(files: dict[str, bytes]) -> None:
    """The same files each time: what a random one would bring to light is not the fault of the change being tested."""
    with tempfile.TemporaryDirectory() as folder:
        for path, content in files.items():
            file = Path(folder) / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
        for finding in checks.check(load.load(Path(folder))):
            assert finding.line >= 1
            assert "\n" not in str(finding)


@pytest.mark.parametrize(("call", "place"), [("read_bytes", "docs/index.md"), ("iterdir", "modules")])
def test_what_nobody_may_read_is_a_finding_beside_the_others(sample: Path, monkeypatch: pytest.MonkeyPatch, call: str, place: str) -> None:
    real = getattr(Path, call)

    def refuse(path: Path) -> object:
        if path == sample / place:
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(Path, call, refuse)
    (sample / "quizzes/ids.yml").write_text("ids: [", encoding="utf-8")
    found = load.load(sample).findings
    assert [(finding.path, finding.code) for finding in found] == [(place, "FS006"), ("quizzes/ids.yml", "YM002")]


def test_a_file_in_place_of_a_folder_is_a_finding(sample: Path) -> None:
    shutil.rmtree(sample / "docs")
    (sample / "docs").write_text("", encoding="utf-8")
    assert [(finding.path, finding.code) for finding in load.load(sample).findings] == [("docs/index.md", "FS005")]


TOWERS = [
    "[",
    "[[",
    "![",
    "](",
    "<",
    "*",
    "_",
    "`",
    "$",
    "$$",
    "{#",
    "[@",
    "> ",
    "- ",
    "1. ",
    "|",
    "((",
    "&",
    "\\",
    "<a ",
    "<!--",
    "[a](",
    "{ ",
    " ",
    "/// a\n",
    "#",
]


@pytest.mark.parametrize("tower", [*TOWERS, "a**", "*a_", "[a][", "|-|\n", "\t", "<!", "![a](", "$ ", "~~~\n", "[a]: b\n", "<a href='"])
def test_a_page_of_one_repeated_sign_is_read(tower: str) -> None:
    read, _ = page.parse("# A {#a}\n\n" + tower * (page.LONGEST // len(tower) - 2), "docs/index.md")
    assert read.headings[0].id == "a"


def test_a_page_without_an_empty_line_is_refused() -> None:
    _, findings = page.parse("# A {#a}\n\n" + "[\n" * page.LONGEST, "docs/index.md")
    assert [(finding.code, finding.line) for finding in findings] == [("FS003", 10003)]


@pytest.mark.parametrize("tower", ["{", "[(", "\\left(", "\\frac", "\\sqrt{", "x_", "^", "\\begin{matrix}", "\\{", "\\Delta ", "\\bar "])
def test_a_formula_that_nests_without_end_is_refused(tower: str) -> None:
    tex = tower * (formula.LONGEST // len(tower))
    assert formula.problem(tex, True)
    assert isinstance(formula.normal(tex), str)
    assert isinstance(formula.occurrences(tex, frozenset()), tuple)
