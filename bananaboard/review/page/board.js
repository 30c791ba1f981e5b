// The board: its scenes with their shots, its subjects, or all its notes; drawn anew only where something has changed.
import { shotOf } from "./axes.js";
import { cardOf } from "./card.js";
import { $, all, make } from "./dom.js";
import { head } from "./head.js";
import { listOf } from "./list.js";
import { cards, returnTo, rove } from "./roving.js";
import { know, notesOf, state } from "./state.js";
import { sheetOf } from "./subjects.js";

let drawn = false;

export function take(board) {
  const before = state.frames;
  const said = new Map([...before.keys()].map((a) => [a, signature(a)]));
  know(board);
  head();
  const same = drawn && before.size === state.frames.size && [...before.keys()].every((k) => state.frames.has(k));
  if (!same || state.view !== "board" || state.filter !== "all" || state.search) draw();
  else for (const address of state.frames.keys()) if (said.get(address) !== signature(address)) renew(address);
}

const signature = (address) => JSON.stringify([state.frames.get(address), notesOf(address)]);

function renew(address) {
  for (const old of all(`.card[data-address="${CSS.escape(address)}"]`)) {
    const focused = document.activeElement === old;
    const frame = state.frames.get(address);
    const card = cardOf(frame, { bare: Boolean(old.closest("td")), named: old.closest(".row") ? frame.name : "" });
    card.tabIndex = old.tabIndex;
    old.replaceWith(card);
    if (focused) card.focus({ preventScroll: true });
  }
}

export function draw() {
  if (!state.board || $("main").querySelector("textarea")) return; // nobody is interrupted while writing
  const { activeElement } = document;
  const inside = $("main").contains(activeElement) && activeElement !== $("main");
  const index = stops().indexOf(activeElement.closest(".card, [data-note]"));
  const top = scrollY;
  $("main").replaceChildren(...content());
  drawn = true;
  rove();
  if (top) scrollTo(0, top);
  if (inside) returnTo(stops(), state.at, Math.max(index, 0));
}

const stops = () => (state.view === "notes" ? all("[data-note]") : cards());

function content() {
  if (state.view === "notes") return [listOf()];
  const { scenes, subjects } = state.board;
  const found = (state.view === "board" ? scenes.map(sceneOf) : subjects.map(sheetOf)).filter(Boolean);
  if (found.length) return found;
  return [make("p", "empty", state.filter === "all" && !state.search ? "There are no pictures in this board." : "Nothing here is like that.")];
}

function sceneOf(scene) {
  const shots = scene.shots.map(shotOf).filter(Boolean);
  if (!shots.length) return null;
  const section = make("section", "scene");
  if (scene.title) {
    const number = make("span", "", scene.number ? String(scene.number) : "");
    section.append(make("h2", "", number, make("span", "", scene.title), make("span", "", scene.length)));
  }
  for (const note of scene.note) section.append(make("p", "note", note));
  section.append(make("div", "grid", ...shots));
  return section;
}

export function wrong(texts) {
  const box = make("section", "wrong", make("h2", "", "The board has a mistake"));
  for (const text of texts) box.append(make("p", "", text));
  box.append(make("p", "said", "bnn check shows where. This page goes on by itself when it is mended."));
  const strip = $("mistake");
  strip.hidden = !state.board;
  strip.textContent = `The board has a mistake; this is how it was before. ${texts[0] || ""}`;
  if (!state.board) $("main").replaceChildren(box);
}
