"""Labs: read, run once per content, told in every locale, taken home."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import labsample
import pytest

from course import execute, labcode, labs, narrate
from course.checks import labs as rules
from course.execute import Job, Kernels, Outcome
from course.finding import Finding
from course.lab import Lab
from course.load import Course, load

CASES = sorted((Path(__file__).parent / "cases/labs").glob("*.json"))


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """The tiny lab, run, with its reference results in place."""
    root = tmp_path_factory.mktemp("tiny")
    labs.refresh(labsample.make(root), 1)
    return told(root)


def told(root: Path) -> Course:
    """The course below `root`, its lab run and told."""
    ready = load(root)
    assert labs.prepare(ready, 1) == []
    for locale in ("en", "ar"):
        labs.tell(ready, locale)
    return ready


@pytest.fixture
def copy(course: Course, tmp_path: Path) -> Path:
    shutil.copytree(course.root, tmp_path / "copy")
    return tmp_path / "copy"


def tiny(course: Course) -> Lab:
    return course.labs[labsample.PATH]


def ran(root: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The labs that run when everything is prepared again."""
    started = []

    def run(job: Job, *_: object) -> Outcome:
        started.append(job.lab.slug)
        return Outcome(job.lab, execute.PASSED)

    monkeypatch.setattr(execute, "run", run)
    labs.prepare(load(root), 1)
    return started


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def written(course: Course, locale: str) -> dict[str, Any]:
    """The page's notebook, its cells by id."""
    notebook = json.loads(
        labs.mounted(course, locale)[f"modules/tiny/lab{'' if locale == 'en' else '.' + locale}.ipynb"].read_text(encoding="utf-8")
    )
    return {cell["id"]: cell for cell in notebook["cells"]}


def packed(course: Course, locale: str) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(labs.mounted(course, locale)[f"modules/tiny/tiny-{locale}.zip"].read_bytes()))


# -- what must run again, and what must not


def test_nothing_runs_when_nothing_has_changed(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert ran(copy, monkeypatch) == []


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (labsample.PATH, "A level falls.", "A level sinks."),
        ("modules/tiny/lab.ar.po", "ينخفض", "يهبط"),
        (labsample.PATH, "A tiny lab.", "A small lab."),
        ("requirements.lock", "\\\n", "\\\nmkdocs==1.6.1 \\\n"),
    ],
)
def test_prose_words_and_foreign_packages_run_nothing(copy: Path, monkeypatch: pytest.MonkeyPatch, file: str, old: str, new: str) -> None:
    change(copy / file, old, new)
    assert ran(copy, monkeypatch) == []


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (labsample.PATH, ".mean()", ".max()"),
        ("modules/cases/levels.csv", "1.5", "1.6"),
        ("modules/lib/coursekit/show.py", "10.5", "11"),
        ("requirements.lock", "pandas==3.0.0", "pandas==3.0.1"),
    ],
)
def test_code_data_helpers_and_used_packages_run_the_lab_again(
    copy: Path, monkeypatch: pytest.MonkeyPatch, file: str, old: str, new: str
) -> None:
    change(copy / file, old, new)
    assert ran(copy, monkeypatch) == ["tiny"]


def test_a_file_that_the_lab_does_not_name_runs_nothing(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (copy / "modules/cases/other.csv").write_text("a\n1\n")
    assert ran(copy, monkeypatch) == []


def test_a_cache_that_is_not_whole_is_made_again(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (copy / ".cache/labs/tiny/outputs.json").write_text('{"key": ')
    assert ran(copy, monkeypatch) == ["tiny"]


def test_a_failure_is_not_remembered(copy: Path) -> None:
    change(copy / labsample.PATH, 'data[\\"level\\"].mean()', "1 / 0")
    course = load(copy)
    assert [outcome.what for outcome in execute.run_all([labs.job(course, tiny(course))], copy / "c", 1)] == ["raised"]
    assert not (copy / "c").exists()


def test_words_are_told_again_without_running(copy: Path) -> None:
    change(copy / "modules/tiny/lab.ar.po", "منسوب ينخفض", "منسوب يهبط")
    assert "منسوب يهبط" in json.dumps(written(told(copy), "ar")["plot"], ensure_ascii=False)


def test_what_is_told_is_told_again_when_our_code_changes(copy: Path) -> None:
    code, page = copy / "hooks/course/numbers.py", copy / ".cache/labs/tiny/lab.ar.ipynb"
    code.write_text("a = 1\n")
    told(copy)
    page.write_text("old")
    told(copy)
    assert page.read_text() == "old"
    code.write_text("a = 2\n")
    assert written(told(copy), "ar")["end"]["source"] == labsample.ARABIC["cells.end"]


def test_the_download_of_a_lab_that_does_not_run_has_its_data_as_they_are(copy: Path) -> None:
    change(copy / labsample.PATH, 'data[\\"level\\"].mean()', "1 / 0")
    labs.tell(load(copy), "en")
    change(copy / "modules/cases/levels.csv", "3,1.0", "3,4.0")
    changed = load(copy)
    labs.tell(changed, "en")
    assert b"3,4.0" in packed(changed, "en").read("tiny-lab/cases/levels.csv")


# -- told in another language


def test_code_is_the_same_in_every_locale_and_so_is_every_number(course: Course) -> None:
    english, arabic = written(course, "en"), written(course, "ar")
    code = [cell.id for cell in tiny(course).code]
    assert [english[name]["source"] for name in code] == [arabic[name]["source"] for name in code]
    for name in code:
        assert digits(english[name]["outputs"]) == digits(arabic[name]["outputs"])


def digits(outputs: list[Any]) -> list[str]:
    return [mark for mark in json.dumps(outputs, ensure_ascii=False) if mark.isdigit()]


def test_text_cells_printed_lines_tables_and_plots_are_told(course: Course) -> None:
    arabic = written(course, "ar")
    assert arabic["end"]["source"] == labsample.ARABIC["cells.end"]
    assert arabic["mean"]["outputs"][0]["text"] == "متوسط المنسوب \u20661.50\u2069 م."
    assert "الزمن، يوم" in arabic["numbers"]["outputs"][0]["data"]["text/html"]
    drawing = arabic["plot"]["outputs"][0]["data"]["image/svg+xml"]
    assert "منسوب ينخفض" in drawing and "المنسوب ينخفض بانتظام." in drawing and "Time, d" not in drawing


def test_the_results_are_never_told(course: Course) -> None:
    assert json.loads(written(course, "ar")["results"]["outputs"][0]["text"]) == {"mean-level": {"value": 1.5, "unit": "m"}}


def test_a_plot_leaves_with_variables_for_colours_and_ids_of_its_own(course: Course) -> None:
    drawing = written(course, "en")["plot"]["outputs"][0]["data"]["image/svg+xml"]
    assert "#0072b2" not in drawing and "var(--series-1)" in drawing
    assert "font-family" not in drawing and "<style" not in drawing and "metadata" not in drawing
    assert all(part.startswith("plot-1-") for part in drawing.split(' id="')[1:])


def test_a_missing_sentence_leaves_its_cell_in_english_and_says_so(copy: Path) -> None:
    change(copy / "modules/tiny/lab.ar.po", labsample.ARABIC["labels.mean"], "")
    arabic = written(told(copy), "ar")
    assert arabic["mean"]["outputs"][0]["text"] == "The mean level is 1.50 m."
    assert arabic["mean"]["metadata"]["course"]["lang"] == "en"
    assert arabic["plot"]["metadata"]["course"]["lang"] == "ar"


def test_a_sentence_whose_english_changed_is_shown_and_called_old(copy: Path) -> None:
    change(copy / "modules/tiny/lab.ar.po", 'msgid "Level, m"', 'msgid "Height, m"')
    assert written(told(copy), "ar")["plot"]["metadata"]["course"] == {"lang": "ar", "dir": "rtl", "stale": True}


def test_only_the_dictionary_differs_in_the_code_that_goes_home(course: Course) -> None:
    english, arabic = (json.loads(packed(course, code).read("tiny-lab/tiny/lab.ipynb")) for code in ("en", "ar"))
    differing = [
        a["id"] for a, b in zip(english["cells"], arabic["cells"], strict=True) if a["cell_type"] == "code" and a["source"] != b["source"]
    ]
    assert differing == ["words"]


def test_a_replaced_dictionary_runs_and_says_the_other_words() -> None:
    source = 'x = 1\nLABELS = {"a": "it is \\"{n:.1f}\\"", "b": ("two "\n  "parts")}  # keep: é\ny = LABELS["a"]'
    told = labcode.replace_labels(source, {"a": 'هو "{n:.1f}"', "b": "zwei\nTeile"})
    space: dict[str, Any] = {}
    exec(told, space)
    assert space["LABELS"] == {"a": 'هو "{n:.1f}"', "b": "zwei\nTeile"}
    assert "# keep: é" in told


# -- taken home


def test_the_download_holds_all_that_the_lab_needs_and_pins_it(course: Course) -> None:
    content = packed(course, "en")
    assert {"tiny-lab/tiny/lab.ipynb", "tiny-lab/cases/levels.csv", "tiny-lab/lib/coursekit/show.py"} <= set(content.namelist())
    assert content.read("tiny-lab/requirements.txt") == b"jupyterlab==4.6.6\nmatplotlib==3.0.0\nnumpy==2.0.0\npandas==3.0.0\n"


def test_the_download_is_the_same_bytes_each_time(course: Course) -> None:
    job = labs.job(course, tiny(course))
    words, say = course.words(labsample.PATH, "ar"), course.words("hooks/course/messages/interface.yml", "ar")
    assert labs.pack(job, words, say) == labs.pack(job, words, say)


def test_markup_of_the_site_does_not_go_home() -> None:
    text = "# A {#a}\n\nA [front](term:front), see [there](x.md#b) [@ogata1961, p. 3] and [EPA](https://epa.gov)."
    assert narrate.plain(text) == "# A\n\nA front, see there and [EPA](https://epa.gov)."


# -- results


def test_results_are_read_from_the_reference(course: Course) -> None:
    found = labs.results(course, "tiny")
    assert (found["mean-level"].value, found["mean-level"].unit) == (1.5, "m")
    assert labs.results(course, "elsewhere") == {}


def test_refreshing_shows_the_difference_as_text_and_stores_no_images(copy: Path) -> None:
    change(copy / "modules/cases/levels.csv", "3,1.0", "3,4.0")
    difference, findings = labs.refresh(load(copy), 1)
    assert findings == []
    assert "-mean: The mean level is 1.50 m." in difference and "+mean: The mean level is 2.50 m." in difference
    assert tiny(load(copy)).images == ()
    assert labs.prepare(load(copy), 1) == []


def test_results_that_are_no_numbers_are_not_called_old(copy: Path) -> None:
    change(copy / labsample.PATH, "round(mean, 3)", "float('nan')")
    labs.refresh(load(copy), 1)
    assert labs.prepare(load(copy), 1) == []
    assert [finding.code for finding in rules.check(load(copy))] == ["LB009"]


def test_results_that_the_code_no_longer_gives_are_a_finding(copy: Path) -> None:
    change(copy / "modules/cases/levels.csv", "3,1.0", "3,4.0")
    assert [finding.code for finding in labs.prepare(load(copy), 1)] == ["LB010", "LB010"]  # mean and results


CLOCK = 'import time\\nprint(LABELS[\\"mean\\"].format(mean=time.time()))'


def test_a_cell_that_prints_something_else_at_each_run_is_a_finding(copy: Path) -> None:
    change(copy / labsample.PATH, 'print(LABELS[\\"mean\\"].format(mean=mean))', CLOCK)
    assert [finding.message.split(";")[0] for finding in run_twice(copy)] == ["cell mean prints something else than the output kept here"]


def test_what_a_cell_tagged_to_be_ignored_prints_is_not_compared(copy: Path) -> None:
    change(copy / labsample.PATH, "drawing, plot = show.axes", f"{CLOCK}\\ndrawing, plot = show.axes")
    assert run_twice(copy) == []


def run_twice(root: Path) -> list[Finding]:
    labs.refresh(load(root), 1)
    shutil.rmtree(root / ".cache")
    return labs.prepare(load(root), 1)


# -- failures, each a file named after the mistake


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_a_mistake_is_a_finding_with_file_and_cell(case: Path, tmp_path: Path) -> None:
    given = json.loads(case.read_text(encoding="utf-8"))
    code, text = {**labsample.CODE, **given.get("code", {})}, {**labsample.TEXT, **given.get("text", {})}
    kept = {"results": [labsample.RESULTS]} | given.get("outputs", {})
    notebook = given.get("notebook") or labsample.notebook(code, text, kept)
    course = labsample.make(tmp_path, notebook, arabic={**labsample.ARABIC, **given.get("arabic", {})})
    found = set(_run(course, given.get("seconds", 60))) if given.get("runs") else {*course.findings, *rules.check(course)}
    told = [(finding.code, line_of(notebook, finding)) for finding in found]
    assert sorted(told) == sorted(map(tuple, given["expected"]))


def _run(course: Course, seconds: int) -> Iterator[Any]:
    job = labs.job(course, tiny(course))
    with Kernels() as kernels:
        outcome = execute.run(job, kernels, seconds)
    yield from (finding for finding in labs._findings(outcome) if finding.code != "LB010")


def line_of(text: str, finding: Finding) -> str:
    """What stands on the line, so that cases do not count lines."""
    line = text.split("\n")[finding.line - 1].strip() if finding.path == labsample.PATH else ""
    return str(json.loads(line.rstrip(","))).strip() if is_text(line) else line


def is_text(line: str) -> bool:
    try:
        return isinstance(json.loads(line.rstrip(",")), str)
    except ValueError:
        return False


def test_a_kernel_that_does_not_start_is_a_finding(course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(execute.sys, "executable", str(course.root / "no-python"))
    with Kernels() as kernels:
        outcome = execute.run(labs.job(course, tiny(course)), kernels)
    assert outcome.what == execute.NOT_STARTED
    assert [finding.code for finding in labs._findings(outcome)] == ["LB014"]


@pytest.mark.parametrize("forks", [True, False], ids=["forked", "alone"])
@pytest.mark.parametrize("code", ["pass", "1 / 0", "while True: pass"])
def test_no_kernel_outlives_its_lab(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str, forks: bool) -> None:
    monkeypatch.setattr(execute, "FORKS", forks and execute.FORKS)
    started = []

    class Noted(Kernels):
        def start(self, *given: Any) -> int:
            started.append(super().start(*given))
            return started[-1]

    course = labsample.make(tmp_path, labsample.notebook(labsample.CODE | {"mean": code}, labsample.TEXT, {}))
    with Noted() as kernels:
        execute.run(labs.job(course, tiny(course)), kernels, seconds=4)
        for _ in range(100):  # the system takes a moment to end what it was told to
            if not any(map(kernels.is_running, started)):
                break
            time.sleep(0.05)
        assert [kernels.is_running(number) for number in started] == [False]


@pytest.mark.parametrize("forks", [True, False], ids=["forked", "alone"])
def test_a_kernel_ends_when_who_started_it_is_killed(tmp_path: Path, forks: bool) -> None:
    start = (
        "import sys, time; from pathlib import Path; from jupyter_client.connect import write_connection_file; from course import execute;"
        f"execute.FORKS = {forks} and execute.FORKS; here = Path({str(tmp_path)!r}); (here / 'noise').touch();"
        "name, _ = write_connection_file(str(here / 'connection'));"
        "print(execute.Kernels().start(name, here, here / 'noise'), flush=True); time.sleep(600)"
    )
    starter = subprocess.Popen([sys.executable, "-c", start], stdout=subprocess.PIPE, text=True)
    assert starter.stdout
    number = int(starter.stdout.readline())
    time.sleep(2)  # the kernel begins to look after its parent
    starter.kill()
    starter.wait()
    kernels = Kernels()
    for _ in range(200):
        if not kernels.is_running(number):
            break
        time.sleep(0.05)
    assert not kernels.is_running(number)


def test_a_lab_cannot_read_what_its_readers_do_not_get(course: Course) -> None:
    job = labs.job(course, tiny(course))
    less = replace(job, files={path: content for path, content in job.files.items() if not path.endswith("levels.csv")})
    with Kernels() as kernels:
        outcome = execute.run(less, kernels)
    assert (outcome.what, outcome.cell) == (execute.RAISED, "read")


def test_progress_is_one_line() -> None:
    assert labs.bar(1, 2, Outcome(Lab("modules/tiny/lab.ipynb"), "passed")) == "[##########..........] 1/2 tiny: passed"


# -- the labs of the course


def test_the_reference_results_of_the_course_still_come_out() -> None:
    """nbval runs every lab; a notebook's cells belong to one kernel."""
    notebooks = sorted(str(path) for path in (Path(__file__).parent.parent / "modules").glob("*/lab.ipynb"))
    options = ["--nbval", "--nbval-current-env", "-p", "no:cacheprovider", "-q"]
    done = subprocess.run([sys.executable, "-m", "pytest", *options, *notebooks], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-3000:]


def test_every_lab_of_the_course_is_sound() -> None:
    course = load(Path(__file__).parent.parent)
    assert list(rules.check(course)) == []
    for entry in course.labs.values():
        assert entry.images == ()
        assert any("solution" in cell.tags for cell in entry.code)
