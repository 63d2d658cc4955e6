// What a page looks like, measured: asked by tests/browser/walk.rs with the width of the screen, answered with
// { faults: [text], stands: [text], weight: number, requests: [url] }.
//
// Text is measured by the middle of its lines, as high as four fifths of its letters: fonts differ in how much room they keep
// above and below, and none of that is ink.

const width = arguments[0];
const faults = [];

/** An element as a person finds it in the source. */
function name(element) {
  const parts = [];
  for (let at = element; at && at !== document.body && parts.length < 4; at = at.parentElement) {
    const id = at.id ? "#" + at.id : "";
    const classes = !id && at.classList.length ? "." + Array.from(at.classList).join(".") : "";
    parts.unshift(at.localName + id + classes);
    if (id) break;
  }
  return parts.join(" > ");
}

function words(element) {
  const text = (element.textContent || "").trim().replace(/\s+/g, " ");
  return JSON.stringify(text.length > 40 ? text.slice(0, 40) + "…" : text);
}

/** A question about an element and those around it, answered once for each. */
function asked(answer) {
  const known = new Map();
  return function ask(element) {
    if (!known.has(element)) known.set(element, answer(element, ask));
    return known.get(element);
  };
}

/** Whether an element is kept from sight on purpose but read aloud, or waits outside the screen for the keyboard. */
const unseen = asked((element, around) => {
  if (!element) return false;
  const style = getComputedStyle(element);
  if (style.visibility !== "visible" || style.display === "none" || style.opacity === "0") return true;
  if (style.position === "absolute" || style.position === "fixed") {
    const box = element.getBoundingClientRect();
    if (box.width <= 2 || box.height <= 2 || box.bottom <= 0 || style.clipPath !== "none") return true;
  }
  const parent = element.parentElement;
  if (parent?.localName === "details" && !parent.open && element.localName !== "summary") return true;
  return around(parent);
});

/** The nearest ancestor whose content a reader can scroll sideways. */
const scrolled = asked((element, around) => {
  const parent = element.parentElement;
  if (!parent || parent === document.body) return null;
  return /auto|scroll/.test(getComputedStyle(parent).overflowX) ? parent : around(parent);
});

/** From where to where what an element holds can be seen, as far as those around it cut it off. */
const bounds = asked((element, around) => {
  if (element === document.body) return [-Infinity, Infinity];
  const [edge, end] = around(element.parentElement);
  if (getComputedStyle(element).overflowX === "visible") return [edge, end];
  const box = element.getBoundingClientRect();
  return [Math.max(edge, box.left), Math.min(end, box.right)];
});

// 1. The page is not wider than the screen, nor is anything on it that is not in a region that scrolls.
const over = document.documentElement.scrollWidth - width;
if (over > 0) faults.push(`the page is ${over} pixels too wide`);
const all = Array.from(document.body.querySelectorAll("*"));
const drawn = (element) => element.closest("svg") && element.localName !== "svg";
for (const element of all) {
  if (drawn(element)) continue;
  const box = element.getBoundingClientRect();
  if (!box.width || !box.height || (box.right <= width + 1 && box.left >= -1)) continue;
  if (scrolled(element) || unseen(element)) continue;
  if (Array.from(element.children).some((child) => child.getBoundingClientRect().right > width + 1)) continue;
  faults.push(`${name(element)} reaches from ${Math.round(box.left)} to ${Math.round(box.right)}: ${words(element)}`);
}

/** Whether what is left out is marked by an ellipsis, and the whole is one step away: a link to it, or its title. */
function shortened(element, style) {
  const marked = style.textOverflow === "ellipsis" || style.webkitLineClamp !== "none";
  return marked && Boolean(element.title || element.closest("a, [title]") || element.querySelector("a"));
}

// 2. No text is cut off.
for (const element of all) {
  if (drawn(element) || element.localName === "svg" || !element.textContent.trim()) continue;
  const style = getComputedStyle(element);
  const cut = (overflow) => overflow === "hidden" || overflow === "clip";
  const wide = cut(style.overflowX) && element.scrollWidth > element.clientWidth + 1;
  const high = cut(style.overflowY) && element.scrollHeight > element.clientHeight + 2;
  if ((wide || high) && element.clientWidth > 2 && !unseen(element) && !shortened(element, style)) {
    const by = wide ? element.scrollWidth - element.clientWidth : element.scrollHeight - element.clientHeight;
    faults.push(`${name(element)} cuts off ${by} pixels of ${words(element)}`);
  }
}

// 3. No text stands on another.
const lines = [];
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
for (let node = walker.nextNode(); node; node = walker.nextNode()) {
  const parent = node.parentElement;
  if (!node.data.trim() || parent.closest("svg, script, style, noscript") || unseen(parent)) continue;
  const size = parseFloat(getComputedStyle(parent).fontSize);
  const range = document.createRange();
  range.selectNodeContents(node);
  const [edge, end] = bounds(parent);
  for (const box of range.getClientRects()) {
    if (box.width < 2 || box.height < 2) continue;
    const middle = (box.top + box.bottom) / 2;
    const half = Math.min(size * 0.4, box.height / 2);
    lines.push({ node, left: Math.max(box.left, edge) + 1, right: Math.min(box.right, end) - 1, top: middle - half, bottom: middle + half });
  }
}
lines.sort((one, other) => one.top - other.top);
for (let at = 0; at < lines.length; at += 1) {
  const one = lines[at];
  for (let next = at + 1; next < lines.length && lines[next].top < one.bottom - 1; next += 1) {
    const other = lines[next];
    if (one.node === other.node || one.right - other.left < 1 || other.right - one.left < 1) continue;
    // A line in a region that scrolls may lie under what stands beside the region.
    if (scrolled(one.node.parentElement) !== scrolled(other.node.parentElement)) continue;
    faults.push(`${name(one.node.parentElement)} ${words(one.node)} and ` +
      `${name(other.node.parentElement)} ${words(other.node)} stand on each other`);
  }
}

// 4. How the parts of the page stand to each other: those that have the same part around them, in pairs.
const PARTS = "header, nav, main, aside, footer, article, search, form, section[aria-labelledby], section[aria-label]";
const called = (element) => element.localName + (element.classList.length ? "." + element.classList[0] : "");
const stands = new Set();
const beside = new Map();
for (const element of document.body.querySelectorAll(PARTS)) {
  const box = element.getBoundingClientRect();
  if (box.width <= 2 || box.height <= 2 || unseen(element)) continue;
  const around = element.parentElement.closest(PARTS);
  if (!beside.has(around)) beside.set(around, []);
  for (const other of beside.get(around)) {
    const within = around ? called(around) + ": " : "";
    const pair = `${called(other.element)} %s ${called(element)}`;
    if (other.box.bottom <= box.top + 2) stands.add(within + pair.replace("%s", "above"));
    else if (box.bottom <= other.box.top + 2) stands.add(within + pair.replace("%s", "below"));
    else if (other.box.right <= box.left + 2) stands.add(within + pair.replace("%s", "left of"));
    else if (box.right <= other.box.left + 2) stands.add(within + pair.replace("%s", "right of"));
    else faults.push(`${name(other.element)} and ${name(element)} lie on each other`);
  }
  beside.get(around).push({ element, box });
}

// 5. What it cost.
const [page] = performance.getEntriesByType("navigation");
const parts = performance.getEntriesByType("resource")
  .filter((entry) => entry.initiatorType !== "fetch" && entry.initiatorType !== "xmlhttprequest");
for (const entry of parts) {
  if (entry.renderBlockingStatus === "blocking" && entry.initiatorType === "script") faults.push(`${entry.name} blocks the page`);
}
const requests = performance.getEntriesByType("resource").map((entry) => entry.name);
const once = new Map(parts.map((entry) => [entry.name, entry.encodedBodySize]));
const weight = page.encodedBodySize + Array.from(once.values()).reduce((sum, size) => sum + size, 0);
done({ faults, stands: Array.from(stands), weight, requests });
