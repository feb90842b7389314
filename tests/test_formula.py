"""TeX into MathML and into symbols."""

from __future__ import annotations

import pytest

from course import formula


@pytest.mark.parametrize(
    ("tex", "expected"),
    [
        (r"R = 1 + \frac{\rho_b}{n} K_d", ["R", r"\rho_b", "n", "K_d"]),
        (r"K_\mathrm{oc} f_{\mathrm{oc}} = K_{d}", ["K_{oc}", "f_{oc}", "K_d"]),
        (r"\tfrac12 \operatorname{erfc}\left(\frac{x - v t}{2\sqrt{D t}}\right)", ["x", "v", "t", "D", "t"]),
        (r"\frac{\partial C}{\partial t} = -\lambda C \text{ in water}", ["C", "t", r"\lambda", "C"]),
        (r"C_0 \mathrm{e}^{-\lambda t_{1/2}} H' \ln 2", ["C_0", r"\lambda", "t_{1/2}", "H'"]),
    ],
)
def test_symbols_are_found_and_words_and_functions_are_not(tex: str, expected: list[str]) -> None:
    assert list(formula.symbols(tex)) == expected


def test_sound_tex_becomes_mathml() -> None:
    assert formula.mathml("K_d", False) == "<math><msub><mi>K</mi><mi>d</mi></msub></math>"


def test_numbers_take_the_decimal_sign_of_the_language() -> None:
    assert "<mn>2,62</mn>" in formula.mathml("R = 2.62", False, ",")
    assert "<mn>2.62</mn>" in formula.mathml("R = 2.62", False)


def test_a_calculation_in_running_text_may_break_before_its_second_sign_of_equality() -> None:
    once, twice = formula.mathml("R = 1 + x", False), formula.mathml(r"R = 1 + \frac{a = b}{c} = 2 = 1 + 1", False)
    assert once.count("<math>") == 1
    assert twice.startswith('<bdi dir="ltr" class="calculation"><math><mi>R</mi><mo>=</mo><mn>1</mn>')
    assert twice.endswith("<math><mo>=</mo><mn>2</mn></math><math><mo>=</mo><mn>1</mn><mo>+</mo><mn>1</mn></math></bdi>")
    assert formula.mathml("a = b = c", True).count("<math") == 1


def test_bad_tex_has_a_problem_and_sound_tex_has_none() -> None:
    assert formula.problem(r"\frac{a", True)
    assert formula.problem(r"\frac{a}{b}", True) is None
