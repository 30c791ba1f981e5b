// What each key does, and the list of them.
import { undo } from "./doing.js";
import { $, make } from "./dom.js";
import { moveInMatrix } from "./matrix.js";
import { write } from "./remarks.js";
import { move } from "./roving.js";
import { asOther, lookAt, mode, open, pick, stage, step, unpick, zoom } from "./stage.js";
import { pan } from "./zoom.js";

const KEYS = [
  ["← → ↑ ↓", "to the next picture; in a table by rows and columns"], ["Enter", "look at it closely"],
  ["1 – 9", "look at that take"], ["[ ]", "the take before, the take after"],
  ["P", "pick: the take you look at counts from here on"], ["Backspace", "take the pick back"],
  ["U, Ctrl+Z", "undo the last pick, or bring back the note that was deleted"], ["N", "write a note"],
  ["G", "all takes of the shot and its variants as a grid"], ["C", "two side by side"],
  ["F", "flip between the two; again, back"], ["O", "onion skin: one laid over the other"],
  ["D", "difference: only what differs is bright"], ["X", "make this take the other one of a comparison"],
  ["Z", "full size: drag it, or go with arrows; a double click does it too"], ["S", "a single picture"], ["W", "words below the pictures, or none"], ["/", "search"],
  ["Esc", "back"], ["?", "these keys"],
];
const MODES = { s: "single", c: "side", f: "flip", o: "onion", d: "diff", g: "grid" };

const writing = (target) => target.matches('textarea, input[type="search"]');

export function onKey(e) {
  if (writing(e.target)) return;
  if ((e.ctrlKey || e.metaKey) && !e.shiftKey && !e.altKey && e.key.toLowerCase() === "z") {
    e.preventDefault();
    undo();
  }
  if (e.ctrlKey || e.metaKey || e.altKey || $("help").open) return;
  const key = e.key.length === 1 ? e.key.toLowerCase() : e.key;
  if (common(key) || ($("stage").open ? onStage(key, e) : onBoard(key, e))) e.preventDefault();
}

function common(key) {
  const doing = { "?": help, u: undo }[key];
  doing?.();
  return Boolean(doing);
}

function onBoard(key, e) {
  if (key.startsWith("Arrow")) {
    if (e.target.matches('input[type="range"]') || !document.querySelector(".card")) return false;
    move(key);
    return true;
  }
  const card = document.activeElement.closest?.(".card");
  const doing = {
    "/": () => $("search").focus(), w: words, n: () => { if (card) { open(card.dataset.address); write(); } },
  }[key];
  doing?.();
  return Boolean(doing);
}

function onStage(key, e) {
  const arrow = key.startsWith("Arrow");
  if (arrow && (e.target.matches("input") || e.target.closest("#side"))) return false;
  if (arrow && stage.mode === "grid") { moveInMatrix(key); return true; }
  if (arrow && stage.zoom) { pan(key); return true; }
  if (key >= "1" && key <= "9") { lookAt(Number(key) - 1); return true; }
  if (MODES[key]) { mode(MODES[key]); return true; }
  const doing = {
    p: pick, Backspace: unpick, n: write, z: zoom, x: asOther,
    "[": () => lookAt(stage.looked - 1), "]": () => lookAt(stage.looked + 1),
    ArrowLeft: () => step(-1), ArrowRight: () => step(1),
    ArrowUp: () => lookAt(stage.looked - 1), ArrowDown: () => lookAt(stage.looked + 1),
  }[key];
  doing?.();
  return Boolean(doing);
}

export function words() {
  const on = document.body.classList.toggle("wordless");
  $("words").setAttribute("aria-pressed", String(!on));
}

export function help() {
  $("keys").replaceChildren(...KEYS.flatMap(([keys, does]) => [make("dt", "", make("kbd", "", keys)), make("dd", "", does)]));
  $("help").showModal();
}
