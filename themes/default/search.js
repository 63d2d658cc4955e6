// Searching a site that no server answers for: on any web server, or opened from a disk.
//
// 1. The index is scripts of a few kilobytes, each calling kanheSearch(name, content): a page from a disk may load scripts and nothing
//    else. What is asked decides which of them are loaded.
// 2. Folding, hashing and covering are those of the generator (src/search): every text that contains the words is among the candidates.
//    Each candidate's text is then looked through before it is shown, so that nothing else is.
// 3. Whatever comes out of a file goes into the page as text.
(function () {
  "use strict";

  var LEVELS = [[32, 32], [256, 256], [2048, 1024], [16384, 4096]], STEP = 8;
  var DIGITS = "!#$%()*+,-./0123456789:;=?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefghijklmnopqrstuvwxyz{|}~", BASE = 44;
  var SHOWN = 20, WORDS = 16, CHARACTERS = 200, GRAMS = 24, PASSAGES = 3, BEFORE = 24, BEHIND = 56;
  var NARROWED = ["unit", "kind", "year", "state", "collection"];
  var BARRIER = "\u001f";

  // Folding, as in fold.rs.

  var ALIKE = {};
  [["〔〘【〖[", "("], ["〕〙】〗]", ")"], ["“”„‟「」『』〝〞〟", "\""], ["‘’‛", "'"], ["‐‑‒–—―−⸺⸻", "-"], ["•‧∙⋅・･", "·"]]
    .forEach(function (pair) { Array.from(pair[0]).forEach(function (c) { ALIKE[c] = pair[1]; }); });
  var UNSEEN = /[\u00ad\u034f\u061c\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb\u{e0000}-\u{e0fff}]|(?!\u001f)\p{Cc}/u;
  var EAST = /[\u1100-\u11ff\u2e80-\u2fdf\u3005-\u3007\u3021-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\u{20000}-\u{3ffff}]/u;

  function hasBlanks(c) { return /[\p{Alphabetic}\p{N}]/u.test(c) && !EAST.test(c); }

  // The folded text, and for each of its places the place in the original.
  function fold(text) {
    var folded = "", from = [], gap = false, last = "", at = 0;
    (text.match(/[^]\p{M}*/gu) || []).forEach(function (run) {
      Array.from(/^[\u3400-\u9fff\x00-\x7f]$/.test(run) ? run : run.normalize("NFKC")).forEach(function (c) {
        if (/\s|\u0085/u.test(c) && c !== "\ufeff") { gap = true; return; }
        if (UNSEEN.test(c)) return;
        if (gap && hasBlanks(c) && last && hasBlanks(last)) { folded += " "; from.push(at); }
        gap = false;
        var one = (ALIKE[c] || c).toLowerCase();
        folded += one;
        for (var n = 0; n < one.length; n++) from.push(at);
        last = Array.from(one).pop() || last;
      });
      at += run.length;
    });
    from.push(text.length);
    return { text: folded, from: from };
  }

  // What was typed, as in query.rs.

  function isYear(word) { return /^[0-9]{4}$/.test(word); }

  function belongs(before, after) {
    var open = before.lastIndexOf("(");
    if (open < 0) return false;
    var year = before.slice(open + 1), close = year.indexOf(")");
    if (close < 0) return year === "" ? isYear(after.slice(0, 4)) : isYear(year) && after[0] === ")";
    var serial = year.slice(close + 1);
    year = year.slice(0, close);
    if (serial === "") return isYear(year) && /^[0-9第]/.test(after);
    return isYear(year) && (serial === "第" ? /^[0-9]/.test(after) : /^第?[0-9]+$/.test(serial) && /^[号號]$/.test(after));
  }

  function parse(typed) {
    var read = Array.from(typed).slice(0, CHARACTERS), split = [], word = "", quoted = false, words = [];
    function end(next) { if (word.trim()) split.push({ text: word, quoted: quoted }); word = ""; quoted = next; }
    read.forEach(function (c) {
      if (/["“”＂„‟]/.test(c)) end(!quoted);
      else if (/\s/.test(c) && !quoted) end(false);
      else word += c;
    });
    end(false);
    var open = false, joined = [];
    split.forEach(function (one) {
      var last = joined.length - 1;
      if (open && !one.quoted && last >= 0 && belongs(fold(joined[last]).text, fold(one.text).text)) joined[last] += one.text;
      else joined.push(one.text);
      open = !one.quoted;
    });
    joined.forEach(function (one) {
      var folded = fold(one).text;
      if (folded && words.indexOf(folded) < 0) words.push(folded);
    });
    return { words: words.slice(0, WORDS), cut: read.length < Array.from(typed.trim()).length || words.length > WORDS };
  }

  // Grams, as in grams.rs.

  function hash(gram) {
    var h = 0x811c9dc5;
    Array.from(gram).forEach(function (c) { h = Math.imul(h ^ c.codePointAt(0), 0x01000193); });
    h ^= h >>> 15;
    h = Math.imul(h, 0x2c1b3c6d);
    return (h ^ (h >>> 13)) >>> 0;
  }

  function isWhole(level, number, count, h) {
    var end = (number + 1) * LEVELS[level][0];
    if (level === 0) return end <= count;
    return count - end >= 1 + Math.floor(h % LEVELS[level - 1][1] / STEP);
  }

  function cover(count, h) {
    var groups = [], at = 0;
    while (at < count) {
      var level = LEVELS.length - 1;
      while (level > 0 && !(at % LEVELS[level][0] === 0 && isWhole(level, at / LEVELS[level][0], count, h))) level--;
      var size = LEVELS[level][0], number = Math.floor(at / size);
      groups.push({ first: number * size, name: level + "/" + number + "/" + h % LEVELS[level][1] });
      at = (number + 1) * size;
    }
    return groups;
  }

  function grams(word) {
    var chars = Array.from(word), all = [];
    if (chars.length === 1) return [word];
    // Every other pair covers the word; the text tells whether it is whole.
    for (var n = 0; n + 1 < chars.length; n += chars.length > 3 ? 2 : 1) all.push(chars[n] + chars[n + 1]);
    if (chars.length > 3 && chars.length % 2) all.push(chars[chars.length - 2] + chars[chars.length - 1]);
    return all;
  }

  function decode(code, first, found) {
    var next = 0, value = 0, weight = 1;
    for (var n = 0; n < code.length; n++) {
      var digit = DIGITS.indexOf(code[n]);
      value += weight * (digit % BASE);
      if (digit < BASE) { weight *= BASE; continue; }
      next += value >> 1;
      found.set(first + next, (value & 1) === 1);
      next++; value = 0; weight = 1;
    }
  }

  // Loading.

  var form = document.getElementById("search");
  if (!form || !form.hasAttribute("data-day")) return;
  var top = form.getAttribute("data-top") + "search/", version = "", loading = {}, contents = {};
  var area = document.querySelector(".search-results"), list = area.querySelector(".hits"), heading = area.querySelector(".found");
  var note = area.querySelector(".note"), more = area.querySelector(".more");

  window.kanheSearch = function (name, content) { contents[name] = content; };

  // The content of a file; nothing if there is no such file, which then would hold nothing.
  function load(path, name) {
    if (!loading[name]) {
      loading[name] = new Promise(function (done) {
        var script = document.createElement("script");
        function end() { script.remove(); done(contents[name]); delete contents[name]; }
        script.onload = script.onerror = end;
        script.src = top + path + ".js" + version;
        document.head.appendChild(script);
      });
    }
    return loading[name];
  }

  function texts(gram, count) {
    var found = new Map();
    return Promise.all(cover(count, hash(gram)).map(function (group) {
      return load("index/" + group.name, group.name).then(function (file) {
        var code = file && Object.prototype.hasOwnProperty.call(file, gram) && file[gram];
        if (code) decode(code, group.first, found);
      });
    })).then(function () { return found; });
  }

  function text(number) { return load("texts/" + Math.floor(number / 256) + "/" + number, "text/" + number); }

  // Marking.

  function marks(folded, words) {
    var places = [];
    words.forEach(function (word) {
      for (var at = folded.text.indexOf(word); at >= 0; at = folded.text.indexOf(word, at + word.length)) {
        places.push([folded.from[at], folded.from[at + word.length]]);
      }
    });
    places.sort(function (a, b) { return a[0] - b[0] || a[1] - b[1]; });
    var apart = [];
    places.forEach(function (place) {
      var last = apart[apart.length - 1];
      if (last && place[0] <= last[1]) last[1] = Math.max(last[1], place[1]);
      else apart.push(place.slice());
    });
    return apart;
  }

  function put(parent, text, from, to, places) {
    var at = from;
    function plain(end) { if (at < end) parent.appendChild(document.createTextNode(text.slice(at, end))); at = Math.max(at, end); }
    places.forEach(function (place) {
      if (place[1] <= from || place[0] >= to) return;
      plain(Math.max(place[0], from));
      var end = Math.min(place[1], to), mark = document.createElement("mark");
      mark.textContent = text.slice(at, end).trimEnd();
      parent.appendChild(mark);
      at += mark.textContent.length;
    });
    plain(to);
  }

  function element(parent, name, style, content) {
    var made = document.createElement(name);
    if (style) made.className = style;
    if (content) made.textContent = content;
    parent.appendChild(made);
    return made;
  }

  function label(by, value) {
    var options = form.elements[by].options;
    for (var n = 0; n < options.length; n++) if (options[n].value === value) return options[n].text;
    return value;
  }

  // A text with the words that were found in it; nothing if one of them is not there.
  function look(shown, words) {
    var parts = [[null, shown.number || ""], [null, shown.title]].concat(shown.parts), missing = words.slice();
    var looked = parts.map(function (part) {
      return { file: part[0], lines: part[1].split("\n").map(function (line) { return { text: line, folded: fold(line) }; }) };
    });
    looked.forEach(function (part) {
      var all = part.lines.map(function (line) { return line.folded.text; }).join(BARRIER);
      if (part.file) all += BARRIER + fold(part.file).text;
      missing = missing.filter(function (word) { return all.indexOf(word) < 0; });
    });
    return missing.length && !shown.more ? null : { parts: looked, unseen: missing.length > 0 };
  }

  function show(shown, looked, words) {
    var item = element(list, "li", "hit"), head = element(item, "p", "what"), link = element(head, "a");
    link.href = form.getAttribute("data-root") + shown.href;
    if (form.hasAttribute("data-lang")) link.lang = form.getAttribute("data-lang");
    put(link, shown.title, 0, shown.title.length, marks(fold(shown.title), words));
    var facts = element(item, "p", "small");
    if (shown.number) put(element(facts, "span", "no"), shown.number, 0, shown.number.length, marks(fold(shown.number), words));
    element(facts, "span", "", shown.unit_title);
    if (shown.kind) element(facts, "span", "", shown.kind);
    element(facts, "span", "", label("collection", shown.collection));
    if (shown.date) {
      var day = shown.date.split("-");
      var told = form.getAttribute("data-day").replace("{y}", day[0]).replace("{mm}", day[1]).replace("{dd}", day[2]);
      element(facts, "time", "", told.replace("{m}", Number(day[1])).replace("{d}", Number(day[2]))).dateTime = shown.date;
    }
    element(facts, "span", "badge " + shown.state, label("state", shown.state));
    var left = words.slice(), passages = 0;
    looked.parts.slice(2).forEach(function (part) {
      part.lines.forEach(function (line) {
        var found = left.filter(function (word) { return line.folded.text.indexOf(word) >= 0; });
        if (!found.length || passages === PASSAGES) return;
        left = left.filter(function (word) { return found.indexOf(word) < 0; });
        passages++;
        passage(item, part.file, line, found, words);
      });
    });
    var body = looked.parts[3] || looked.parts[2];
    if (!passages && body) passage(item, body.file, body.lines[0], [], words);
    if (looked.unseen) element(item, "p", "small", form.getAttribute("data-unseen"));
  }

  function passage(item, file, line, found, words) {
    var places = marks(line.folded, words), first = marks(line.folded, found)[0] || [0, 0];
    var from = Math.max(0, first[0] - BEFORE), to = Math.min(line.text.length, first[1] + BEHIND);
    if (/[\udc00-\udfff]/.test(line.text[from] || "")) from++;
    if (/[\ud800-\udbff]/.test(line.text[to - 1] || "")) to--;
    if (to <= from) return;
    var made = element(item, "p", "passage");
    if (form.hasAttribute("data-lang")) made.lang = form.getAttribute("data-lang");
    if (file) element(made, "span", "file", file);
    if (from > 0) made.appendChild(document.createTextNode("…"));
    put(made, line.text, from, to, places);
    if (to < line.text.length) made.appendChild(document.createTextNode("…"));
  }

  // Asking and answering.

  function say(text) { heading.textContent = text; area.hidden = false; }
  function said(name, count) { return form.getAttribute("data-" + name).replace("{n}", count); }

  function answer(candidates, words, exact) {
    var at = 0, dropped = 0;
    function tell() {
      var count = candidates.length - dropped;
      say(count === 0 ? said("nothing") : said(exact || at === candidates.length ? "found" : "about", count));
      more.hidden = at === candidates.length;
    }
    function next(wanted) {
      var part = candidates.slice(at, at + wanted);
      at += part.length;
      return Promise.all(part.map(text)).then(function (loaded) {
        var shown = 0;
        loaded.forEach(function (one) {
          var looked = one && look(one, words);
          if (!looked) { dropped++; return; }
          show(one, looked, words);
          shown++;
        });
        tell();
        // What was no result after all is made up for.
        if (shown < wanted && at < candidates.length) return next(wanted - shown);
      });
    }
    more.querySelector("button").onclick = function () { next(SHOWN); };
    return next(SHOWN);
  }

  function search(asked, filters) {
    var query = parse(asked), wanted = [];
    query.words.forEach(function (word) {
      grams(word).forEach(function (gram) { if (wanted.indexOf(gram) < 0) wanted.push(gram); });
    });
    // So many tell enough: the text is looked through in the end.
    wanted = wanted.filter(function (_, n) { return n % Math.ceil(wanted.length / GRAMS) === 0; });
    if (!wanted.length && !filters.length) return Promise.resolve();
    if (query.cut) { note.textContent = said("cut"); note.hidden = false; }
    say(said("busy"));
    return load("count", "count").then(function (counted) {
      if (!counted) { say(said("failed")); return; }
      version = "?v=" + counted.act;
      return Promise.all(wanted.map(function (gram) { return texts(gram, counted.texts); }).concat(
        filters.map(function (filter) { return texts(filter, counted.texts); }))).then(function (found) {
        var least = found.slice().sort(function (a, b) { return a.size - b.size; })[0];
        var candidates = Array.from(least.keys()).filter(function (n) { return found.every(function (one) { return one.has(n); }); });
        function above(n) { return wanted.length > 0 && found.slice(0, wanted.length).every(function (one) { return one.get(n); }); }
        candidates.sort(function (a, b) { return above(b) - above(a) || b - a; });
        return answer(candidates, query.words, query.words.every(function (word) { return Array.from(word).length <= 2; }));
      });
    }).catch(function () { say(said("failed")); });
  }

  version = "?t=" + Date.now();
  var asked = new URLSearchParams(location.search), filters = [];
  form.elements.q.value = asked.get("q") || "";
  NARROWED.forEach(function (by) {
    var value = asked.get(by);
    if (!value) return;
    form.elements[by].value = value;
    filters.push(by + ":" + value);
  });
  search(form.elements.q.value, filters);
})();
