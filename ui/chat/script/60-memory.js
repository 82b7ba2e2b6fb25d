// The conversation of this window: found again when its page is loaded anew, and marked in the
// list of the conversations. The browser keeps its name as long as the window is open.

const TALK = "footnote-talk";
const PENDING = "footnote-pending";
const DRAFT = "footnote-draft";
const WHY = "footnote-why";

let talkShown = "";
let talkBefore = null;

// A browser may be told to keep nothing.
const talkStore = {
  take(name) {
    try {
      return sessionStorage.getItem(name) ?? "";
    } catch {
      return "";
    }
  },
  put(name, text) {
    try {
      if (text) sessionStorage.setItem(name, text);
      else sessionStorage.removeItem(name);
    } catch {
      // then a page that is loaded again begins anew
    }
  },
};

const questionBox = () => document.querySelector("#box textarea");
const lastQuestion = () => [...document.querySelectorAll("#log .question")].at(-1)?.textContent ?? "";

function writeInto(field, text) {
  const owner = Object.getPrototypeOf(field);
  Object.getOwnPropertyDescriptor(owner, "value").set.call(field, text);
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

// What of the window is to be found again.
function keepTalk() {
  const id = document.querySelector("#log .talk-id")?.textContent ?? "";
  if (talkBefore && !id) return;
  const waits = document.querySelector("#log :is(.thinking, .checking)") !== null;
  talkStore.put(PENDING, waits ? lastQuestion() : "");
  if (id === talkShown) return;
  talkShown = id;
  talkStore.put(TALK, id);
  markTalk();
  if (document.activeElement?.matches(".talk-title")) goToTalk();
}

// Whoever opened a conversation goes on in it.
function goToTalk() {
  const rows = document.querySelectorAll("#log .user-row");
  rows[rows.length - 1]?.scrollIntoView({ block: "start", behavior: motion() });
  questionBox().focus({ preventScroll: innerWidth > 900 });
}

function markTalk() {
  for (const entry of document.querySelectorAll("#source li.talk")) {
    const here = talkShown !== "" && entry.id === `talk-${talkShown}`;
    entry.querySelector(".here").hidden = !here;
    if (here) entry.querySelector(".talk-title").setAttribute("aria-current", "true");
    else entry.querySelector(".talk-title").removeAttribute("aria-current");
  }
}

// Once the page's words are there the server has done with its beginning.
function resume() {
  if (!talkBefore || talkBefore.asked || !word("language")) return;
  talkBefore.asked = true;
  const { id, why } = talkBefore;
  if (!id && !why) return resumed("");
  const fields = { why: [why] };
  tell("acts", JSON.stringify({ act: "resume", arg: id, fields, n: ++messages }));
}

// What is said of it is shown too where something went wrong before.
function resumed(said) {
  const { why, pending, draft } = talkBefore;
  talkBefore = null;
  const lost = pending !== "" && lastQuestion() !== pending;
  const text = lost ? pending : draft;
  if (text && !questionBox().value) writeInto(questionBox(), text);
  keepTalk();
  const sentences = [said, lost ? word("question-lost") : ""].filter(Boolean).join(" ");
  if (why || lost) showNews(sentences);
  if (lost) announce(sentences);
}

function hearResumed() {
  const said = saidByServer();
  if (talkBefore?.asked && said) resumed(said);
}

// Who comes after whoever logged out finds nothing of theirs.
function forgetTalk() {
  for (const name of [TALK, PENDING, DRAFT, WHY, CHOICE]) talkStore.put(name, "");
}

whenReady(() => {
  const [id, why, pending, draft] = [TALK, WHY, PENDING, DRAFT].map(talkStore.take);
  talkBefore = { id, why, pending, draft, asked: false };
  talkStore.put(WHY, "");
  talkStore.put(DRAFT, "");
  watch("status", hearResumed);
  watch("words", resume);
  watch("log", keepTalk);
  watch("source", markTalk);
  document.addEventListener(
    "click",
    (event) => {
      if (event.target.closest?.("#nav a[href='#logout']")) forgetTalk();
    },
    { capture: true },
  );
});
