// Whether a page looks as it would with the whole style sheet, which is its first argument: asked by tests/browser/walk.rs.
//
// A page asks for the parts of the sheet that it needs, and they come after what all pages share. A rule that is missing, or that another
// now comes after, shows here: each element is measured with the parts and with the whole.

const PROPERTIES = ("display position order float visibility opacity overflow-x mix-blend-mode table-layout white-space overflow-wrap " +
  "margin-top margin-right margin-bottom margin-left padding-top padding-right padding-bottom padding-left min-width max-width " +
  "border-top-width border-left-width border-bottom-width border-top-color border-top-left-radius color background-color " +
  "font-size font-weight line-height text-align text-decoration-line flex-wrap flex-basis flex-direction align-items justify-content " +
  "column-gap row-gap").split(" ");

const elements = Array.from(document.body.querySelectorAll("*")).filter((element) => !element.closest("svg"));
const look = () => elements.map((element) => {
  const style = getComputedStyle(element);
  return PROPERTIES.map((property) => style[property]);
});
const parts = look();
for (const link of document.querySelectorAll("link[rel=stylesheet]")) if (link.media !== "print") link.disabled = true;
const sheet = new CSSStyleSheet();
sheet.replaceSync(arguments[0]);
document.adoptedStyleSheets = [sheet];
const whole = look();
const called = (element) => element.localName + (element.classList.length ? "." + Array.from(element.classList).join(".") : "");
const faults = new Set();
elements.forEach((element, at) => PROPERTIES.forEach((property, number) => {
  const [one, other] = [parts[at][number], whole[at][number]];
  // What is centred by its margins, or as wide as its text, is not always measured to the same fraction of a pixel.
  const near = Math.abs(parseFloat(one) - parseFloat(other)) < 0.1;
  if (one !== other && !near) {
    faults.add(`${called(element.parentElement)} > ${called(element)} has ${property} ${one}, with the whole style sheet ${other}`);
  }
}));
done(Array.from(faults).slice(0, 20));
