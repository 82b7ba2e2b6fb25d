// The card of a citation: shown where a pointer or the focus is.

const HIDE_AFTER_MS = 150;
const EDGE_PX = 12;
let cardOf = null;
let hiding = 0;

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

whenReady(() => {
  const card = document.createElement("div");
  card.id = "card";
  card.hidden = true;
  card.setAttribute("role", "tooltip");
  document.body.append(card);
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
});
