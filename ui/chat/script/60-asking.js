// Enter in the question box: two presses at once are one, a question that was not asked stays in the
// box, and so does what is typed behind one until it is shown, when the box is emptied.

const SAME_PRESS_MS = 400;
let sent = { text: "", at: 0 };
let behind = "";

function send(event) {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  if (!event.target.matches?.("#box textarea")) return;
  const text = event.target.value;
  const soon = sent.text === text && event.timeStamp - sent.at < SAME_PRESS_MS;
  if (event.repeat || soon) {
    event.preventDefault();
    event.stopImmediatePropagation();
  } else {
    sent = { text, at: event.timeStamp };
    behind = "";
  }
}

// What a script writes is no typing.
function noteTyped(event) {
  if (!event.isTrusted || !sent.text || !event.target.matches?.("#box textarea")) return;
  const { value } = event.target;
  if (value.startsWith(sent.text)) behind = value.slice(sent.text.length);
}

// The question before empties the box when it is shown, though another was sent meanwhile.
function putBack() {
  const box = questionBox();
  const kept = byId("status").querySelector(".held") && sent.text && !box.value;
  if (kept && sent.text.trim() !== lastQuestion().trim()) writeInto(box, sent.text);
}

// Gradio may take the first letters that are typed behind it into the question.
function hasArrived() {
  const asked = lastQuestion().trim();
  const all = (sent.text + behind).trimStart();
  if (!sent.text || !asked.startsWith(sent.text.trim()) || !all.startsWith(asked)) return;
  sent = { ...sent, text: "" };
  const kept = all.slice(asked.length);
  if (kept.trim()) requestAnimationFrame(() => putBehind(asked, kept));
}

// Once the box is emptied. Letters may be typed before that and after.
function putBehind(asked, kept) {
  const { value } = questionBox();
  const full = value.trimStart().startsWith(asked);
  if (full) requestAnimationFrame(() => putBehind(asked, value.trimStart().slice(asked.length)));
  else writeInto(questionBox(), kept + value);
}

whenReady(() => {
  watch("log", hasArrived);
  watch("status", putBack);
  document.addEventListener("keydown", send, { capture: true });
  document.addEventListener("input", noteTyped, { capture: true });
});
