// The search from anywhere: Ctrl+K or "/" opens it, arrow keys choose, Enter goes there, Escape closes.

const dialog = document.getElementById("finder");
const field = document.getElementById("finder-words");
const list = document.getElementById("finder-list");

const options = () => [...list.querySelectorAll("[role=option]")];
const chosen = () => list.querySelector('[role=option][aria-selected="true"]');

function choose(option) {
  for (const other of options()) other.setAttribute("aria-selected", String(other === option));
  if (option) {
    field.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  } else {
    field.removeAttribute("aria-activedescendant");
  }
}

function open() {
  if (dialog.open) return;
  for (const menu of document.querySelectorAll("details.menu[open]")) menu.open = false;
  dialog.showModal();
  field.select();
  field.dispatchEvent(new Event("finder:open"));
}

document.addEventListener("keydown", (event) => {
  const called = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "k";
  const slash = event.key === "/" && !event.target.closest("input, textarea, select, [contenteditable]");
  if (called || slash) {
    event.preventDefault();
    open();
  }
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-finder-open]") && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    open();
  } else if (event.target === dialog || event.target.closest("[data-finder-close]")) {
    dialog.close();
  } else if (event.target.closest("#finder-list a")) {
    dialog.close(); // a link to a place on this very page leaves the dialog behind
  }
});

field.addEventListener("keydown", (event) => {
  // While an input method composes, these keys are its own: Enter takes the word, arrows choose among its candidates.
  if (event.isComposing || event.keyCode === 229) return;
  const found = options();
  const at = found.indexOf(chosen());
  if ((event.key === "ArrowDown" || event.key === "ArrowUp") && found.length) {
    event.preventDefault();
    choose(found[(at + (event.key === "ArrowDown" ? 1 : found.length - (at < 0 ? 0 : 1))) % found.length]);
  } else if (event.key === "Enter" && at >= 0) {
    event.preventDefault();
    chosen().click();
  } else if (event.key === "Escape") {
    event.preventDefault(); // a search field would only be emptied by the first one
    dialog.close();
  }
});

list.addEventListener("htmx:afterSwap", () => {
  choose(field.value.trim() ? options()[0] : null);
  list.scrollTop = 0;
});
