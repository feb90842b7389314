"""What labs compute can be the key of a question."""

from __future__ import annotations

from pathlib import Path

import labsample

from course import answers


def test_a_key_may_name_a_result_of_the_lab_of_any_module(tmp_path: Path) -> None:
    results = labsample.make(tmp_path, labsample.notebook(outputs={"results": [labsample.RESULTS]})).results
    assert answers.result(results, "tiny.mean-level") == 1.5
    assert answers.result(results, "tiny.no-such-name") is None
    assert answers.result(results, "no-such-lab.mean-level") is None
