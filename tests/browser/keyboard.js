// Notes where the focus goes, for tests/browser/keyboard.rs: asked before any key is pressed.
//
// For each element that takes the focus: its name, whether it can be seen that it has it, and whether it is in sight.

window.walked = [];
const NAMED = (element) => `${element.localName}${element.id ? "#" + element.id : ""}` +
  `${element.classList.length ? "." + Array.from(element.classList).join(".") : ""} ` +
  JSON.stringify((element.textContent || element.value || "").trim().slice(0, 30));

/** The channels of a colour as the page computes it, and how opaque it is. */
function channels(colour) {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  canvas.fillStyle = colour;
  canvas.fillRect(0, 0, 1, 1);
  return Array.from(canvas.getImageData(0, 0, 1, 1).data);
}
function luminance(colour) {
  const [red, green, blue] = channels(colour).slice(0, 3).map((part) => part / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
function contrast(one, other) {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}
/** The colours behind an element: more than one where they run into each other. */
function ground(element) {
  for (let at = element; at; at = at.parentElement) {
    const { backgroundImage, backgroundColor } = getComputedStyle(at);
    const stops = backgroundImage.includes("gradient") ? backgroundImage.match(/(rgb|color|oklch|oklab|lab)[a-z]*\([^()]*\)/g) : null;
    if (stops && stops.every((stop) => channels(stop)[3] > 200)) return stops;
    if (channels(backgroundColor)[3] > 200) return [backgroundColor];
  }
  return [matchMedia("(prefers-color-scheme: dark)").matches ? "#121212" : "#ffffff"];
}

document.addEventListener("focusin", (event) => {
  const element = event.target;
  const style = getComputedStyle(element);
  const outline = style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth);
  const inward = parseFloat(style.outlineOffset) < 0;
  const behind = ground(inward ? element : element.parentElement || element);
  const seen = style.outlineStyle === "auto" || (outline >= 1.5 && behind.every((colour) => contrast(style.outlineColor, colour) >= 3));
  const step = { name: NAMED(element), seen, sight: true, element,
    why: `outline ${style.outlineStyle} ${style.outlineWidth} ${style.outlineColor} on ${behind.join(", ")}` };
  window.walked.push(step);
  // It is brought into sight after this event.
  setTimeout(() => {
    if (document.activeElement !== element) return;
    const box = element.getClientRects()[0] || { left: 0, top: 0, right: 0, bottom: 0, width: 0, height: 0 };
    // The middle of what the screen shows of it: a region may be higher than the screen, a row of links wider.
    const middle = (from, to, end) => (Math.max(from, 0) + Math.min(to, end)) / 2;
    const top = document.elementFromPoint(middle(box.left, box.right, innerWidth), middle(box.top, box.bottom, innerHeight));
    const bare = top && (element.contains(top) || top.contains(element) || top.closest("label")?.control === element);
    step.sight = Boolean(box.width && box.height && bare);
  }, 0);
}, true);

window.walk = () => {
  const order = (one, other) => Boolean(one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING);
  const walked = window.walked;
  const focusable = Array.from(document.querySelectorAll(
    "a[href], button, input, select, textarea, summary, [tabindex='0'], [contenteditable]")).filter((element) =>
    !element.disabled && element.tabIndex >= 0 && element.checkVisibility({ visibilityProperty: true }));
  const got = new Set(walked.map((step) => step.element));
  return {
    steps: walked.map(({ name, seen, sight, why }) => ({ name, seen, sight, why })),
    left: focusable.filter((element) => !got.has(element)).map(NAMED),
    backward: walked.filter((step, at) => at && !order(walked[at - 1].element, step.element)).map((step) => step.name),
    positive: Array.from(document.querySelectorAll("[tabindex]")).filter((element) => element.tabIndex > 0).map(NAMED),
  };
};
window.reachable = () => document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']").length;
