"""What labs compute can be the key of a question."""

from __future__ import annotations

from pathlib import Path

from course import answers, load

ROOT = Path(__file__).resolve().parent.parent


def test_a_key_may_name_a_result_of_the_lab_of_any_module() -> None:
    results = load.load(ROOT).results
    assert answers.result(results, "leaching-transport.ssl-cadmium") == 7.5
    assert answers.result(results, "leaching-transport.no-such-name") is None
    assert answers.result(results, "no-such-lab.ssl-cadmium") is None
