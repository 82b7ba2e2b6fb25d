// Feedback: which verdict on an answer is given, and picking the words it should have cited.
// In a block of its own: its short names are nobody else's business.
{
  const given = new Map(); // by the answer's id, the name of the verdict
  let asserted = null; // the verdict that was pressed last, and what was there before

  // A pressed verdict is taken back by its button, any other takes its place.
  function markVerdicts() {
    for (const button of document.querySelectorAll("#panes .feedback button.toggle")) {
      button.dataset.verdict ||= button.value;
      const [, answer, name] = button.dataset.verdict.split("/");
      const on = given.get(answer) === name;
      button.classList.toggle("on", on);
      button.setAttribute("aria-pressed", String(on));
      button.value = on ? `unjudge/${answer}` : button.dataset.verdict;
    }
  }

  // The verdicts that were given before the page was loaded.
  function recallVerdicts() {
    for (const one of word("verdicts").split(" ").filter(Boolean)) {
      const [answer, name] = one.split("/");
      if (!given.has(answer)) given.set(answer, name);
    }
    markVerdicts();
  }

  function noteVerdict(button) {
    const [doing, answer, name] = button.value.split("/");
    if (doing !== "judge" && doing !== "unjudge") return;
    // The way back leads to the answer that is judged.
    const near = button.closest("#log .answer")?.querySelector("a.pack");
    if (near) cameFrom = near.getAttribute("href");
    asserted = { answer, before: given.get(answer) };
    if (doing === "judge") given.set(answer, name);
    else given.delete(answer);
    markVerdicts();
  }

  // What could not be written is not given.
  function checkVerdict() {
    if (!asserted || !byId("work").querySelector(".failed:not([hidden])")) return;
    if (asserted.before) given.set(asserted.answer, asserted.before);
    else given.delete(asserted.answer);
    asserted = null;
    markVerdicts();
  }

  // Picking: the server puts a bar below the text of a document while words are wanted.

  // What stands in the text and is none of the document.
  const ASIDE = ".orders, .aside, .beside, .unseen, button, nav, details, [hidden]";
  const PARAGRAPHS = ["p", "h3", "h4", "h5", "h6"].map((tag) => `${tag}:not(${ASIDE})`).join(", ");
  const picking = () => document.querySelector("#source .picking");
  const text = () => document.querySelector("#source .source-text");
  let current = null; // the paragraph that is gone to
  let selected = null; // the range of what is selected
  let pickedIn = null; // the text that these are of

  // The characters of a range, those that are hidden included; the server counts code points too.
  function charactersOf(range) {
    const within = range.commonAncestorContainer;
    const element = within.nodeType === Node.ELEMENT_NODE ? within : within.parentElement;
    if (element.closest(ASIDE) && text().contains(element.closest(ASIDE))) return "";
    const copy = range.cloneContents();
    for (const aside of copy.querySelectorAll(ASIDE)) aside.remove();
    return copy.textContent;
  }

  // The selection as far as it lies in the text, null where nothing does.
  function selectionInText() {
    const selection = getSelection();
    const whole = text();
    if (!whole || !selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0).cloneRange();
    if (!range.intersectsNode(whole)) return null;
    if (!whole.contains(range.startContainer)) range.setStart(whole, 0);
    if (!whole.contains(range.endContainer)) range.setEnd(whole, whole.childNodes.length);
    takeWholeSigns(range);
    return charactersOf(range).trim() ? range : null;
  }

  // No half of a surrogate pair.
  function takeWholeSigns(range) {
    const { startContainer: first, startOffset: from, endContainer: last, endOffset: to } = range;
    if (splitsPair(first, from)) range.setStart(first, from - 1);
    if (splitsPair(last, to)) range.setEnd(last, to + 1);
  }

  function splitsPair(node, offset) {
    if (node.nodeType !== Node.TEXT_NODE || offset < 1 || offset >= node.data.length) return false;
    return node.data.codePointAt(offset - 1) > 0xffff;
  }

  // Before the bar's button is sent: what is picked, and where it begins.
  function fillIn(button) {
    const range = button.classList.contains("this") ? rangeOf(current) : selected;
    const before = document.createRange();
    if (range) {
      before.setStart(text(), 0);
      before.setEnd(range.startContainer, range.startOffset);
    }
    const field = (name) => picking().querySelector(`[name=${name}]`);
    field("start").value = range ? String([...charactersOf(before)].length) : "";
    field("words").whole = range ? charactersOf(range) : "";
  }

  function rangeOf(paragraph) {
    if (!paragraph?.isConnected) return null;
    const range = document.createRange();
    range.selectNodeContents(paragraph);
    return range;
  }

  const paragraphAt = (node) => {
    const element = node?.nodeType === Node.TEXT_NODE ? node.parentElement : node;
    const found = element?.closest?.(PARAGRAPHS);
    return found && text()?.contains(found) ? found : null;
  };

  // One paragraph can be reached with Tab; from it the arrow keys lead to the others.
  function goTo(paragraph) {
    if (!paragraph || paragraph === current) return;
    current?.classList.remove("gone-to");
    current?.removeAttribute("tabindex");
    current = paragraph;
    current.classList.add("gone-to");
    current.setAttribute("tabindex", "0");
    showPickable();
  }

  // Whoever arrives has the focus on the quote in it.
  const isHere = (target) => target === current || (target.id === "quoted" && current?.contains(target));

  function step(by) {
    const all = [...text().querySelectorAll(PARAGRAPHS)];
    const next = all[all.indexOf(current) + by];
    goTo(next);
    current.focus({ preventScroll: true });
    current.scrollIntoView({ block: "nearest", behavior: motion() });
  }

  function noteSelection() {
    if (!picking() || !text()) return;
    // Pressing the bar's buttons must not unselect what they are about.
    if (getSelection().isCollapsed && picking().contains(document.activeElement)) return;
    selected = selectionInText();
    const at = paragraphAt(selected ? selected.startContainer : getSelection().anchorNode);
    goTo(at);
    showPickable();
  }

  function showPickable() {
    const bar = picking();
    if (bar) {
      bar.querySelector(".these").disabled = !selected;
      bar.querySelector(".this").disabled = !current;
    }
    placeTheseWords();
  }

  // A button where the selection ends, for whoever points.
  function placeTheseWords() {
    const button = byId("these-words");
    button.hidden = !picking() || !selected;
    if (button.hidden) return;
    const parts = selected.getClientRects();
    const end = parts[parts.length - 1] ?? selected.getBoundingClientRect();
    const edges = byId("source").getBoundingClientRect();
    const bottom = picking().getBoundingClientRect().top - button.offsetHeight - EDGE_PX;
    const left = Math.min(end.right, edges.right - button.offsetWidth - EDGE_PX);
    button.style.left = `${Math.max(EDGE_PX, left)}px`;
    button.style.top = `${Math.max(edges.top, Math.min(end.bottom + 4, bottom))}px`;
  }

  function beginPicking() {
    if (picking() && text() && text() === pickedIn) return showPickable();
    pickedIn = picking() && text();
    current = selected = null;
    if (pickedIn) {
      goTo(paragraphAt(byId("quoted")) ?? text().querySelector(PARAGRAPHS));
    }
    showPickable();
  }

  whenReady(() => {
    const button = document.createElement("button");
    button.id = "these-words";
    button.type = "button";
    button.hidden = true;
    button.tabIndex = -1;
    byId("reading").append(button);
    watch("words", () => (button.textContent = word("these-words")));
    watch("words", recallVerdicts);
    for (const part of ["log", "source"]) watch(part, markVerdicts);
    watch("work", checkVerdict);
    watch("source", beginPicking);
    button.addEventListener("click", () => picking()?.querySelector(".these").click());
    document.addEventListener("selectionchange", noteSelection);
    document.addEventListener("scroll", placeTheseWords, { capture: true, passive: true });
    document.addEventListener("pointerdown", (event) => {
      if (event.target.closest?.("#these-words, .picking button")) event.preventDefault();
    });
    document.addEventListener("focusin", (event) => {
      if (picking()) goTo(paragraphAt(event.target));
    });
    // Before the press is sent, and after.
    const cites = (event) => event.target.closest?.(".picking :is(.these, .this)");
    document.addEventListener("click", (event) => cites(event) && fillIn(cites(event)), true);
    document.addEventListener("click", (event) => {
      const pressed = event.target.closest?.("button.act");
      if (pressed) noteVerdict(pressed);
    });
    document.addEventListener("keydown", (event) => {
      if (!picking() || !isHere(event.target)) return;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        step(event.key === "ArrowDown" ? 1 : -1);
      } else if (event.key === "Enter") picking().querySelector(".this").click();
    });
  });
}
