// Four conveniences; every page works without them.
//
// 1. A page reloads itself when its file on the server has another ETag. It asks every two seconds while it is looked
//    at, less and less often while the server is away, and never when opened from a disk.
// 2. Commands get a button that copies them; the directory of people gets a filter.
// 3. What was due before now is marked, and certificates that soon expire. Pages say when and nothing of now: only the reader's machine has
//    a clock.
// 4. The language a reader chose is remembered: whoever comes to the first page from elsewhere is led to it in that language.
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
          if (known !== null && known !== tag) { keepPlace(); location.reload(); return; }
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

  function clock() {
    overdue();
    expiring();
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

  language();
  takePlace();
  copyButtons();
  filters();
  clock();
  setInterval(clock, 60000);
  if (location.protocol === "http:" || location.protocol === "https:") watch();
})();
