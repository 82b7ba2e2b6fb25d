// Links of the page: `#…` opens a page in the source pane, `#answer` leads back to where the
// reader came from, `#get/…` brings a file.

const GET = "#get/";
const STAMP_CHARS = 1000; // as the server cuts it
let cameFrom = null;
let wanted = null;
let awaited = null; // the message that asked for what is wanted
let opened = null;

function press(link) {
  const fragment = link.getAttribute("href");
  // Whoever goes on has read what was said last.
  for (const said of document.querySelectorAll("#work :is(.done, .failed)")) said.hidden = true;
  if (fragment === "#answer") return goBack();
  if (link.matches(".skip")) return skipTo(fragment);
  if (fragment.startsWith(GET)) return bring(link, fragment.slice(GET.length));
  if (link.closest(".saved-answer, .compared")) cameFrom = opened ?? cameFrom;
  if (link.closest("#log")) {
    cameFrom = fragment;
    for (const other of document.querySelectorAll("#log a.open")) other.classList.remove("open");
    link.classList.add("open");
  }
  open(fragment);
}

function skipTo(fragment) {
  const part = document.querySelector(fragment);
  (part.querySelector("textarea") ?? part).focus();
}

function open(fragment) {
  hideCard();
  noteInLog(fragment);
  if (fragment !== opened && turnTo(fragment)) return;
  wanted = fragment;
  // The list of conversations grows while one asks.
  if (fragment === opened && awaited === null && fragment !== "#talks") return showSource();
  byId("source").setAttribute("aria-busy", "true");
  awaited = `${fragment} ${++messages}`;
  tell("pressed", awaited);
}

// A file that the server hands out, such as an evidence pack; where there is none, why.
async function bring(link, path) {
  const reply = await fetch(path).catch(() => null);
  if (!reply?.ok) {
    link.textContent = reply ? await reply.text() : word("no-server");
    return;
  }
  const named = /filename="([^"]+)"/.exec(reply.headers.get("Content-Disposition") ?? "");
  const file = document.createElement("a");
  file.href = URL.createObjectURL(await reply.blob());
  file.download = named ? named[1] : "footnote";
  file.click();
  URL.revokeObjectURL(file.href);
}

const isPageOfAnswers = (fragment) => /^#(saved|compared)\//.test(fragment ?? "");

const stampOf = () => byId("source").querySelector(".stamp")?.textContent ?? "";

function showSource() {
  // What was asked for before may still come first.
  if (awaited !== null && stampOf() !== awaited.slice(0, STAMP_CHARS)) return;
  awaited = null;
  byId("reading").classList.toggle("from-answer", cameFrom !== null);
  byId("source").removeAttribute("aria-busy");
  opened = byId("source").querySelector("article, section") ? wanted : null;
  const asked = wanted !== null || (acted && byId("bar").contains(document.activeElement));
  wanted = null;
  acted = false;
  if (!asked) return;
  arrive();
}

function goBack() {
  if (isPageOfAnswers(cameFrom)) return open(cameFrom);
  const links = [...document.querySelectorAll("#log a[href]")];
  const link = links.findLast((a) => a.getAttribute("href") === cameFrom);
  const target = link || document.querySelector("#box textarea");
  target.focus({ preventScroll: true });
  target.scrollIntoView({ block: "center", behavior: motion() });
}

// An act may end on another page: the server writes a link to it here.
function follow() {
  const link = byId("going").querySelector("a");
  if (!link) return;
  opened = null; // the act may have changed the page that is open
  open(link.getAttribute("href"));
}

whenReady(() => {
  watch("source", showSource);
  watch("going", follow);
  document.addEventListener("click", (event) => {
    // The library's page comes back with a new conversation, and whoever asks must know.
    if (event.target.closest?.("#again")) return open("#library");
    const link = event.target.closest?.("#panes a[href^='#'], #top a[href^='#']");
    if (!link) return;
    event.preventDefault();
    press(link);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    if (!byId("card").hidden) hideCard();
    else if (event.target.closest?.("#source") && cameFrom) goBack();
  });
});
