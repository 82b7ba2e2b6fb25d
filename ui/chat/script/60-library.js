// The library's page: a field that hides the documents that do not have its words.

function filterDocuments(field) {
  const words = field.value.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const page = field.closest(".library");
  let shown = 0;
  for (const entry of page.querySelectorAll(".shelf > li")) {
    const text = `${entry.closest(".folder")?.querySelector(".name").textContent ?? ""} ${entry.textContent}`;
    entry.hidden = !words.every((word) => text.toLocaleLowerCase().includes(word));
    if (!entry.hidden) ++shown;
  }
  for (const folder of page.querySelectorAll(".folder")) {
    folder.hidden = !folder.querySelector("li:not([hidden])");
    if (words.length) folder.open = true;
  }
  announce(word("boxes-shown").replace("{count}", shown));
}

whenReady(() => {
  document.addEventListener("input", (event) => {
    if (event.target.matches?.("#library-filter")) filterDocuments(event.target);
  });
});
