// The breakthrough curve of a lesson follows three sliders. Same formula, axes and start as hooks/course/slider.py.
(function () {
  "use strict";
  var DISTANCE = 430, YEARS = 20, POINTS = 160, DAYS = 365.25;
  var LEFT = 56, RIGHT = 624, TOP = 16, BOTTOM = 256;

  // exp(x²) erfc(x) for x ≥ 0: the series of erf below 2.5, Lentz's continued fraction above.
  function scaled(x) {
    if (x < 2.5) {
      var term = x, sum = x;
      for (var n = 1; Math.abs(term) > 1e-17 * sum && n < 200; n++) {
        term *= 2 * x * x / (2 * n + 1);
        sum += term;
      }
      return Math.exp(x * x) - 2 / Math.sqrt(Math.PI) * sum;
    }
    var fraction = x;
    for (var k = 120; k > 0; k--) fraction = x + k / 2 / fraction;
    return 1 / (Math.sqrt(Math.PI) * fraction);
  }

  function erfc(x) {
    return x < 0 ? 2 - erfc(-x) : Math.exp(-x * x) * scaled(x);
  }

  // C/C0 after Ogata and Banks (1961): x in m, t in d, v in m/d, dispersivity alpha in m, no diffusion.
  function share(x, t, v, alpha, r) {
    if (t <= 0) return 0;
    var root = 2 * Math.sqrt(alpha * v * r * t), a = (r * x - v * t) / root, b = (r * x + v * t) / root;
    return 0.5 * (erfc(a) + Math.exp(-a * a) * scaled(b));
  }

  function passing(level, v, alpha, r) {
    var early = 0, late = 20 * YEARS;
    for (var i = 0; i < 50; i++) {
      var half = (early + late) / 2;
      if (share(DISTANCE, half * DAYS, v, alpha, r) < level) early = half; else late = half;
    }
    return late;
  }

  function start(figure) {
    var line = figure.querySelector(".moving"), answer = figure.querySelector(".answer");
    var inputs = Array.prototype.slice.call(figure.querySelectorAll("input"));

    function written(number) { return number.replace(".", figure.dataset.decimal); }

    function draw() {
      var value = inputs.map(function (input) { return Number(input.value); });
      var v = value[0], alpha = value[1], r = value[2], points = [];
      for (var i = 0; i <= POINTS; i++) {
        var year = YEARS * i / POINTS, c = share(DISTANCE, year * DAYS, v, alpha, r);
        points.push((LEFT + (RIGHT - LEFT) * year / YEARS).toFixed(1) + "," + (BOTTOM - (BOTTOM - TOP) * c).toFixed(1));
      }
      line.setAttribute("points", points.join(" "));
      inputs.forEach(function (input) {
        var text = written(input.value) + input.dataset.unit;
        input.parentNode.querySelector("output").textContent = text;
        input.setAttribute("aria-valuetext", text);
      });
      var first = passing(0.01, v, alpha, r), half = passing(0.5, v, alpha, r);
      function told(years) { return written(years.toFixed(1)); }
      answer.textContent = figure.dataset.answer.replace("{first}", told(first)).replace("{half}", told(half));
    }

    figure.querySelector(".controls").hidden = false;
    figure.addEventListener("input", draw);
  }

  document.querySelectorAll(".slider").forEach(start);
  window.breakthrough = { share: share };
})();
