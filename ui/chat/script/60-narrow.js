// Choosing the documents to ask: boxes that are ticked by folder, a field that hides some of
// them, and what is ticked kept while another generation is looked at.

let tickedBoxes = null;
let choosing = false;

const boxesIn = (part) => [...part.querySelectorAll("input[name=document]")];
const shownBoxes = (part) => boxesIn(part).filter((box) => !box.closest(".box").hidden);

// Other words in a text that is there already, which is no change of what is shown.
function retell(element, words) {
  if (!element.firstChild) element.textContent = words;
  else if (element.firstChild.data !== words) element.firstChild.data = words;
}

function tickBoxes(button) {
  const part = button.closest("fieldset") ?? button.closest(".choose");
  for (const box of shownBoxes(part)) box.checked = button.value === "all";
  countTicked();
}

function countTicked() {
  const page = document.querySelector("#source .choose");
  const count = page?.querySelector(".count");
  if (!count) return;
  const all = boxesIn(page);
  const told = word("ticked")
    .replace("{count}", all.filter((box) => box.checked).length)
    .replace("{all}", all.length);
  retell(count, told);
}

function filterBoxes(field) {
  const words = field.value.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const page = field.closest(".choose");
  for (const box of page.querySelectorAll(".box")) {
    const text = box.querySelector(".title").textContent.toLocaleLowerCase();
    box.hidden = !words.every((word) => text.includes(word));
  }
  for (const folder of page.querySelectorAll(".folder")) {
    folder.hidden = shownBoxes(folder).length === 0;
  }
  announce(word("boxes-shown").replace("{count}", shownBoxes(page).length));
}

// The page of another generation comes with boxes of its own: what was ticked stays so.
function keepTicked(link) {
  const page = link.closest(".choose");
  if (!page || !link.getAttribute("href").startsWith("#choose/")) return;
  tickedBoxes = new Set(boxesIn(page).filter((box) => box.checked).map((box) => box.value));
}

function showTicked() {
  const page = document.querySelector("#source .choose");
  if (page && tickedBoxes) {
    for (const box of boxesIn(page)) box.checked = tickedBoxes.has(box.value);
  }
  tickedBoxes = null;
  countTicked();
}

// How high what stands below the question box is: on a phone all of it stays in sight.
function measureBelow() {
  const { style } = document.documentElement;
  const held = byId("status").querySelector(".held") ? byId("status").offsetHeight : 0;
  style.setProperty("--scope-height", `${byId("scope").offsetHeight}px`);
  style.setProperty("--held-height", `${held}px`);
}

// Once it is chosen what to ask, asking comes next.
function goOnToAsk() {
  if (!choosing) return;
  choosing = false;
  byId("box").querySelector("textarea").focus();
}

whenReady(() => {
  watch("source", showTicked);
  watch("words", countTicked);
  watch("scope", measureBelow);
  watch("status", measureBelow);
  watch("scope", goOnToAsk);
  addEventListener("resize", measureBelow);
  document.addEventListener("click", (event) => {
    choosing = Boolean(event.target.closest?.(".choose button.main"));
    const button = event.target.closest?.("button.tick");
    if (button) tickBoxes(button);
    const link = event.target.closest?.(".choose a[href]");
    if (link) keepTicked(link);
  });
  document.addEventListener("change", (event) => {
    if (event.target.closest?.(".choose")) countTicked();
  });
  document.addEventListener("input", (event) => {
    if (event.target.matches?.("#choose-filter")) filterBoxes(event.target);
  });
  // Enter in the field is not meant for the button of the panel.
  const enter = (event) => {
    const here = event.key === "Enter" && event.target.matches?.("#choose-filter");
    if (here) event.stopImmediatePropagation();
  };
  document.addEventListener("keydown", enter, true);
});
