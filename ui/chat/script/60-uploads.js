// Files brought in, chosen or dropped: sent one by one to be kept aside, then the server shows
// what they would change.

let sendingNow = false;
let chooser = null;

const randomName = () =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((b) => b.toString(16).padStart(2, "0")).join("");
const bringing = () => document.querySelector("#source .bring");
const isHidden = (name) => name.split("/").some((part) => part.startsWith("."));

function chooseFiles(folder) {
  chooser = document.createElement("input");
  chooser.type = "file";
  chooser.multiple = true;
  chooser.webkitdirectory = folder;
  chooser.addEventListener("change", () => {
    bringIn([...chooser.files].map((file) => ({ file, name: file.webkitRelativePath || file.name })));
  });
  chooser.click();
}

async function bringIn(found) {
  const files = found.filter(({ name }) => !isHidden(name));
  if (sendingNow || files.length === 0) return;
  sendingNow = true;
  const batch = randomName();
  const refused = [];
  const all = files.reduce((sum, { file }) => sum + file.size, 0);
  let sent = 0;
  for (const [index, { file, name }] of files.entries()) {
    showSending(index, files.length, sent, all);
    const told = (bytes) => showSending(index, files.length, sent + bytes, all);
    const reason = await sendFile(batch, file, name, told);
    if (reason) refused.push(reason);
    sent += file.size;
  }
  sendingNow = false;
  showRefusals(refused);
  stopShowing();
  if (refused.length < files.length) lookThrough(batch, refused);
}

// Sends a file; why it was not taken, or nothing.
function sendFile(batch, file, name, told) {
  const limit = Number(bringing()?.querySelector(".limit")?.textContent || Infinity);
  if (file.size > limit * 1e6) {
    return word("too-large").replace("{name}", file.name).replace("{limit}", limit);
  }
  return new Promise((done) => {
    const request = new XMLHttpRequest();
    request.open("POST", `upload/${batch}?name=${encodeURIComponent(name)}`);
    request.upload.addEventListener("progress", (event) => told(event.loaded));
    request.addEventListener("load", () => done(request.status < 300 ? "" : request.responseText.trim()));
    request.addEventListener("error", () => done(`${file.name}: ${word("no-server")}`));
    request.send(file);
  });
}

function lookThrough(batch, refused) {
  const message = { act: "plan-upload", arg: batch, fields: { refused }, n: ++messages };
  tell("acts", JSON.stringify(message));
}

function showSending(index, count, sent, all) {
  const part = bringing();
  if (!part) return;
  for (const button of part.querySelectorAll("button")) button.disabled = true;
  part.querySelector(".sending").hidden = false;
  const said = word("sending").replace("{done}", index + 1).replace("{all}", count);
  const words = part.querySelector(".sending-said");
  if (words.textContent !== said) {
    words.textContent = said;
    if (index === 0) announce(said);
  }
  const bar = part.querySelector("progress");
  bar.max = Math.max(1, all);
  bar.value = sent;
}

function stopShowing() {
  const part = bringing();
  if (!part) return;
  for (const button of part.querySelectorAll("button")) button.disabled = false;
  part.querySelector(".sending").hidden = true;
}

function showRefusals(refused) {
  const list = bringing()?.querySelector(".refusals");
  if (!list) return;
  list.replaceChildren(...refused.map((reason) => {
    const item = document.createElement("li");
    item.textContent = reason;
    return item;
  }));
  list.hidden = refused.length === 0;
  if (refused.length) announce(refused.join(" "));
}

// Dropping: a folder is walked through, which only this old interface offers.
async function filesIn(entry, path = "") {
  const name = `${path}${entry.name}`;
  if (entry.isFile) {
    return [{ file: await new Promise((found, failed) => entry.file(found, failed)), name }];
  }
  const reader = entry.createReader();
  const inside = [];
  for (;;) {
    const some = await new Promise((found, failed) => reader.readEntries(found, failed));
    if (some.length === 0) break;
    for (const one of some) inside.push(...(await filesIn(one, `${name}/`)));
  }
  return inside;
}

async function dropFiles(event) {
  const items = [...event.dataTransfer.items].filter((item) => item.kind === "file");
  const dropped = items.map((item) => item.webkitGetAsEntry?.() ?? item.getAsFile());
  const found = await Promise.all(dropped.map((one) => {
    return one instanceof File ? [{ file: one, name: one.name }] : filesIn(one);
  }));
  bringIn(found.flat());
}

whenReady(() => {
  const source = byId("source");
  const over = (on) => bringing()?.classList.toggle("over", on);
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("button.choose-files, button.choose-folder");
    if (button) chooseFiles(button.classList.contains("choose-folder"));
  });
  const carriesFiles = (event) => bringing() && event.dataTransfer?.types.includes("Files");
  source.addEventListener("dragover", (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    over(true);
  });
  source.addEventListener("dragleave", () => over(false));
  source.addEventListener("drop", (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    over(false);
    dropFiles(event);
  });
});
