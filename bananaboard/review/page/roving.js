// Going through the board with arrows: one stop for Tab, rows and columns within.
import { $, all } from "./dom.js";
import { state } from "./state.js";

export const cards = () => all(".card");

export function rove() {
  const every = cards();
  const kept = every.find((c) => c.dataset.address === state.at) || every[0];
  if (kept) kept.tabIndex = 0;
}

export function follow() {
  $("main").addEventListener("focusin", (e) => {
    const card = e.target.closest(".card");
    if (!card) return;
    for (const other of all('.card[tabindex="0"]')) other.tabIndex = -1;
    card.tabIndex = 0;
    state.at = card.dataset.address;
  });
}

export function goTo(card) {
  if (!card) return;
  card.focus();
  card.scrollIntoView({ block: "nearest", inline: "nearest" });
}

// What was focused before the board was drawn anew, or what stands where it stood.
export function returnTo(every, address, index) {
  const there = every.find((c) => c.dataset.address === address) || every[Math.min(index, every.length - 1)];
  const to = there?.matches("[data-note]") ? there.querySelector(".doing button") : there;
  (to || $("main")).focus({ preventScroll: true });
}

export function move(key) {
  const from = document.activeElement.closest?.(".card");
  if (!from) {
    goTo(cards().find((c) => c.tabIndex === 0) || cards()[0]);
    return;
  }
  const across = key === "ArrowLeft" || key === "ArrowRight";
  const by = key === "ArrowRight" || key === "ArrowDown" ? 1 : -1;
  goTo(inTable(from, across, by) || (across ? beside(from, by) : line(from, by)));
}

function inTable(card, across, by) {
  const cell = card.closest("td");
  if (!cell) return null;
  const rows = [...cell.closest("table").rows];
  let [row, column] = [rows.indexOf(cell.parentNode), cell.cellIndex];
  for (;;) {
    if (across) column += by;
    else row += by;
    const there = rows[row]?.cells[column];
    if (!there) return null;
    const found = there.querySelector(".card");
    if (found) return found;
  }
}

function beside(card, by) {
  const every = cards();
  return every[every.indexOf(card) + by];
}

// The nearest card in the next line of shots. Only shots are measured: what is far away is not laid out.
function line(card, by) {
  const shots = all(".shot");
  const own = card.closest(".shot");
  const here = card.getBoundingClientRect();
  const middle = here.left + here.width / 2;
  const within = nearest([...own.querySelectorAll(".card")].filter((c) => beyond(c, here.top, by)), middle, here.top);
  if (within) return within;
  const top = own.getBoundingClientRect().top;
  let [at, line_, found] = [shots.indexOf(own) + by, null, []];
  for (; shots[at]; at += by) {
    const there = shots[at].getBoundingClientRect().top;
    if ((there - top) * by < 12) continue;
    line_ ??= there;
    if (Math.abs(there - line_) > 12) break;
    found.push(shots[at]);
  }
  const shot = nearest(found, middle, line_);
  if (!shot) return null;
  const inside = [...shot.querySelectorAll(".card")];
  return nearest(inside, middle, by > 0 ? -1e6 : 1e6);
}

const beyond = (card, top, by) => (card.getBoundingClientRect().top - top) * by > 12;

function nearest(found, middle, top) {
  const far = (e) => {
    const box = e.getBoundingClientRect();
    return Math.abs(box.top - top) * 3 + Math.abs(box.left + box.width / 2 - middle);
  };
  return found.map((e) => [far(e), e]).sort((a, b) => a[0] - b[0])[0]?.[1];
}
