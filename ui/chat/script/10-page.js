// The part of the chat that Gradio has no component for. The files of this folder are joined, in
// the order of their names, into one function: what one declares at its top, the others see.
// They only move nodes that the server made and write plain text: no markup is made here.

const byId = (id) => document.getElementById(id);
const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
const motion = () => (calm() ? "auto" : "smooth");

// A word of the interface, in the language of the visitor.
const word = (key) => byId(`word-${key}`)?.textContent ?? "";

// What is to be done once the page stands.
const beginnings = [];
const whenReady = (begin) => beginnings.push(begin);

// Hidden fields through which the page tells the server something: a count behind it makes each
// message new.
let messages = 0;
function tell(field, message) {
  const input = byId(field).querySelector("textarea, input");
  const owner = Object.getPrototypeOf(input);
  Object.getOwnPropertyDescriptor(owner, "value").set.call(input, message);
  input.dispatchEvent(new Event("input", { bubbles: true }));
}

// What a screen reader says, for what happens in the page alone. What Gradio keeps in the status
// has to stay there: otherwise nothing that the server says would appear any longer.
function announce(sentence) {
  const status = byId("status");
  let said = status.querySelector("p");
  if (!said) {
    said = document.createElement("p");
    said.className = "announced";
    status.append(said);
  }
  said.textContent = sentence;
}

// Without the seconds that Gradio counts in a layer nobody sees.
const saidByServer = () => document.querySelector("#status [data-testid='markdown']")?.textContent.trim() ?? "";

function hearServer() {
  const status = byId("status");
  if (status.querySelectorAll("p").length > 1) status.querySelector(".announced")?.remove();
}

// Calls back when the shown content changes, not when Gradio's progress layer over it does or the
// script adds to a text that is shown.
function watch(id, changed) {
  let due = 0;
  const soon = (records) => {
    const counts = (record) => !record.target.closest?.('[data-testid="status-tracker"], .source-body');
    if (![...records].some(counts)) return;
    cancelAnimationFrame(due);
    due = requestAnimationFrame(changed);
  };
  new MutationObserver(soon).observe(byId(id), { childList: true, subtree: true });
  changed();
}

function name(id, attributes) {
  for (const [key, value] of Object.entries(attributes)) byId(id).setAttribute(key, value);
}

whenReady(() => watch("status", hearServer));
