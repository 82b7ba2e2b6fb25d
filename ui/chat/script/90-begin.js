// Begins once Gradio has laid out the page.

// The page's words come with the first answer of the server.
function nameParts() {
  const language = word("language");
  if (!language) return;
  document.documentElement.lang = language;
  name("source", { "aria-label": word("source") });
  name("bar", { "aria-label": word("what-can-be-done") });
  name("conversation", { "aria-label": word("conversation") });
}

whenReady(() => {
  name("status", { role: "status", "aria-live": "polite" });
  name("source", { role: "region", tabindex: "0" });
  name("work", { tabindex: "-1" });
  name("bar", { role: "group" });
  name("conversation", { role: "region" });
  watch("words", nameParts);
});

const parts = [
  ...["log", "source", "status", "pressed", "acts", "going", "scope", "words", "work"],
  ...["rest", "lacking"],
  ...["reading", "conversation", "box", "bar"],
];
const waiting = new MutationObserver(() => {
  if (!parts.every(byId)) return;
  waiting.disconnect();
  for (const begin of beginnings) begin();
});
waiting.observe(document.documentElement, { childList: true, subtree: true });
