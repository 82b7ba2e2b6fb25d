// What a window has chosen to ask: found again when its page is loaded anew, after its conversation.

const CHOICE = "footnote-choice";
let choiceBefore = null;

function keepChoice() {
  if (choiceBefore) return;
  const told = (name) => [...document.querySelectorAll(`#scope .${name}`)].map((e) => e.textContent);
  const [asOf = ""] = told("chosen-as-of");
  const documents = told("chosen-document");
  const narrowed = asOf !== "" || documents.length > 0;
  talkStore.put(CHOICE, narrowed ? JSON.stringify({ asOf, documents }) : "");
}

// One message at a time: the conversation comes first.
function chooseAgain() {
  if (!choiceBefore || talkBefore || !word("language")) return;
  const { asOf, documents } = choiceBefore;
  choiceBefore = null;
  const fields = { document: documents };
  tell("acts", JSON.stringify({ act: "choose-again", arg: asOf, fields, n: ++messages }));
}

whenReady(() => {
  try {
    choiceBefore = JSON.parse(talkStore.take(CHOICE) || "null");
  } catch {
    choiceBefore = null;
  }
  watch("words", chooseAgain);
  watch("status", chooseAgain);
  watch("scope", keepChoice);
});
