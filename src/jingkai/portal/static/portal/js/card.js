// One floating card for the whole page: a clause, a repair. It opens beside what was asked about.

const card = () => document.getElementById("floating");
let opener = null;

function placeBeside(anchor) {
  const floating = card();
  const box = anchor.getBoundingClientRect();
  const width = floating.offsetWidth;
  const height = floating.offsetHeight;
  const room = document.documentElement.clientWidth;
  const left = Math.max(16, Math.min(box.left, room - width - 16));
  const below = box.bottom + 8;
  const fitsBelow = below + height <= window.innerHeight || box.top < height + 16;
  const top = fitsBelow ? below : box.top - height - 8;
  floating.style.left = `${left + window.scrollX}px`;
  floating.style.top = `${top + window.scrollY}px`;
}

/** Show `content` (markup of this site, or a node) beside `anchor` and move the focus into it. */
export function openCard(anchor, content) {
  const floating = card();
  closeCard({ restoreFocus: false });
  if (typeof content === "string") {
    floating.innerHTML = content;
  } else {
    floating.replaceChildren(content);
  }
  opener = anchor;
  anchor.classList.add("is-open");
  floating.showPopover();
  placeBeside(anchor);
  const first = floating.querySelector("[data-first]:enabled") ?? floating.querySelector("a, button:enabled, [tabindex]");
  (first ?? floating).focus({ preventScroll: true });
  floating.querySelector("[data-close]")?.addEventListener("click", () => closeCard());
}

/** Close the card; the focus goes back to where it came from unless the reader has moved on. */
export function closeCard({ restoreFocus = true } = {}) {
  const floating = card();
  if (!floating?.matches(":popover-open")) return;
  floating.hidePopover();
  opener?.classList.remove("is-open");
  if (restoreFocus) opener?.focus({ preventScroll: true });
  opener = null;
}
