/* What quizzes gain with a script: answers are graded, explained, kept on the device, and added up.
   Without it the page holds the questions and their folded answers. Nothing here writes HTML: words come from the page,
   explanations are copies of nodes that stand in it, and what was stored or imported is only compared. */
(function () {
  "use strict";
  if (customElements.get("course-item")) return;

  // Numbers as readers type them

  var RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹";

  /** A unit without the ways of typing it; course/answers.py does the same. */
  function spelling(unit) {
    return unit.normalize("NFKC").replace(/μ/g, "u").replace(/−/g, "-").replace(/[\s^*·⋅.]/g, "").replace(/L/g, "l");
  }

  function plain(text) {
    return text
      .replace(/[\u061c\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069]/g, "")
      .replace(/[⁺⁻⁰¹²³⁴-⁹]+/g, function (run) {
        return "^" + run.replace(/[⁰¹²³⁴-⁹]/g, function (sign) { return RAISED.indexOf(sign); }).replace("⁻", "-").replace("⁺", "+");
      })
      .normalize("NFKC")
      .replace(/[\u0660-\u0669\u06f0-\u06f9]/g, function (digit) { return digit.charCodeAt(0) & 15; })
      .replace(/[−‐‑–—]/g, "-")
      .replace(/،/g, ",")
      .trim();
  }

  /** The digits before an exponent: {value}, {whole, decimal} when they can be read in two ways, or null. */
  function mantissa(text, doubtful, sure) {
    var grouped = text.replace(/(\d)[\s'’٬](?=\d{3}(?!\d))/g, "$1"), signs;
    sure = sure || grouped !== text || text.indexOf("٫") >= 0;
    if (/[\s'’٬]/.test(grouped)) return null;
    grouped = grouped.replace("٫", ".");
    signs = grouped.match(/[.,]/g) || [];
    var last = signs[signs.length - 1], end = grouped.lastIndexOf(last);
    if (signs.length > 1 && signs[0] === last) {
      return /^\d{1,3}([.,]\d{3})+$/.test(grouped) && new Set(signs).size === 1 ? { value: +grouped.replace(/[.,]/g, "") } : null;
    }
    if (signs.length > 1) {
      if (signs.indexOf(last) !== signs.length - 1 || !/^\d{1,3}([.,]\d{3})+$/.test(grouped.slice(0, end))) return null;
      return { value: +(grouped.slice(0, end).replace(/[.,]/g, "") + "." + grouped.slice(end + 1)) };
    }
    if (!sure && doubtful.indexOf(last) >= 0 && /^[1-9]\d{0,2}[.,]\d{3}$/.test(grouped)) return { whole: grouped.replace(/[.,]/, ""), decimal: grouped };
    return { value: +grouped.replace(",", ".") };
  }

  /** {value, unit}, or {error, …}. `doubtful`: signs that in this language may separate thousands as well as decimals. */
  function readNumber(typed, doubtful) {
    var text = plain(typed);
    if (!text) return { error: "type" };
    var parts = /^([+-]?)\s*10\s*\^\s*([+-]?\d+)(?!\d)\s*(.*)$/.exec(text), sign, digits, power, unit;
    if (parts) {
      sign = parts[1]; digits = "1"; power = parts[2]; unit = parts[3];
    } else {
      parts = /^([+-]?)\s*([.,٫]?\d(?:[\d.,٫٬'’\s]*\d)?[.,٫]?)(?:\s*[x×*·⋅хХX]\s*10\s*\^?\s*\(?([+-]?\d+)\)?|\s?[eEеЕ]([+-]?\d+))?\s*(\D.*)?$/.exec(text);
      if (!parts) return { error: "unreadable" };
      sign = parts[1]; digits = parts[2]; power = parts[3] || parts[4] || ""; unit = parts[5] || "";
    }
    var read = mantissa(digits, doubtful, !!power);
    if (!read || unit[0] === "/") return { error: "unreadable" };
    if (read.whole) return { error: "ambiguous", whole: read.whole, decimal: read.decimal };
    return { value: +(sign + String(read.value) + (power ? "e" + +power : "")), unit: spelling(unit) };
  }

  /** What an answer to a numeric item is: {right, value, typed: its unit}, or {error, …} when it cannot be judged; `mark` names the slip. */
  function judgeNumber(typed, key) {
    var read = readNumber(typed, key.doubtful), shown = Object.keys(key.shown);
    if (read.error) return read;
    if (read.unit && !(read.unit in key.units)) return shown.length ? { error: "unit-unknown", unit: read.unit, units: shown.join(", ") } : { error: "unit-none" };
    var value = read.value * (read.unit ? key.units[read.unit] : 1), result = { right: near(value, key.value, key.tolerance), value: read.value };
    result.typed = shown.filter(function (unit) { return spelling(unit) === read.unit; })[0] || read.unit;
    if (result.right) return result;
    Object.keys(key.slips).forEach(function (name) { if (near(value, key.slips[name], key.tolerance)) result.mark = name; });
    if (result.mark) return result;
    shown.forEach(function (unit) { if (near(read.value * key.shown[unit], key.value, key.tolerance)) { result.say = "unit-slip"; result.unit = unit; } });
    var ratio = value / key.value, power = Math.round(Math.log10(ratio));
    if (!result.say && ratio > 0 && near(ratio, Math.pow(10, power), key.tolerance)) result.say = "power";
    return result;
  }

  function near(value, key, tolerance) {
    return Math.abs(value - key) <= Math.abs(key) * tolerance * (1 + 1e-9);
  }

  // What is kept on the device: item → digest of the key, answer, score. Nothing that was stored or imported is trusted.

  var FORMAT = "course-quiz-1", ID = /^[a-z][a-z0-9-]{0,79}$/, kept = { items: new Map(), last: "" }, refused = false;

  function clean(data) {
    var state = { items: new Map(), last: "" };
    if (!data || data.format !== FORMAT || !data.items || typeof data.items !== "object") return null;
    Object.keys(data.items).slice(0, 5000).forEach(function (id) {
      var entry = data.items[id];
      if (ID.test(id) && entry && /^[0-9a-f]{10}$/.test(entry.digest) && entry.score >= 0 && entry.score <= 1 && typeof entry.score === "number" &&
          Array.isArray(entry.answer) && entry.answer.length <= 40 &&
          entry.answer.every(function (part) { return typeof part === "string" && part.length <= 100; })) {
        state.items.set(id, { digest: String(entry.digest), score: entry.score, answer: entry.answer.slice() });
      }
    });
    if (typeof data.last === "string" && ID.test(data.last)) state.last = data.last;
    return state;
  }

  function parse(text) {
    try { return clean(JSON.parse(text)); } catch (error) { return null; }
  }

  function written(state) {
    return JSON.stringify({ format: FORMAT, last: state.last, items: Object.fromEntries(state.items) });
  }

  function load() {
    try { kept = refused ? kept : parse(localStorage.getItem(FORMAT)) || { items: new Map(), last: "" }; } catch (error) { refused = true; }
    return kept;
  }

  function save(state) {
    kept = state;
    try { localStorage.setItem(FORMAT, written(state)); refused = false; } catch (error) { refused = true; }
    return !refused;
  }

  // Words

  function filled(words, values) {
    return words.replace(/\{(\w+)\}/g, function (all, name) { return values && name in values ? "\u2068" + values[name] + "\u2069" : all; });
  }

  function round(number) {
    return String(Math.round(number * 100) / 100);
  }

  function all(root, selector) {
    return Array.prototype.slice.call(root.querySelectorAll(selector));
  }

  function element(name, kind, text) {
    var made = document.createElement(name);
    if (kind) made.className = kind;
    if (text) made.textContent = text;
    return made;
  }

  // How each type is answered: read gives the answer as texts (null: none yet), write puts one back, grade gives
  // the score and what to show, as [entry of the explanations, right or wrong, what in the question to mark].

  var choice = {
    read: function (item) {
      var ticked = all(item, "input:checked").map(function (input) { return input.value; });
      return ticked.length ? ticked : null;
    },
    write: function (item, answer) {
      all(item, "input").forEach(function (input) { input.checked = answer.indexOf(input.value) >= 0; });
    },
    grade: function (item, answer) {
      var right = 0, wrong = 0, inputs = all(item, "input"), rights = all(item, ".item-key [data-right]").length;
      var shown = inputs.filter(function (input) { return input.checked; }).map(function (input) {
        var entry = item.entry(input.value), good = entry.hasAttribute("data-right");
        if (good) right += 1; else wrong += 1;
        return [entry, good, input.closest("li")];
      });
      return { score: Math.max(0, right / rights - wrong / Math.max(1, inputs.length - rights)), shown: shown };
    },
    shuffle: function (item) {
      var list = item.querySelector(".item-options:not(.fixed)");
      if (list) all(list, "li").sort(function () { return Math.random() - 0.5; }).forEach(function (row) { list.append(row); });
    }
  };

  /** A menu does not wrap its words: where they do not fit, what is chosen stands below in full. */
  function whole(select) {
    var below = select.parentNode.querySelector(".item-chosen"), shown = select.offsetWidth;
    if (below) below.remove();
    select.style.maxInlineSize = "none";
    if (select.value && select.offsetWidth > shown) {
      below = element("span", "item-chosen", select.selectedOptions[0].text);
      below.setAttribute("aria-hidden", "true");
      select.parentNode.append(below);
    }
    select.style.maxInlineSize = "";
  }

  var menus = {
    read: function (item) {
      var chosen = all(item, "select").map(function (select) { return select.dataset.name + "=" + select.value; });
      return chosen.some(function (pair) { return /=$/.test(pair); }) ? null : chosen;
    },
    write: function (item, answer) {
      all(item, "select").forEach(function (select) {
        select.value = "";
        answer.forEach(function (pair) { if (pair.split("=")[0] === select.dataset.name) select.value = pair.split("=")[1]; });
        whole(select);
      });
    },
    grade: function (item, answer) {
      var right = 0, shown = answer.map(function (pair) {
        var name = pair.split("=")[0], match = item.entry(name), entry = match || item.entry(pair);
        var good = match ? match.dataset.answer === pair.split("=")[1] : entry.hasAttribute("data-right");
        if (good) right += 1;
        return [entry, good, item.querySelector('[data-id="' + name + '"]') || item.querySelector('[data-name="' + name + '"]')];
      });
      return { score: right / answer.length, shown: shown };
    }
  };

  var TYPES = {
    single: choice, truefalse: choice, multiple: choice, match: menus, cloze: menus,
    numeric: {
      read: function (item) {
        var typed = item.querySelector("input").value.trim();
        return typed ? [typed.slice(0, 100)] : null;
      },
      write: function (item, answer) { item.querySelector("input").value = answer[0] || ""; },
      grade: function (item, answer) {
        var key = JSON.parse(item.dataset.key), judged = judgeNumber(answer[0], key);
        if (judged.error) {
          judged.typed = answer[0];
          judged.example = key.decimal === "," ? "0,012" : "0.012";
          return { error: filled(item.words[judged.error], judged) };
        }
        var number = String(judged.value).replace("e", " × 10^").replace(".", key.decimal) + (judged.typed && "\u00a0" + judged.typed);
        var entries = judged.right || judged.mark || judged.say ? [] : [item.entry("wrong")];
        if (judged.right || judged.mark) entries = [item.entry(judged.right ? "right" : judged.mark)];
        return {
          score: judged.right ? 1 : 0, mark: judged.mark,
          notes: [filled(item.words["read-as"], { number: number })].concat(judged.say ? filled(item.words[judged.say], judged) : []),
          shown: entries.map(function (entry) { return [entry, judged.right]; })
        };
      }
    },
    order: {
      read: function (item) { return item.touched ? all(item, ".item-steps > li").map(function (row) { return row.dataset.id; }) : null; },
      write: function (item, answer) {
        var list = item.querySelector(".item-steps");
        answer.forEach(function (id) { all(list, "li").forEach(function (row) { if (row.dataset.id === id) list.append(row); }); });
        item.touched = true;
      },
      grade: function (item, answer) {
        var order = item.entry("right").dataset.order.split(" "), right = order.filter(function (id, place) { return answer[place] === id; }).length;
        return { score: right / order.length, shown: [[item.entry(right === order.length ? "right" : "wrong"), right === order.length]] };
      }
    }
  };

  // One item

  customElements.define("course-item", class extends HTMLElement {
    connectedCallback() {
      if (this.how) return;
      this.how = TYPES[this.dataset.type];
      this.words = JSON.parse((this.closest("[data-words]") || this).dataset.words);
      this.result = this.querySelector(".item-result");
      this.wrongs = this.querySelector(".item-error");
      all(this, ".item-actions, .item-moves").forEach(function (part) { part.hidden = false; });
      this.addEventListener("click", this.clicked);
      this.addEventListener("input", this.forget);
      this.addEventListener("input", function (event) { if (event.target.matches("select")) whole(event.target); });
      this.addEventListener("keydown", function (event) { if (event.key === "Enter" && event.target.matches("input")) this.check(true); });
      var entry = load().items.get(this.dataset.id);
      if (entry && entry.digest === this.dataset.digest) this.restore(entry.answer);
    }

    /** Shows a stored answer; one that the question no longer offers lapses, one that cannot be read in this language only stands there. */
    restore(answer) {
      this.how.write(this, answer);
      var read = this.how.read(this);
      if (read && read.length === answer.length && read.every(function (part) { return answer.indexOf(part) >= 0; })) {
        if (!this.grade()) this.forget();
        return;
      }
      this.how.write(this, []);
      this.touched = false;
      kept.items.delete(this.dataset.id);
      save(kept);
    }

    entry(name) {
      return all(this, ".item-key [data-for]").filter(function (entry) { return entry.dataset.for === name; })[0];
    }

    clicked(event) {
      var button = event.target.closest("button");
      if (!button) return;
      if (button.dataset.do === "check") this.check(true);
      else if (button.dataset.do === "again") this.again();
      else if (button.dataset.move) this.move(button);
    }

    move(button) {
      var row = button.closest("li"), list = row.parentNode, up = button.dataset.move < 0, other = up ? row.previousElementSibling : row.nextElementSibling;
      this.touched = true;
      this.forget();
      if (other) list.insertBefore(up ? row : other, up ? other : row);
      button.focus();
      this.result.textContent = filled(this.words.moved, { place: all(list, "li").indexOf(row) + 1, count: list.children.length });
    }

    /** Takes away what was said about an answer that is being changed. */
    forget() {
      this.score = undefined;
      this.mark = "";
      this.result.textContent = "";
      this.fail("");
      all(this, ".chose-right, .chose-wrong").forEach(function (chosen) { chosen.classList.remove("chose-right", "chose-wrong"); });
      this.classList.remove("is-right", "is-wrong", "is-partly");
      this.querySelector('[data-do="again"]').hidden = true;
    }

    fail(words) {
      var item = this;
      this.wrongs.textContent = words;
      this.wrongs.hidden = !words;
      all(this, "fieldset input, fieldset select").forEach(function (input) {
        if (words) {
          input.setAttribute("aria-invalid", "true");
          input.setAttribute("aria-describedby", item.wrongs.id);
        } else {
          input.removeAttribute("aria-invalid");
          input.removeAttribute("aria-describedby");
        }
      });
    }

    /** Grades the answer and shows what there is to say; false when there is no answer that can be graded. */
    grade() {
      var answer = this.how.read(this), item = this, graded;
      this.forget();
      if (!answer) return this.fail(this.words[this.dataset.type === "numeric" ? "type" : "choose"]), null;
      graded = this.how.grade(this, answer);
      if (graded.error) return this.fail(graded.error), null;
      this.score = graded.score;
      this.marks = graded.shown.filter(function (shown) { return !shown[1]; }).map(function (shown) { return shown[0].dataset.for.split("=").pop(); });
      var state = graded.score === 1 ? "right" : graded.score > 0 ? "partly" : "wrong";
      this.classList.add("is-" + state);
      this.result.append(element("p", "item-" + state, filled(this.words[state], { percent: Math.round(graded.score * 100) })));
      (graded.notes || []).forEach(function (note) { item.result.append(element("p", "", note)); });
      graded.shown.forEach(function (shown) { item.explain(shown[0], shown[1], shown[2]); });
      this.querySelector('[data-do="again"]').hidden = graded.score === 1;
      return answer;
    }

    /** Adds a copy of an explanation to the result, where several answers were given with the words that were chosen. */
    explain(entry, right, chosen) {
      var box = element("p", "item-shown"), why = entry.querySelector(".item-why").cloneNode(true), several = chosen && /multiple|match|cloze/.test(this.dataset.type);
      if (several) {
        box.append(element("span", right ? "item-right" : "item-wrong", this.words[right ? "right" : "wrong"]), " ");
        var said = (entry.querySelector(".item-said") || entry.querySelector("b")).cloneNode(true);
        box.append(said, " ");
      }
      if (chosen) chosen.classList.add(right ? "chose-right" : "chose-wrong");
      box.append(why);
      this.result.append(box);
    }

    check(loud) {
      var answer = this.grade(), state = load();
      if (!answer) {
        if (loud) this.focusFirst();
        return;
      }
      state.items.set(this.dataset.id, { digest: this.dataset.digest, score: this.score, answer: answer });
      state.last = this.dataset.id;
      if (!save(state)) this.result.append(element("p", "item-note", this.words["not-kept"]));
    }

    again() {
      this.forget();
      if (this.how.shuffle) this.how.shuffle(this);
      if (this.dataset.type !== "order") this.how.write(this, []);
      this.focusFirst();
    }

    focusFirst() {
      this.querySelector("fieldset input, fieldset select, fieldset button").focus();
    }
  });

  // The quiz of a module

  customElements.define("course-quiz", class extends HTMLElement {
    connectedCallback() {
      var quiz = this;
      this.words = JSON.parse(this.dataset.words);
      this.querySelector(".quiz-actions").hidden = false;
      this.querySelector('[data-do="finish"]').addEventListener("click", function () { quiz.finish(); });
    }

    finish() {
      var items = all(this, "course-item"), result = this.querySelector(".quiz-result"), missing, points;
      items.forEach(function (item) { if (item.score === undefined) item.check(false); });
      missing = items.filter(function (item) { return item.score === undefined; });
      points = items.reduce(function (sum, item) { return sum + (item.score || 0); }, 0);
      this.summarise(missing);
      var percent = Math.round(100 * points / items.length), mastered = points / items.length >= +this.dataset.mastery - 1e-9;
      result.textContent = "";
      result.append(
        element("p", "quiz-points", filled(this.words.points, { points: round(points), of: items.length, percent: percent })),
        element("p", mastered ? "item-right" : "", filled(this.words[mastered ? "mastered" : "not-mastered"], { percent: Math.round(this.dataset.mastery * 100) }))
      );
      this.repair(items);
      if (missing.length) this.querySelector(".quiz-missing").focus();
    }

    /** What is not answered, with links; takes the focus. */
    summarise(missing) {
      var box = this.querySelector(".quiz-missing"), list = box.querySelector("ul"), words = this.words;
      list.textContent = "";
      box.hidden = !missing.length;
      box.querySelector("p").textContent = filled(words.unanswered, { count: missing.length });
      missing.forEach(function (item) {
        var row = element("li"), link = element("a", "", filled(words.question, { number: item.dataset.number }));
        link.href = "#" + item.id;
        link.addEventListener("click", function () { setTimeout(function () { item.focusFirst(); }); });
        row.append(link);
        list.append(row);
      });
    }

    /** What to read again: the sections of the items that were missed, and those that repair what the answers show. */
    repair(items) {
      var missed = new Map(), any = false;
      items.forEach(function (item) { if (item.score !== 1) missed.set(item.dataset.id, item.marks || []); });
      all(this, ".quiz-repairs li").forEach(function (row) {
        var needed = false;
        all(row, "[data-item]").forEach(function (link) {
          var marks = missed.get(link.dataset.item), here = !!marks && (!link.dataset.mark || marks.indexOf(link.dataset.mark) >= 0);
          link.hidden = !here;
          needed = needed || here;
        });
        row.hidden = !needed;
        any = any || needed;
      });
      this.querySelector(".quiz-repairs").hidden = !any;
    }
  });

  // The page that shows all of it

  customElements.define("course-progress", class extends HTMLElement {
    connectedCallback() {
      var page = this;
      this.words = JSON.parse(this.dataset.words);
      this.said = this.querySelector(".progress-said");
      this.querySelector(".progress-instead").hidden = true;
      this.querySelector(".progress-actions").hidden = false;
      this.querySelector('[data-do="export"]').addEventListener("click", function () { page.export(); });
      this.querySelector('[data-do="delete"]').addEventListener("click", function () { page.delete(); });
      this.querySelector("input").addEventListener("change", function () { page.import(this); });
      this.show();
      if (refused) this.said.textContent = this.words["not-kept"];
    }

    show() {
      var state = load(), words = this.words, next = this.querySelector(".progress-continue");
      next.hidden = true;
      all(this, ".progress-rows li").forEach(function (row) {
        var items = row.dataset.items.split(" ").map(function (pair) { return pair.split(":"); }), link = row.querySelector("a");
        var points = 0, answered = 0, open = "", here = items.some(function (item) { return item[0] === state.last; });
        items.forEach(function (item) {
          var entry = state.items.get(item[0]), valid = entry && entry.digest === item[1];
          if (valid) { answered += 1; points += entry.score; }
          if (!open && !(valid && entry.score === 1)) open = item[0];
        });
        row.querySelector(".progress-state").textContent =
          filled(words.row, { answered: answered, count: items.length, percent: Math.round(100 * points / items.length) }) +
          (answered && points / items.length >= +row.dataset.mastery - 1e-9 ? " " + words.mastered : "");
        if (here && open) {
          next.hidden = false;
          next.querySelector("a").setAttribute("href", link.getAttribute("href") + "#item-" + open);
        }
      });
      if (!state.items.size && !this.said.textContent) this.said.textContent = words.nothing;
    }

    export() {
      var link = element("a"), file = new Blob([written(load())], { type: "application/json" });
      link.href = URL.createObjectURL(file);
      link.download = "soil-course-answers.json";
      link.click();
      setTimeout(function () { URL.revokeObjectURL(link.href); }, 1000);
    }

    import(input) {
      var page = this, file = input.files[0];
      if (!file) return;
      (file.size > 1e6 ? Promise.reject() : file.text()).then(function (text) {
        var given = parse(text), state = load();
        if (!given) throw new Error();
        given.items.forEach(function (entry, id) { state.items.set(id, entry); });
        state.last = given.last || state.last;
        save(state);
        page.said.textContent = refused ? page.words["not-kept"] : filled(page.words.imported, { count: given.items.size });
      }).catch(function () { page.said.textContent = page.words["not-imported"]; }).then(function () {
        input.value = "";
        page.show();
      });
    }

    delete() {
      if (!confirm(this.words["delete-sure"])) return;
      try { localStorage.removeItem(FORMAT); } catch (error) { refused = true; }
      kept = { items: new Map(), last: "" };
      this.said.textContent = this.words.deleted;
      this.show();
    }
  });

  globalThis.courseQuiz = { readNumber: readNumber, judgeNumber: judgeNumber, clean: clean };
})();
