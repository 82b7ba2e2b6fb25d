// Buttons of the pages: `<button class="act" value="name/argument">` tells the server to do
// something, with what stands in the fields of the panel that it is in.

let acted = false;
let last = null; // the button that was pressed last, and the part of the page it was in

function act(button) {
  last = { button, part: button.closest("#log, #scope, #source, #work")?.id };
  const [doing, ...rest] = button.value.split("/");
  const message = { act: doing, arg: rest.join("/"), fields: fieldsAround(button), n: ++messages };
  tell("acts", JSON.stringify(message));
}

// The values of the named fields by name: each a list, since boxes to tick share a name. `whole`
// is what a script put there, where a field takes no line break.
function fieldsAround(button) {
  const fields = {};
  for (const field of button.closest(".panel")?.querySelectorAll("[name]") ?? []) {
    fields[field.name] ??= [];
    const off = (field.type === "checkbox" || field.type === "radio") && !field.checked;
    if (!off) fields[field.name].push(field.whole ?? field.value);
  }
  return fields;
}

// What is done is told beside the buttons, which may be gone by then; what it brings is read
// from its beginning, unless the reader went elsewhere meanwhile.
function stayNear(button) {
  if (button.id === "ask-again") return;
  acted = true;
  byId("work").focus({ preventScroll: true });
}

// The button may be gone once it has done what it does: the focus stays near.
function keepFocus() {
  if (!last || last.button.isConnected) return;
  const { part } = last;
  last = null;
  if (document.activeElement !== document.body) return;
  if (part === "source" || part === "work") byId(part).focus({ preventScroll: true });
  else if (part && !isTouched()) questionBox().focus({ preventScroll: true });
}

// On a phone the focus brings the keyboard up, which only whoever types wants.
const isTouched = () => matchMedia("(hover: none)").matches;

// What the sanitizer leaves out of the markup: which of several choices is on.
function nameStates() {
  for (const button of document.querySelectorAll("button.toggle")) {
    button.setAttribute("aria-pressed", String(button.classList.contains("on")));
  }
}

whenReady(() => {
  for (const part of ["source", "log", "scope"]) watch(part, nameStates);
  for (const part of ["source", "log", "scope", "work"]) watch(part, keepFocus);
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("button.act");
    if (button) act(button);
    else if (event.target.closest?.("#bar button")) stayNear(event.target.closest("button"));
  });
  // Enter in a field presses the button of its panel.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !event.target.matches?.(".panel input:not([type=checkbox])")) return;
    const button = event.target.closest(".panel").querySelector("button.act.main");
    if (button) event.preventDefault();
    button?.click();
  });
});
