/* The search of one language. The index is a classic script that calls searchDocuments([{at, title, text}]),
   so it also works from file://. Words are reduced alike when the index is made and when a reader types:

   all        one form of each sign (µ and μ, ² and 2), lower case, accents and vowel signs away
   zh         no spaces between words: pairs of neighbouring characters, and single ones
   ar         forms of alef, hamza, ya and ta marbuta made one; conjunctions, the article and common endings away
   ru, uk     endings of nouns, adjectives and verbs away
   en, es, fr plural endings away, and the ending of the singular that they stand for

   Of each word three letters stay. What the reduction misses, prefixes and one wrong letter may still find; words that
   change inside are not found in every form (рынок, рынка). Of all forms of the nouns and adjectives of the course in
   the dictionaries of pymorphy3, 97 % find the forms in its Russian texts, as many as with the Snowball stemmer, and
   93 % those in its Ukrainian ones, for which Snowball has none. The page says so in the readers' words (search-reach). */
(function () {
  "use strict";
  var locale = document.documentElement.lang;
  var form = document.querySelector("form.search"), input = document.getElementById("query");
  var found = document.getElementById("found"), results = document.getElementById("results");
  var MOST = 100, AROUND = 90;

  // Words

  var HAN = /[\u3400-\u9fff]+/g, WORD = /[\p{L}\p{N}][\p{L}\p{M}\p{N}]*/gu;
  var CYRILLIC = [
    // nouns, those in -ія, -ие and -ость among them
    "а я о е є у ю и ы і ї ь й ой ей єй ою ею єю ом ем єм ов ев ів їв ам ям ами ями ах ях",
    "ья ье ью ьи ьей ьем ьям ьями ьях ія ії ію ією іє ієм іям іями іях ия ие ии ию ией ием иям иями иях",
    "ость ости остью остей остям остями остях ість ості істю",
    // adjectives
    "ый ий ій їй ая яя ое ее ые ие ого его ього єго ому ему ьому ым им ім їм ых их іх їх ыми ими іми їми ую юю ої ьої ьою",
  ].join(" ").split(" ").join("|");
  var ENDINGS = { en: "ies|ys|es|s|e|y", es: "es|s|e", fr: "s|x", ru: CYRILLIC, uk: CYRILLIC };
  var ENDED = locale in ENDINGS ? new RegExp("^(.{3,}?)(?:" + ENDINGS[locale] + ")$") : /$^/;

  function arabic(word) {
    word = word.replace(/[أإآٱ]/g, "ا").replace(/ى/g, "ي").replace(/ة/g, "ه").replace(/ؤ/g, "و").replace(/ئ/g, "ي");
    var bare = word.replace(/^و(?=.{3})/, "").replace(/^(?:ال|بال|كال|فال|لل)(?=.{2})/, "");
    return bare.replace(/(?:ها|ان|ات|ون|ين|يه|ه|ي)$/, function (ending, at) { return at >= 3 ? "" : ending; });
  }

  function reduce(word) {
    word = word.normalize("NFKC").toLowerCase().replace(/[\u0640\u064b-\u065f\u0670]/g, "").replace(/ё/g, "е").replace(/ґ/g, "г");
    if (locale === "ar") return arabic(word);
    if (/[a-z]/.test(word)) word = word.normalize("NFD").replace(/\p{M}/gu, "");
    return word.replace(ENDED, "$1");
  }

  function pairs(run, typed) {
    var signs = Array.from(run), two = signs.slice(1).map(function (sign, at) { return signs[at] + sign; });
    return typed && two.length ? two : signs.concat(two);
  }

  function words(text, typed) {
    var chinese = (text.match(HAN) || []).flatMap(function (run) { return pairs(run, typed); });
    return chinese.concat(text.replace(HAN, " ").match(WORD) || []);
  }

  // Index

  var pages = {}, index;

  window.searchDocuments = function (documents) {
    index = new MiniSearch({
      idField: "at", fields: ["title", "text"], storeFields: ["at", "title", "text", "lang"],
      tokenize: function (text) { return words(text, false); }, processTerm: reduce,
    });
    documents.forEach(function (entry) { if (entry.at.indexOf("#") < 0) pages[entry.at] = entry.title; });
    index.addAll(documents);
    form.hidden = false;
    input.value = new URLSearchParams(location.search).get("q") || input.value;
    found.textContent = "";
    if (input.value) search(); else input.focus({ preventScroll: true });
  };

  function find(query) {
    var typed = words(query, true);
    if (!typed.length) return [];
    function han(term) { return /[\u3400-\u9fff]/.test(term); }
    function attempt(combine, fuzzy) {
      return index.search(query, {
        tokenize: function () { return typed; }, combineWith: combine, boost: { title: 3 },
        prefix: function (term) { return !han(term) || term.length === 1; },
        fuzzy: function (term) { return fuzzy && !han(term) && term.length > 4 ? 1 : false; },
      });
    }
    return [["AND", false], ["AND", true], ["OR", true]].reduce(function (hits, how) { return hits.length ? hits : attempt(how[0], how[1]); }, []);
  }

  // Results

  function spots(text, terms) {
    // [start, end] of what led here, neighbours joined
    var all = [];
    terms.filter(function (term) { return term.match(HAN); }).forEach(function (term) {
      for (var at = text.indexOf(term); at >= 0; at = text.indexOf(term, at + 1)) all.push([at, at + term.length]);
    });
    for (var word of text.matchAll(WORD)) if (terms.includes(reduce(word[0]))) all.push([word.index, word.index + word[0].length]);
    return all.sort(function (a, b) { return a[0] - b[0]; }).reduce(function (joined, spot) {
      var last = joined[joined.length - 1];
      if (last && spot[0] <= last[1]) last[1] = Math.max(last[1], spot[1]); else joined.push(spot);
      return joined;
    }, []);
  }

  function snippet(text, terms) {
    // A paragraph around the first spot, with every spot in it as <mark>
    var line = document.createElement("p"), dense = /[\u3400-\u9fff]/.test(text), around = dense ? AROUND / 3 : AROUND;
    var first = (spots(text, terms)[0] || [0])[0], start = Math.max(0, first - around), end = Math.min(text.length, first + 2 * around);
    if (start && !dense) start = text.indexOf(" ", start) + 1;
    if (end < text.length && !dense) end = Math.max(text.lastIndexOf(" ", end), first);
    var part = text.slice(start, end), last = 0;
    if (start) line.append("… ");
    spots(part, terms).forEach(function (spot) {
      var mark = document.createElement("mark");
      mark.append(part.slice(spot[0], spot[1]));
      line.append(part.slice(last, spot[0]), mark);
      last = spot[1];
    });
    line.append(part.slice(last), end < text.length ? " …" : "");
    return line;
  }

  function result(hit) {
    var item = document.createElement("li"), link = document.createElement("a"), page = pages[hit.at.split("#")[0]];
    link.href = hit.at;
    link.append(hit.title);
    item.append(link);
    if (page && page !== hit.title) item.append(" ", Object.assign(document.createElement("span"), { className: "unit", textContent: page }));
    item.append(snippet(hit.text, hit.terms.filter(function (term) { return !term.match(HAN); }).concat(hit.queryTerms)));
    if (hit.lang) { item.lang = hit.lang; item.dir = "ltr"; }
    return item;
  }

  function search() {
    var query = input.value.trim(), hits = query && index ? find(query) : [];
    results.replaceChildren.apply(results, hits.slice(0, MOST).map(result));
    var message = !query ? "" : !hits.length ? found.dataset.none : hits.length > MOST ? found.dataset.most : found.dataset.some;
    found.textContent = message.replace("{count}", hits.length).replace("{shown}", MOST);
    try { history.replaceState(null, "", query ? "?q=" + encodeURIComponent(query) : location.pathname); } catch (error) { /* file:// may refuse */ }
  }

  var timer = 0;
  found.textContent = found.dataset.loading;
  input.addEventListener("input", function () { clearTimeout(timer); timer = setTimeout(search, 150); });
  form.addEventListener("submit", function (event) { event.preventDefault(); search(); });
})();
