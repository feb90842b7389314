/* What a page gains with a script: the scheme is remembered, a change of language keeps the place,
   words of the glossary explain themselves. Without it every page reads the same. */
(function () {
  "use strict";
  var root = document.documentElement;

  // Dark or light

  document.querySelectorAll(".scheme-button").forEach(function (button) {
    button.addEventListener("click", function () {
      var dark = root.dataset.scheme ? root.dataset.scheme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
      root.dataset.scheme = dark ? "light" : "dark";
      try { localStorage.setItem("scheme", root.dataset.scheme); } catch (error) { /* not remembered */ }
    });
  });

  // The header goes while the reader reads on and comes on the way back

  var header = document.querySelector(".top"), before = scrollY;
  addEventListener("scroll", function () {
    if (scrollY > 0 && Math.abs(scrollY - before) < 6) return;
    header.classList.toggle("away", scrollY > before && scrollY > header.offsetHeight);
    before = scrollY;
  }, { passive: true });

  // Language: the links of the menu lead to the section, or the entry of a list, that is being read

  var PLACES = "article :is(h2, h3, dl > div, li, tr, course-item)[id], main > section h2[id]";

  function section() {
    var place = "";
    document.querySelectorAll(PLACES).forEach(function (start) {
      if (start.getClientRects().length && start.getBoundingClientRect().top < 140) place = start.id;
    });
    return scrollY < 80 ? location.hash.slice(1) : place || location.hash.slice(1);
  }

  var menu = document.getElementById("language-menu");
  if (menu) menu.addEventListener("beforetoggle", function () {
    var place = section();
    menu.querySelectorAll("a").forEach(function (link) { link.hash = place; });
  });

  var wanted = (navigator.language || "").slice(0, 2);
  document.querySelectorAll(".languages a").forEach(function (link) {
    if (link.hreflang === wanted) link.parentNode.classList.add("yours");
  });

  // Wide tables, figures, formulas and code are reached with the keyboard

  document.querySelectorAll(".scroll, pre, math[display=block]").forEach(function (box) {
    if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
  });

  // Words of the glossary

  var definitions = document.getElementById("definitions");
  if (!definitions || !("popover" in root)) return;

  var card = document.createElement("div"), shown = null, timer = 0, touched = false;
  card.className = "definition";
  card.popover = "auto";
  card.id = "definition";
  document.body.append(card);

  function fill(term) {
    var entry = document.getElementById("def-" + term.dataset.term), word = document.createElement("p"), more = document.createElement("a");
    var text = document.createElement("p");
    word.append(entry.querySelector("dt").cloneNode(true).textContent);
    word.style.fontWeight = 600;
    text.append.apply(text, entry.querySelector("dd").cloneNode(true).childNodes);
    more.href = term.href;
    more.textContent = definitions.dataset.more;
    card.replaceChildren(word, text, more);
  }

  function show(term) {
    clearTimeout(timer);
    if (shown === term && card.matches(":popover-open")) return;
    fill(term);
    shown = term;
    card.showPopover();
    var at = term.getClientRects()[0], wide = card.offsetWidth, high = card.offsetHeight, rtl = root.dir === "rtl";
    var left = rtl ? at.right - wide : at.left;
    var below = at.bottom + high + 8 < innerHeight || at.top < high;
    card.style.left = scrollX + Math.max(8, Math.min(left, root.clientWidth - wide - 8)) + "px";
    card.style.top = scrollY + (below ? at.bottom + 4 : at.top - high - 4) + "px";
  }

  function hide() {
    clearTimeout(timer);
    timer = setTimeout(function () { if (card.matches(":popover-open")) card.hidePopover(); }, 250);
  }

  function later(term) {
    clearTimeout(timer);
    timer = setTimeout(show, 150, term);
  }

  card.addEventListener("pointerenter", function () { clearTimeout(timer); });
  card.addEventListener("pointerleave", hide);
  card.addEventListener("focusout", hide);
  card.addEventListener("focusin", function () { clearTimeout(timer); });

  document.querySelectorAll("a.term").forEach(function (term) {
    if (!document.getElementById("def-" + term.dataset.term)) return;
    term.setAttribute("aria-describedby", "def-" + term.dataset.term);
    term.addEventListener("pointerenter", function (event) { if (event.pointerType === "mouse") later(term); });
    term.addEventListener("pointerleave", function (event) { if (event.pointerType === "mouse") hide(); });
    term.addEventListener("pointerdown", function (event) { touched = event.pointerType !== "mouse"; });
    term.addEventListener("focus", function () { if (term.matches(":focus-visible")) show(term); });
    term.addEventListener("blur", hide);
    term.addEventListener("click", function (event) {
      if (touched) { event.preventDefault(); show(term); }
      touched = false;
    });
  });
})();
