// The part of the chat that Gradio has no component for: the card of a citation, opening its
// place in the source pane and coming back, where the focus goes when a button of the library's
// page is pressed, and names for what a screen reader meets.
// It only moves nodes that the server made and writes plain text: no markup is made here.
(() => {
  "use strict";

  const HIDE_AFTER_MS = 150;
  const EDGE_PX = 12;
  const PACK = "#pack/";
  let presses = 0;
  let cameFrom = null;
  let wanted = null;
  let opened = null;
  let acted = false;
  let cardOf = null;
  let shown = "";
  let hiding = 0;

  const byId = (id) => document.getElementById(id);
  const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
  const motion = () => (calm() ? "auto" : "smooth");

  // The card

  function showCard(link) {
    const content = link.querySelector(".card");
    if (!content) return;
    clearTimeout(hiding);
    const card = byId("card");
    card.replaceChildren(...[...content.cloneNode(true).childNodes]);
    card.hidden = false;
    link.setAttribute("aria-describedby", "card");
    cardOf = link;
    placeCard();
  }

  function placeCard() {
    const card = byId("card");
    if (card.hidden) return;
    const at = cardOf.getBoundingClientRect();
    const width = card.offsetWidth;
    const height = card.offsetHeight;
    const right = innerWidth - width - EDGE_PX;
    const left = Math.max(EDGE_PX, Math.min(at.left + at.width / 2 - width / 2, right));
    const above = at.top - height - EDGE_PX / 2;
    const below = at.bottom + EDGE_PX / 2;
    card.style.left = `${left}px`;
    card.style.top = `${above > EDGE_PX ? above : below}px`;
  }

  function hideCard() {
    clearTimeout(hiding);
    byId("card").hidden = true;
  }

  function hideCardSoon() {
    clearTimeout(hiding);
    hiding = setTimeout(hideCard, HIDE_AFTER_MS);
  }

  // Opening a place and coming back

  function press(link) {
    const fragment = link.getAttribute("href");
    // Whoever goes on has read what was said last.
    for (const said of document.querySelectorAll("#work :is(.done, .failed)")) said.hidden = true;
    if (fragment === "#answer") return goBack();
    if (fragment.startsWith(PACK)) return savePack(link);
    if (link.closest(".saved-answer")) cameFrom = opened ?? cameFrom;
    if (link.closest("#log")) {
      cameFrom = fragment;
      for (const other of document.querySelectorAll("#log a.open")) other.classList.remove("open");
      link.classList.add("open");
    }
    open(fragment);
  }

  function open(fragment) {
    wanted = fragment;
    hideCard();
    // Gradio does not show the same text again, so nothing would tell that it is there.
    if (fragment === opened) return showSource();
    byId("source").setAttribute("aria-busy", "true");
    send(`${fragment} ${++presses}`);
  }

  // The evidence pack of an answer as a file; where there is none, why.
  async function savePack(link) {
    const id = link.getAttribute("href").slice(PACK.length);
    const reply = await fetch(`pack/${id}`).catch(() => null);
    if (!reply?.ok) {
      link.textContent = reply ? await reply.text() : "The server does not answer.";
      return;
    }
    const file = document.createElement("a");
    file.href = URL.createObjectURL(await reply.blob());
    file.download = `footnote-${id.slice(0, 8)}.html`;
    file.click();
    URL.revokeObjectURL(file.href);
  }

  const isSaved = (fragment) => fragment !== null && fragment.startsWith("#saved/");

  function send(value) {
    const field = byId("pressed").querySelector("textarea, input");
    const owner = Object.getPrototypeOf(field);
    Object.getOwnPropertyDescriptor(owner, "value").set.call(field, value);
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function showSource() {
    byId("reading").classList.toggle("from-answer", cameFrom !== null);
    byId("source").removeAttribute("aria-busy");
    opened = byId("source").querySelector("article, section") ? wanted : null;
    const asked = wanted !== null || (acted && byId("bar").contains(document.activeElement));
    wanted = null;
    acted = false;
    if (!asked) return;
    const quoted = byId("quoted");
    const target = quoted || byId("source");
    target.focus({ preventScroll: true });
    if (quoted) quoted.scrollIntoView({ block: "center", behavior: motion() });
    else byId("source").scrollTo({ top: 0 });
    if (!quoted) byId("reading").scrollIntoView({ block: "start", behavior: motion() });
  }

  function goBack() {
    if (isSaved(cameFrom)) return open(cameFrom);
    const links = [...document.querySelectorAll("#log a[href]")];
    const link = links.findLast((a) => a.getAttribute("href") === cameFrom);
    const target = link || document.querySelector("#box textarea");
    target.focus({ preventScroll: true });
    target.scrollIntoView({ block: "center", behavior: motion() });
  }

  // What is done is told beside the buttons, which may be gone by then; what it brings is read
  // from its beginning, unless the reader went elsewhere meanwhile.
  function act(button) {
    if (button.id === "ask-again") return;
    acted = true;
    byId("work").focus({ preventScroll: true });
  }

  // The conversation

  function showLatest() {
    for (const message of document.querySelectorAll("#log [data-testid][aria-label]")) {
      // Gradio names a message by its source, markup and all.
      if (message.getAttribute("aria-label").includes("message:")) {
        message.removeAttribute("aria-label");
      }
    }
    const rows = document.querySelectorAll("#log .user-row");
    const now = `${rows.length} ${document.querySelectorAll("#log :is(.thinking, .checking)").length}`;
    if (now === shown) return;
    shown = now;
    rows[rows.length - 1]?.scrollIntoView({ block: "start", behavior: motion() });
  }

  // Calls back when the shown content changes, not when Gradio's progress layer over it does.
  function watch(id, changed) {
    let due = 0;
    const soon = (records) => {
      const counts = (record) => !record.target.closest('[data-testid="status-tracker"]');
      if (![...records].some(counts)) return;
      cancelAnimationFrame(due);
      due = requestAnimationFrame(changed);
    };
    new MutationObserver(soon).observe(byId(id), { childList: true, subtree: true });
    changed();
  }

  // Names

  function name(id, attributes) {
    for (const [key, value] of Object.entries(attributes)) byId(id).setAttribute(key, value);
  }

  function ready() {
    const card = document.createElement("div");
    card.id = "card";
    card.hidden = true;
    card.setAttribute("role", "tooltip");
    document.body.append(card);
    name("status", { role: "status", "aria-live": "polite" });
    name("source", { role: "region", "aria-label": "Source", tabindex: "0" });
    name("work", { tabindex: "-1" });
    name("bar", { role: "group", "aria-label": "What can be done here" });
    name("conversation", { role: "region", "aria-label": "Conversation" });
    watch("log", showLatest);
    watch("source", showSource);
    listen(card);
  }

  function listen(card) {
    const cited = (event) => event.target.closest?.("#panes a.cite");
    const over = (event) => (cited(event) ? showCard(cited(event)) : undefined);
    const out = (event) => (cited(event) ? hideCardSoon() : undefined);
    document.addEventListener("pointerover", over);
    document.addEventListener("pointerout", out);
    document.addEventListener("focusin", over);
    document.addEventListener("focusout", out);
    document.addEventListener("scroll", placeCard, { capture: true, passive: true });
    card.addEventListener("pointerenter", () => clearTimeout(hiding));
    card.addEventListener("pointerleave", hideCardSoon);
    document.addEventListener("click", (event) => {
      const button = event.target.closest?.("#bar button");
      if (button) return act(button);
      // The library's page comes back with a new conversation, and whoever asks must know.
      if (event.target.closest?.("#again")) return send(`#library ${++presses}`);
      const link = event.target.closest?.("#panes a[href^='#']");
      if (!link) return;
      event.preventDefault();
      press(link);
    });
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      if (!card.hidden) hideCard();
      else if (event.target.closest?.("#source") && cameFrom) goBack();
    });
  }

  const parts = ["log", "source", "status", "pressed", "reading", "conversation", "box", "bar"];
  const waiting = new MutationObserver(() => {
    if (!parts.every(byId)) return;
    waiting.disconnect();
    ready();
  });
  waiting.observe(document.documentElement, { childList: true, subtree: true });
})();
