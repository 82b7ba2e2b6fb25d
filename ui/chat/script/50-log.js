// The conversation: the latest question at the top of what is seen.

let latest = "";

function showLatest() {
  for (const message of document.querySelectorAll("#log [data-testid][aria-label]")) {
    // Gradio names a message by its source, markup and all.
    if (message.getAttribute("aria-label").includes("message:")) {
      message.removeAttribute("aria-label");
    }
  }
  const rows = document.querySelectorAll("#log .user-row");
  const now = `${rows.length} ${document.querySelectorAll("#log :is(.thinking, .checking)").length}`;
  if (now === latest) return;
  latest = now;
  rows[rows.length - 1]?.scrollIntoView({ block: "start", behavior: motion() });
}

whenReady(() => watch("log", showLatest));
