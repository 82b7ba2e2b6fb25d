// From a comparison a citation leads into the source, and back to it.

const isComparison = (fragment) => fragment !== null && fragment.startsWith("#compared/");

function nameWayBack() {
  const back = document.querySelector("#source .back");
  if (back && isComparison(cameFrom)) retell(back, word("to-comparison"));
}

whenReady(() => watch("source", nameWayBack));
