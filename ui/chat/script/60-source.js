// The source pane: arriving at a place, moving among the citations of a text that is shown, the
// outline that follows the reader, and the way back from what was looked up.
//
// The server marked what each citation quotes (`c3` is what citation 3 quotes), so that moving
// changes classes alone: what is marked is the quote, whichever way the reader came.

const OUTLINE_FROM_PX = 620; // as in the style: where the outline is a column of its own
const NEAR_SCREENS = 1; // farther than that is jumped to, not scrolled past
const BEGINNING = 0.6; // of what is seen: what stands so far up is read from the title on
const REST_AFTER_MS = 200; // whoever goes straight on does not wait for it
const trail = []; // where the reader came from, looking things up
let wasColumn = null;
let lacking = null; // the text whose rest was asked for, and the message that asked
let held = null; // the spot of the section that was gone to, until the reader scrolls

const inSource = (selector) => byId("source").querySelector(selector);
const allInSource = (selector) => [...byId("source").querySelectorAll(selector)];

// Arriving

// Called when the pane shows what was asked for.
function arrive() {
  const pane = byId("source");
  const quoted = byId("quoted");
  (quoted ?? pane).focus({ preventScroll: true });
  const box = inSource(".box-at");
  if (quoted) showAt(quoted);
  else if (box) showBox(Number(box.textContent));
  else pane.scrollTo({ top: 0 });
  if (!quoted && !box) byId("reading").scrollIntoView({ block: "start", behavior: motion() });
  showTrail();
  followReader(quoted);
  setTimeout(askForRest, REST_AFTER_MS);
}

// A quote stands in the upper part of what is seen, a section at its top.
function showAt(target) {
  const pane = byId("source");
  const scroller = scrollerOf(pane);
  const seen = scroller === pane ? pane.clientHeight : innerHeight;
  const top = scroller === pane ? pane.getBoundingClientRect().top : 0;
  const under = target.matches("mark") ? Math.max(headBottom() - top, seen * 0.33) : headBottom() - top;
  const from = target.getBoundingClientRect().top - top;
  const toBeginning = scroller === pane && pane.scrollTop + from < seen * BEGINNING;
  const by = toBeginning ? -pane.scrollTop : from - under - 12;
  const near = Math.abs(by) <= NEAR_SCREENS * seen;
  scroller.scrollBy({ top: by, behavior: near ? motion() : "auto" });
}

function showBox(hundredths) {
  const picture = inSource(".page-picture");
  const pane = byId("source");
  const scroller = scrollerOf(pane);
  const from = scroller === pane ? pane.getBoundingClientRect().top : 0;
  const at = picture.getBoundingClientRect();
  const seen = scroller === pane ? pane.clientHeight : innerHeight;
  scroller.scrollBy({ top: at.top - from + (at.height * hundredths) / 100 - seen * 0.4 });
}

function uncover(event) {
  const quoted = byId("quoted");
  if (!quoted || !event.target.matches?.(".beside")) return;
  if (quoted.getBoundingClientRect().top < headBottom()) showAt(quoted);
}

const scrollerOf = (pane) =>
  getComputedStyle(pane).overflowY === "visible" ? document.scrollingElement : pane;

// Where the part of the pane ends that stays while the text scrolls.
function headBottom() {
  const pane = byId("source");
  const top = scrollerOf(pane) === pane ? pane.getBoundingClientRect().top : 0;
  const bottoms = allInSource(".heads, .source-nav, .outline:not([open])").map((part) => {
    const style = getComputedStyle(part);
    return style.position === "sticky" ? parseFloat(style.top) + part.offsetHeight : 0;
  });
  return top + Math.max(0, ...bottoms);
}

// The rest: of a long document the server sends what is around the quote first.

function askForRest() {
  const [link, text] = [inSource(".more"), inSource(".source-text")];
  if (!link || wanted !== null || lacking?.text === text) return;
  lacking = { text, message: `${link.getAttribute("href")} ${++messages}` };
  tell("lacking", lacking.message);
}

function takeRest() {
  const rest = byId("rest").querySelector(".rest");
  if (!rest?.firstChild) return;
  const stamp = byId("rest").querySelector(".stamp").textContent;
  if (lacking?.text.isConnected && stamp === lacking.message.slice(0, STAMP_CHARS)) addRest(rest);
  rest.replaceChildren(); // the same ids are there but once
}

function addRest(rest) {
  const { text } = lacking;
  const part = (name) => [...rest.querySelector(`.rest-${name}`).childNodes];
  const stays = text.firstElementChild;
  const before = stays.getBoundingClientRect().top;
  for (const old of allInSource(".further, .more")) {
    if (old.contains(document.activeElement)) byId("source").focus({ preventScroll: true });
    old.remove();
  }
  text.before(...part("before"));
  text.prepend(...part("earlier"));
  text.append(...part("later"));
  text.after(...part("after"));
  inSource(".heads").append(...part("heads"));
  const closed = allInSource(".outline li.closed");
  part("branches").forEach((branch, at) => closed[at].append(branch));
  // What is read stays where it is, where the browser does not see to that.
  if (!CSS.supports("overflow-anchor", "auto")) {
    scrollerOf(byId("source")).scrollBy({ top: stays.getBoundingClientRect().top - before });
  }
  showSection();
}

// Moving

// Whether a place is in what is shown already. If so it is gone to, and the server is not asked.
function turnTo(fragment) {
  if (wanted !== null) return false;
  return turnToSection(fragment) || turnToCitation(fragment);
}

function turnToSection(fragment) {
  const link = allInSource(".outline a").find((a) => a.getAttribute("href") === fragment);
  const spot = link && byId(`at-${startOf(fragment)}`);
  if (!spot) return false;
  const beginning = spot.nextElementSibling;
  const target = beginning.matches(".spot, .orders") ? spot : beginning;
  target.setAttribute("tabindex", "-1");
  target.focus({ preventScroll: true });
  if (!isColumn()) inSource(".outline").open = false;
  showAt(spot);
  hold(spot);
  announce(link.textContent);
  return true;
}

const startOf = (fragment) => /^#at\/\d+\/[0-9a-f]*\/(\d+)-/.exec(fragment)?.[1];

function turnToCitation(fragment) {
  const numbers = allInSource(".source-text a.number");
  const number = numbers.find((a) => a.getAttribute("href") === fragment);
  const head = number && byId(number.id.replace("number-", "head-"));
  if (!head) return false;
  const marks = allInSource(`.source-text mark.${number.id.replace("number-", "c")}`);
  unmark();
  for (const mark of marks) mark.classList.add("quoted");
  for (const other of numbers) other.classList.toggle("on", other === number);
  for (const other of allInSource(".head")) other.hidden = other !== head;
  const first = marks.find((mark) => !mark.closest(".gap"));
  first.id = "quoted";
  first.setAttribute("tabindex", "-1");
  opened = fragment;
  byId("reading").classList.toggle("from-answer", cameFrom !== null);
  announce(head.querySelector(".told").textContent);
  arrive();
  return true;
}

function unmark() {
  for (const mark of allInSource("mark.quoted")) mark.classList.remove("quoted");
  const before = byId("quoted");
  before?.removeAttribute("id");
  before?.removeAttribute("tabindex");
}

// The citation that is read is the open one in the conversation too, and what leads back there.
function noteInLog(fragment) {
  const links = [...document.querySelectorAll("#log a.cite")];
  const link = links.findLast((a) => a.getAttribute("href") === textOf(fragment));
  // Whoever came from a page of answers goes back to that.
  if (!link || isPageOfAnswers(cameFrom)) return;
  cameFrom = link.getAttribute("href");
  for (const other of document.querySelectorAll("#log a.open")) other.classList.remove("open");
  link.classList.add("open");
}

// The place in the text that a page of a document was opened for.
const textOf = (fragment) => fragment.replace(/^#sheet\/\d+\//, "#at/");

function turnByKey(event) {
  const way = { n: "after", p: "before" }[event.key];
  const typing = event.target.matches?.("input, textarea, select");
  if (!way || typing || !event.target.closest?.("#source")) return;
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const link = inSource(`.head:not([hidden]) a.step.${way}`);
  if (!link) return;
  event.preventDefault();
  press(link);
}

// The way back

function noteTrail(link) {
  if (link.matches(".aid")) {
    const name = inSource(".head:not([hidden]) .here-name")?.textContent;
    if (opened && name) trail.push({ fragment: opened, name });
  } else if (link.matches(".trail-back")) trail.pop();
  else if (!link.closest(".outline, .views, .further, .sheet-row")) trail.length = 0;
}

function showTrail() {
  const line = inSource(".trail");
  if (!line) return;
  const last = trail.at(-1);
  line.hidden = !last;
  if (!last) return;
  line.querySelector("a").setAttribute("href", last.fragment);
  // Its text node is changed, not replaced: new nodes are what `watch` takes for a new page.
  line.querySelector(".trail-to").firstChild.data = last.name;
}

// The outline

const isColumn = () => byId("source").clientWidth >= OUTLINE_FROM_PX;

function layOutOutline() {
  wasColumn = isColumn();
  const outline = inSource(".outline");
  if (outline) outline.open = wasColumn;
}

function hold(spot) {
  held = spot;
  showSection();
}

function followReader(quoted) {
  held = quoted ? spotBefore(quoted) : null;
  showSection();
}

function spotBefore(element) {
  const isBefore = (spot) =>
    spot.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING;
  return allInSource(".spot").findLast(isBefore) ?? null;
}

// The section that is read: the one gone to, else the last that begins above what is seen.
function spotInSight() {
  if (held?.isConnected) return held;
  const line = headBottom() + 40;
  const spots = allInSource(".spot");
  let [low, high] = [0, spots.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (spots[middle].getBoundingClientRect().top <= line) low = middle + 1;
    else high = middle;
  }
  return spots[low - 1] ?? null;
}

function showSection() {
  const tree = inSource(".outline-tree");
  if (!tree) return;
  const spot = spotInSight();
  const link = spot && byId(spot.id.replace("at-", "to-"));
  const before = tree.querySelector("[aria-current]");
  if (before === link) return;
  before?.removeAttribute("aria-current");
  for (const branch of tree.querySelectorAll("li.here")) branch.classList.remove("here");
  if (!link) return;
  link.setAttribute("aria-current", "true");
  for (let at = link.closest("li"); at; at = at.parentElement.closest("li")) at.classList.add("here");
  keepInSight(tree, link);
}

function keepInSight(tree, link) {
  const [seen, at] = [tree.getBoundingClientRect(), link.getBoundingClientRect()];
  if (at.top < seen.top + 40) tree.scrollTop -= seen.top + 40 - at.top;
  else if (at.bottom > seen.bottom - 40) tree.scrollTop += at.bottom - seen.bottom + 40;
}

whenReady(() => {
  const pane = byId("source");
  let due = 0;
  const scrolled = () => {
    cancelAnimationFrame(due);
    due = requestAnimationFrame(showSection);
  };
  const byReader = () => (held = null);
  watch("source", () => {
    layOutOutline();
    showSection();
    for (const tree of allInSource(".outline-tree")) tree.setAttribute("aria-label", word("outline"));
  });
  new ResizeObserver(() => isColumn() !== wasColumn && layOutOutline()).observe(pane);
  document.addEventListener("scroll", scrolled, { capture: true, passive: true });
  for (const way of ["wheel", "touchmove"]) pane.addEventListener(way, byReader, { passive: true });
  pane.addEventListener("keydown", byReader);
  watch("rest", takeRest);
  // Lists that open above the text must not cover what they are about.
  pane.addEventListener("toggle", uncover, { capture: true });
  document.addEventListener("keydown", turnByKey);
  document.addEventListener(
    "click",
    (event) => {
      const link = event.target.closest?.("#panes a[href^='#'], #top a[href^='#']");
      if (link) noteTrail(link);
    },
    { capture: true },
  );
});
