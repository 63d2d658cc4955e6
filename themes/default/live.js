// Five conveniences; every page works without them.
//
// 1. A page reloads itself when its file on the server has another ETag. It asks every two seconds while it is looked
//    at, less and less often while the server is away, and never when opened from a disk.
// 2. Commands get a button that copies them; the directory of people gets a filter.
// 3. What was due before now is marked and counted, and certificates that soon expire; what was for readers until a day that is over is
//    marked; today is marked in the calendar. Pages say when and nothing of now: only the reader's machine has a clock.
// 4. The language a reader chose is remembered: whoever comes to the first page from elsewhere is led to it in that language.
// 5. A reader says once, on his own page of the directory, that it is his: then every page leads to it as his desk, and the first page shows
//    what waits for him. Only his browser remembers that.
(function () {
  "use strict";

  var EVERY = 2000, AT_MOST = 60000;
  var key = "kanhe-scroll:" + location.pathname;

  function keepPlace() {
    try { sessionStorage.setItem(key, String(window.scrollY)); } catch (refused) { /* then the page starts at its top */ }
  }

  function takePlace() {
    try {
      var place = sessionStorage.getItem(key);
      sessionStorage.removeItem(key);
      if (place !== null) window.scrollTo(0, Number(place));
    } catch (refused) { /* as above */ }
  }

  // A page that comes again by itself says so: nobody has opened it.
  var AGAIN = "?again";

  function again() {
    if (location.search) location.reload(); else location.replace(location.pathname + AGAIN + location.hash);
  }

  function tidy() {
    if (location.search === AGAIN) history.replaceState(history.state, "", location.pathname + location.hash);
  }

  function watch() {
    var known = null, wait = EVERY, timer = null, asking = false;

    function later() {
      clearTimeout(timer);
      timer = document.hidden ? null : setTimeout(ask, wait);
    }

    function ask() {
      if (asking || document.hidden) return;
      asking = true;
      fetch(location.pathname + location.search, {
        method: "HEAD",
        cache: "no-store",
        headers: known ? { "If-None-Match": known } : {}
      }).then(function (answer) {
        asking = false;
        if (answer.status >= 500) { wait = Math.min(wait * 2, AT_MOST); later(); return; }
        wait = EVERY;
        var tag = answer.headers.get("ETag");
        if (answer.status === 200 && tag) {
          if (known !== null && known !== tag) { keepPlace(); again(); return; }
          known = tag;
        }
        later();
      }, function () {
        asking = false;
        wait = Math.min(wait * 2, AT_MOST);
        later();
      });
    }

    document.addEventListener("visibilitychange", function () {
      if (document.hidden) { clearTimeout(timer); } else { wait = EVERY; ask(); }
    });
    ask();
  }

  function copyButtons() {
    if (!navigator.clipboard) return;
    var words = document.body.dataset;
    document.querySelectorAll("pre.shell").forEach(function (block) {
      var button = document.createElement("button");
      button.type = "button";
      button.className = "copy";
      button.textContent = words.copy;
      button.addEventListener("click", function () {
        navigator.clipboard.writeText(block.querySelector("code").textContent.trim()).then(function () {
          button.textContent = words.copied;
          setTimeout(function () { button.textContent = words.copy; }, 1500);
        }, function () { /* the text can still be marked by hand */ });
      });
      var frame = document.createElement("div");
      frame.className = "shell-frame";
      block.parentNode.insertBefore(frame, block);
      frame.append(block, button);
    });
  }

  function filters() {
    document.querySelectorAll("input[data-filter]").forEach(function (input) {
      var table = document.getElementById(input.dataset.filter);
      if (!table) return;
      var groups = Array.prototype.map.call(table.tBodies, function (body) {
        var head = body.querySelector("tr.group");
        var common = head ? head.textContent.toLowerCase() : "";
        var rows = Array.prototype.filter.call(body.rows, function (row) { return row !== head; });
        return {
          head: head,
          rows: rows.map(function (row) { return { row: row, text: row.textContent.toLowerCase() + " " + common }; })
        };
      });
      input.closest(".filter").hidden = false;
      function narrow() {
        var wanted = input.value.trim().toLowerCase().split(/\s+/);
        groups.forEach(function (group) {
          var some = false;
          group.rows.forEach(function (entry) {
            var fits = wanted.every(function (word) { return entry.text.indexOf(word) >= 0; });
            entry.row.hidden = !fits;
            some = some || fits;
          });
          if (group.head) group.head.hidden = !some;
        });
      }
      input.addEventListener("input", narrow);
      if (input.value) narrow();
    });
  }

  function overdue() {
    document.querySelectorAll("time.due").forEach(function (due) {
      if (!(Date.parse(due.dateTime) < Date.now()) || due.classList.contains("past")) return;
      var word = document.createElement("span");
      word.className = "late";
      word.textContent = document.body.dataset.overdue;
      due.classList.add("past");
      due.after(" ", word);
    });
  }

  function overdueCount() {
    document.querySelectorAll(".overdue-tally").forEach(function (tally) {
      var n = tally.closest("section").querySelectorAll("time.due.past").length;
      tally.hidden = n === 0;
      tally.textContent = tally.dataset.text.replace("{n}", String(n));
    });
  }

  // The reader's own day, as pages write days.
  function today() {
    var now = new Date();
    function two(n) { return (n < 10 ? "0" : "") + n; }
    return now.getFullYear() + "-" + two(now.getMonth() + 1) + "-" + two(now.getDate());
  }

  // The word takes the place of another, so that nothing moves.
  function ended() {
    var day = today();
    document.querySelectorAll("time.ends").forEach(function (end) {
      if (end.dateTime >= day) return;
      end.classList.add("past");
      var said = end.closest("span, div").querySelector(".ends-label");
      said.textContent = document.body.dataset.ended;
      said.classList.add("late");
      var row = end.closest("tr, .brief > li");
      if (row) row.classList.add("ended");
    });
  }

  function markToday() {
    var day = today();
    document.querySelectorAll(".month td").forEach(function (cell) {
      var time = cell.querySelector("time"), is = time !== null && time.dateTime === day;
      cell.classList.toggle("today", is);
      if (is) time.setAttribute("aria-current", "date"); else if (time) time.removeAttribute("aria-current");
    });
  }

  function expiring() {
    var words = document.body.dataset, day = 86400000;
    document.querySelectorAll("time.expires").forEach(function (end) {
      var left = Date.parse(end.dateTime) - Date.now();
      var within = [7, 30, 60].filter(function (days) { return left <= days * day; })[0];
      var old = end.nextElementSibling;
      if (old && old.classList.contains("expiry")) old.remove();
      if (!within) return;
      var word = document.createElement("span");
      word.className = "expiry " + (left <= 0 ? "late" : "within-" + within);
      word.textContent = left <= 0 ? words.expired : words.expiring.replace("{n}", String(within));
      end.after(word);
    });
  }

  // Of a chart that is wider than the screen the newest months are shown first.
  function newestMonths() {
    document.querySelectorAll(".chart .scroll").forEach(function (chart) { chart.scrollLeft = chart.scrollWidth; });
  }

  // Where a query comes to a page that nobody answers and that has nothing to look into.
  function unsearched() {
    var note = document.getElementById("unsearched"), asked = new URLSearchParams(location.search).get("q");
    if (!note || !asked) return;
    document.getElementById("search-words").value = asked;
    note.hidden = false;
  }

  var DESK = "kanhe-desk";
  var top = new URL(document.body.dataset.root || ".", location.href);

  function desk() {
    try { return JSON.parse(localStorage.getItem(DESK)); } catch (refused) { return null; }
  }

  function remember(mine) {
    try {
      if (mine) localStorage.setItem(DESK, JSON.stringify(mine)); else localStorage.removeItem(DESK);
    } catch (refused) { /* then it is asked again next time */ }
  }

  function pickDesk() {
    var button = document.querySelector("button.desk-pick");
    if (!button) return;
    var here = button.dataset.href;
    function say() {
      var mine = desk(), is = Boolean(mine) && mine.href === here;
      button.textContent = is ? button.dataset.off : button.dataset.on;
      button.setAttribute("aria-pressed", String(is));
    }
    button.addEventListener("click", function () {
      var mine = desk();
      remember(mine && mine.href === here ? null : { name: button.dataset.name, href: here });
      say();
      leadToDesk();
    });
    button.hidden = false;
    say();
  }

  function leadToDesk() {
    var mine = desk(), box = document.querySelector(".desk-box");
    var link = document.querySelector(".desk-link");
    if (link && !link.dataset.first) link.dataset.first = link.href;
    if (link) link.href = mine ? new URL(mine.href, top) : link.dataset.first;
    if (!mine || !box) return;
    var go = box.querySelector("a.button");
    go.href = new URL(mine.href, top);
    go.textContent = box.dataset.open.replace("{name}", mine.name);
    box.querySelector(".desk-none").textContent = "";
    if (mine.height) box.style.minHeight = mine.height + "px";
    if (location.protocol === "file:") return;
    fetch(go.href).then(function (answer) {
      if (answer.ok) return answer.text();
      // A server that is busy or wants a password says nothing of the desk.
      if (answer.status === 404 || answer.status === 410) remember(null);
    }).then(function (text) {
      var page = text && new DOMParser().parseFromString(text, "text/html");
      var errands = page && page.querySelectorAll("section[aria-labelledby=errands] tbody tr");
      if (!errands) return;
      var list = document.createElement("ul");
      list.className = "brief";
      Array.prototype.slice.call(errands, 0, 5).forEach(function (row) {
        var from = row.querySelector(".what a"), badge = row.querySelector(".badge"), due = row.querySelector("time.due");
        var item = document.createElement("li"), to = document.createElement("a");
        to.href = new URL(from.getAttribute("href"), go.href);
        to.textContent = from.textContent;
        item.append(to);
        if (badge) item.append(document.importNode(badge, true));
        if (due) {
          var line = document.createElement("p");
          line.append(row.querySelector("td.until").dataset.label + " ", document.importNode(due, true));
          item.append(line);
        }
        list.append(item);
      });
      var none = box.querySelector(".desk-none");
      if (errands.length) none.replaceWith(list); else none.textContent = box.dataset.nothing;
      var count = document.createElement("span");
      count.className = "tally";
      count.textContent = String(errands.length);
      if (errands.length) box.querySelector("h2").append(" ", count);
      overdue();
      mine.height = Math.round(box.getBoundingClientRect().height);
      remember(mine);
    }, function () { /* the link leads there all the same */ });
  }

  function clock() {
    overdue();
    overdueCount();
    expiring();
    ended();
    markToday();
  }

  function language() {
    var links = Array.prototype.slice.call(document.querySelectorAll("a[hreflang]")), chosen = null;
    links.forEach(function (link) {
      link.addEventListener("click", function () {
        try { localStorage.setItem("kanhe-language", link.hreflang); } catch (refused) { /* then it is not remembered */ }
      });
    });
    if (!document.body.hasAttribute("data-first") || document.referrer.indexOf(location.origin) === 0) return;
    try { chosen = localStorage.getItem("kanhe-language"); } catch (refused) { /* as above */ }
    var wanted = links.filter(function (link) { return link.hreflang === chosen && !link.hasAttribute("aria-current"); })[0];
    if (wanted) location.replace(wanted.href);
  }

  tidy();
  language();
  takePlace();
  leadToDesk();
  unsearched();
  newestMonths();
  pickDesk();
  copyButtons();
  filters();
  clock();
  setInterval(clock, 60000);
  // What was looked for does not change by itself, and asking for it again would be looking again.
  var asked = document.querySelector(".search-form");
  if (!asked && (location.protocol === "http:" || location.protocol === "https:")) watch();
})();
