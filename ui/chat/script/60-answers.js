// Answers: put on the clipboard with their citations; and where the focus goes once a question is
// asked again, changed or taken back, since the button that did it is gone then.

const TELL_MS = 2500;

async function copyAnswer(button) {
  const reply = await fetch(button.value).catch(() => null);
  if (!reply?.ok) return tellOn(button, reply ? await reply.text() : word("no-server"));
  const done = await onClipboard(await reply.text());
  tellOn(button, word(done ? "copied" : "not-copied"));
}

async function onClipboard(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return bySelection(text);
  }
}

// Where the page is not served securely, browsers copy only what is selected.
function bySelection(text) {
  const field = document.createElement("textarea");
  field.value = text;
  field.className = "unseen";
  const focused = document.activeElement;
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  focused?.focus({ preventScroll: true });
  return done;
}

// Says something in place of a button's words for a moment.
function tellOn(button, sentence) {
  const words = button.dataset.words ?? button.textContent;
  button.dataset.words = words;
  button.textContent = sentence;
  announce(sentence);
  setTimeout(() => {
    button.textContent = words;
  }, TELL_MS);
}

function closeCopies(except) {
  for (const menu of document.querySelectorAll("details.copies[open]")) {
    if (menu !== except) menu.open = false;
  }
}

function toTheBox(button) {
  const edits = button.value.startsWith("edit/");
  if (edits || !isTouched()) document.querySelector("#box textarea").focus();
}

whenReady(() => {
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("#panes button");
    closeCopies(event.target.closest?.("details.copies"));
    if (button?.matches(".copy")) copyAnswer(button);
    else if (button?.matches(".turn, .ask, .suggested, .example")) toTheBox(button);
  });
  document.addEventListener("keydown", (event) => {
    const menu = event.key === "Escape" ? event.target.closest?.("details.copies[open]") : null;
    if (!menu) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
});
