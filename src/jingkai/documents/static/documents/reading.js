// The reading page: where am I in the tree, notes beside their sentence, every mention of a unit, repairs.

import { openCard } from "../portal/js/card.js";

// The tree follows the text.
const links = new Map([...document.querySelectorAll(".tree a")].map((link) => [link.hash.slice(1), link]));
const clauses = [...document.querySelectorAll(".clause[id]")].filter((clause) => links.has(clause.id));
const READING_LINE = 130; // pixels below the top of the window, under the masthead
let current = null;

function followText() {
  const here = clauses.findLast((clause) => clause.getBoundingClientRect().top <= READING_LINE) ?? clauses[0];
  if (!here || here === current) return;
  if (current) links.get(current.id).removeAttribute("aria-current");
  current = here;
  const link = links.get(here.id);
  link.setAttribute("aria-current", "true");
  const tree = document.querySelector(".tree");
  if (tree.scrollHeight > tree.clientHeight) tree.scrollTop = link.offsetTop - tree.offsetTop - tree.clientHeight / 3;
}
let following = false;
addEventListener("scroll", () => {
  if (following) return;
  following = true;
  requestAnimationFrame(() => {
    following = false;
    followText();
  });
}, { passive: true });
if (links.size) followText();

const tree = document.querySelector(".tree details");
if (tree && matchMedia("(max-width: 60rem)").matches) tree.open = false;

// A note stands beside the line it speaks of, as far as the notes above it leave room.
function alignNotes() {
  const wide = matchMedia("(min-width: 75.01rem)").matches;
  for (const margin of document.querySelectorAll(".notes")) {
    const notes = [...margin.children];
    for (const note of notes) note.style.marginTop = "";
    if (!wide) continue;
    const gap = 8;
    const top = margin.getBoundingClientRect().top + gap;
    const room = margin.parentElement.querySelector(".clause__text").offsetHeight;
    const heights = notes.map((note) => note.offsetHeight);
    const places = [];
    notes.forEach((note, index) => {
      const mention = note.dataset.at && margin.parentElement.querySelector(`[data-refs~="${note.dataset.at}"]`);
      const wanted = mention ? mention.getBoundingClientRect().top - top : 0;
      const floor = index ? places[index - 1] + heights[index - 1] + gap : 0;
      places.push(Math.max(wanted, floor));
    });
    // Where the last note would stand below its clause, the notes move up as far as those above them leave room.
    let ceiling = room - gap;
    for (let index = notes.length - 1; index >= 0; index -= 1) {
      places[index] = Math.max(Math.min(places[index], ceiling - heights[index]), 0);
      ceiling = places[index] - gap;
    }
    let end = 0;
    notes.forEach((note, index) => {
      const at = Math.max(places[index], index ? end + gap : 0);
      note.style.marginTop = `${at - end}px`;
      end = at + heights[index];
    });
  }
}
document.fonts.ready.then(alignNotes);
let resizing;
addEventListener("resize", () => {
  clearTimeout(resizing);
  resizing = setTimeout(alignNotes, 150);
});

// Hover or focus on a unit lights every mention of it.
function light(ref, on) {
  for (const mention of document.querySelectorAll(`[data-refs~="${ref}"]`)) mention.classList.toggle("is-lit", on);
}
for (const [enter, leave] of [["mouseover", "mouseout"], ["focusin", "focusout"]]) {
  document.addEventListener(enter, (event) => {
    const ref = refOf(event.target);
    if (ref) light(ref, true);
  });
  document.addEventListener(leave, (event) => {
    const ref = refOf(event.target);
    if (ref) light(ref, false);
  });
}
function refOf(target) {
  const element = target.closest?.("[data-light]") ?? target.closest?.(".mention--unit, .mention--target, .mention--money");
  if (!element) return null;
  return element.dataset.light ?? element.dataset.refs?.split(" ").find((ref) => /^(unit|target|money)-/.test(ref));
}

// Repairs open in place.
const source = document.getElementById("repairs");
const repairs = source ? JSON.parse(source.textContent) : [];
const template = document.getElementById("repair-card");

function repairCard(numbers) {
  const box = document.createElement("div");
  for (const number of numbers) {
    const repair = repairs[number];
    const part = template.content.cloneNode(true);
    part.querySelector("[data-kind]").textContent = repair.kind;
    part.querySelector("[data-confidence]").textContent = repair.confidence;
    part.querySelector("[data-before]").textContent = repair.before;
    part.querySelector("[data-after]").textContent = repair.after || "∅";
    part.querySelector("[data-reason]").textContent = repair.reason;
    part.querySelector("[data-place]").textContent = repair.place;
    box.append(part);
  }
  return box;
}

// There may be thousands: one of them is in the order of tabs, arrow keys and the buttons of the card walk on.
const fixes = [...document.querySelectorAll(".fix")];
const walk = document.getElementById("repair-walk");
fixes.forEach((fix, index) => { fix.tabIndex = index ? -1 : 0; });

function stepTo(fix) {
  for (const other of document.querySelectorAll('.fix[tabindex="0"]')) other.tabIndex = -1;
  fix.tabIndex = 0;
  const box = fix.getBoundingClientRect();
  if (box.top < 80 || box.bottom > window.innerHeight - 40) fix.scrollIntoView({ block: "center" });
}

function openFix(fix, by = "1") {
  const numbers = fix.dataset.refs.split(" ").filter((ref) => ref.startsWith("fix-")).map((ref) => Number(ref.slice(4)));
  const card = repairCard(numbers);
  const at = fixes.indexOf(fix);
  const buttons = walk.content.cloneNode(true);
  buttons.querySelector("[data-count]").textContent = `${at + 1} / ${fixes.length}`;
  for (const button of buttons.querySelectorAll("[data-walk]")) {
    const next = fixes[at + Number(button.dataset.walk)];
    button.disabled = !next;
    button.toggleAttribute("data-first", button.dataset.walk === by); // walking on keeps to the button that was pressed
    button.addEventListener("click", (event) => {
      event.stopPropagation(); // the button is gone when the page asks whether the click was outside the card
      openFix(next, button.dataset.walk);
    });
  }
  card.append(buttons);
  stepTo(fix);
  openCard(fix, card);
}

function openRepair(event) {
  const fix = event.target.closest?.(".fix");
  if (!fix || (event.type === "keydown" && event.key !== "Enter" && event.key !== " ")) return;
  event.preventDefault();
  openFix(fix);
}
document.addEventListener("click", openRepair);
document.addEventListener("keydown", openRepair);
document.addEventListener("keydown", (event) => {
  const fix = event.target.closest?.(".fix");
  const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
  const next = fix && by && fixes[fixes.indexOf(fix) + by];
  if (!next) return;
  event.preventDefault();
  stepTo(next);
  next.focus({ preventScroll: true });
});
