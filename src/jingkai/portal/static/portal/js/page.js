// What every page needs: announcements, menus that close, suggestions by keyboard, clause cards, copying.

import { openCard, closeCard } from "./card.js";

document.documentElement.classList.add("scripted");

/** Say something to screen readers, and show it for a moment. */
export function announce(words, { visible = false } = {}) {
  const announcer = document.getElementById("announcer");
  announcer.textContent = "";
  requestAnimationFrame(() => { announcer.textContent = words; });
  if (!visible) return;
  const toast = document.getElementById("toast");
  toast.textContent = words;
  clearTimeout(toast.timer);
  toast.timer = setTimeout(() => { toast.textContent = ""; }, 2500);
}

/** Copy text; fall back to a selection where the clipboard is closed (plain http on another machine). */
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const field = document.createElement("textarea");
    field.value = text;
    field.className = "hidden-words";
    document.body.append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
  }
  announce(`${document.body.dataset.copied}: ${text}`, { visible: true });
}

document.addEventListener("click", (event) => {
  const copying = event.target.closest("[data-copy]");
  if (copying) {
    event.preventDefault();
    copy(copying.dataset.copy);
    return;
  }
  const chip = event.target.closest("a[data-card]");
  if (chip && !event.ctrlKey && !event.metaKey && !event.shiftKey && event.button === 0) {
    event.preventDefault();
    fetch(chip.dataset.card, { headers: { "HX-Request": "true" } })
      .then((answer) => (answer.ok ? answer.text() : Promise.reject(answer.status)))
      .then((html) => openCard(chip, html))
      .catch(() => { window.location.href = chip.href; });
    return;
  }
  if (!event.target.closest("#floating, .fix")) closeCard({ restoreFocus: false });
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  closeCard();
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

// Suggestions: arrow keys walk, Enter takes, Escape closes.
function optionsOf(field) {
  return [...document.getElementById(field.getAttribute("aria-controls")).querySelectorAll("[role=option]")];
}

function closeSuggestions(field) {
  document.getElementById(field.getAttribute("aria-controls")).textContent = "";
  field.setAttribute("aria-expanded", "false");
  field.removeAttribute("aria-activedescendant");
}

document.addEventListener("keydown", (event) => {
  const field = event.target.closest?.("[data-suggest]");
  if (!field || event.isComposing || event.keyCode === 229) return; // the keys of an input method that composes
  const options = optionsOf(field);
  const current = options.findIndex((option) => option.getAttribute("aria-selected") === "true");
  if (event.key === "Escape" && options.length) {
    closeSuggestions(field);
    event.stopPropagation();
  } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && options.length) {
    event.preventDefault();
    const next = (current + (event.key === "ArrowDown" ? 1 : options.length + (current < 0 ? 0 : -1))) % options.length;
    options.forEach((option, index) => option.setAttribute("aria-selected", String(index === next)));
    field.setAttribute("aria-activedescendant", options[next].id);
    options[next].scrollIntoView({ block: "nearest" });
  } else if (event.key === "Enter" && current >= 0) {
    event.preventDefault();
    options[current].click();
  }
});

document.addEventListener("focusout", (event) => {
  const field = event.target.closest?.("[data-suggest]");
  if (field) setTimeout(() => closeSuggestions(field), 200);
});

document.addEventListener("htmx:afterSwap", (event) => {
  const list = event.target;
  if (list.getAttribute?.("role") === "listbox") {
    const field = document.querySelector(`[aria-controls="${list.id}"]`);
    field?.setAttribute("aria-expanded", String(Boolean(list.querySelector("[role=option]"))));
    return;
  }
  const words = document.querySelector("[data-announce]")?.textContent.trim();
  if (words) announce(words);
});

// On a phone filters stay folded until they are asked for, and then stay open while the list changes.
let filtersOpen = !matchMedia("(max-width: 48rem)").matches;
function foldFilters() {
  for (const fold of document.querySelectorAll("[data-fold]")) {
    fold.open = filtersOpen;
    fold.addEventListener("toggle", () => { filtersOpen = fold.open; });
  }
}
foldFilters();
document.addEventListener("htmx:afterSwap", foldFilters);

// A form that came back with errors: the summary is read first, its links lead to the fields.
document.querySelector(".error-summary")?.focus();
