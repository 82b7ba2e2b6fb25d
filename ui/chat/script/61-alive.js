// Whether the server is still there. While it is not, the page says so and tries again; when
// another answers in its place, the page is loaded anew, with the conversation it had.

const ASK_EVERY_MS = 5000;
const TRY_EVERY_MS = 1000;
const WAIT_MS = 4000;
const SILENT_AFTER = 2; // a busy server may be late once
const LEAVING_MS = 5000;

let serverName = "";
let unanswered = 0;
let gaveUp = false;
let nextAsk = 0;
let leaving = false;

function showNews(sentence) {
  const news = byId("news");
  news.querySelector("p").textContent = sentence;
  news.hidden = sentence === "";
}

async function nameOfServer() {
  try {
    const reply = await fetch("alive", { cache: "no-store", signal: AbortSignal.timeout(WAIT_MS) });
    return reply.ok ? await reply.text() : "";
  } catch {
    return "";
  }
}

async function askServer() {
  clearTimeout(nextAsk);
  if (document.hidden) return;
  const name = await nameOfServer();
  if (!leaving) {
    if (name) serverAnswers(name);
    else isSilent();
  }
  nextAsk = setTimeout(askServer, unanswered || gaveUp ? TRY_EVERY_MS : ASK_EVERY_MS);
}

function serverAnswers(name) {
  const another = serverName !== "" && name !== serverName;
  serverName = name;
  // Gradio does not go on by itself once it has lost the connection.
  if (another || gaveUp) return startAgain(another ? "restart" : "lost");
  if (unanswered >= SILENT_AFTER) {
    showNews("");
    announce(word("server-answers"));
  }
  unanswered = 0;
}

function isSilent() {
  unanswered += 1;
  if (unanswered !== SILENT_AFTER) return;
  showNews(word("trying-again"));
  announce(word("trying-again"));
}

// A page that is being left loses its connections, which says nothing of the server.
function leave() {
  leaving = true;
  setTimeout(() => (leaving = false), LEAVING_MS); // a download only looks like leaving
}

function startAgain(why) {
  talkStore.put(WHY, why);
  talkStore.put(DRAFT, questionBox().value);
  location.reload();
}

// Gradio says that the connection was lost over the page, in words of its own: ours stand in.
function replaceToast() {
  for (const toast of document.querySelectorAll(".toast-body.error")) {
    if (!toast.textContent.includes("Connection to the server was lost")) continue;
    toast.hidden = true;
    toast.style.display = "none";
    if (gaveUp) continue;
    gaveUp = true;
    askServer();
  }
}

whenReady(() => {
  const news = document.createElement("div");
  const close = document.createElement("button");
  news.id = "news";
  news.hidden = true;
  close.type = "button";
  close.textContent = "×";
  close.addEventListener("click", () => showNews(""));
  news.append(document.createElement("p"), close);
  byId("panes").before(news);
  watch("words", () => close.setAttribute("aria-label", word("close")));
  new MutationObserver(replaceToast).observe(document.body, { childList: true, subtree: true });
  document.addEventListener("visibilitychange", askServer);
  addEventListener("beforeunload", leave);
  askServer();
});
