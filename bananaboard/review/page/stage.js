// One picture closely: its takes and variants, compared in several ways, with everything that is known of it.
import { act } from "./doing.js";
import { $, all, first, say } from "./dom.js";
import { panes } from "./panes.js";
import { cards, returnTo } from "./roving.js";
import { side, tell } from "./side.js";
import { strip } from "./strip.js";
import { chosen, idOf, looks, ownLooks, state, titleOf } from "./state.js";

export const stage = {
  address: null, looked: 0, other: null, mode: "single", flipped: false, zoom: false, story: null, order: [], drawn: null,
};

export function open(address, digest = "") {
  if (!state.frames.has(address)) return;
  if (!$("stage").open) stage.order = state.view === "notes" ? [...state.frames.keys()] : [...new Set(cards().map((c) => c.dataset.address))];
  Object.assign(stage, { address, other: null, mode: "single", flipped: false, zoom: false });
  const own = ownLooks(address);
  const noted = own.findIndex((l) => digest && l.take.digest === digest);
  stage.looked = noted >= 0 ? noted : Math.max(0, own.indexOf(chosen(own)));
  if (!$("stage").open) $("stage").showModal();
  show(true);
  $("canvas").focus();
}

export function closed() {
  const { address } = stage;
  Object.assign(stage, { address: null, story: null, drawn: null });
  const every = cards();
  returnTo(every, state.at || address, Math.max(0, every.findIndex((c) => c.tabIndex === 0)));
}

// The take that is looked at, and the other one of a comparison.
export function pair() {
  const { own, others } = looks(stage.address);
  stage.looked = Math.min(stage.looked, Math.max(0, own.length - 1));
  const a = own[stage.looked];
  const b = [...own, ...others].find((l) => idOf(l) === stage.other && l !== a)
    || own.find((l) => l.take.counts && l !== a) || own.find((l) => l !== a) || others[0];
  return { own, others, a, b };
}

export function show(anew) {
  const found = pair();
  bar(found);
  panes(found);
  strip(found);
  side(stage.address, found.a);
  if (anew || stage.story) tell(stage.address);
}

// Another take or variant has the focus in the grid: everything but the grid itself goes with it.
export function look(address, index) {
  const anew = stage.address !== address;
  Object.assign(stage, { address, looked: index });
  const found = pair();
  bar(found);
  side(address, found.a);
  if (anew) tell(address);
}

function bar({ a, b }) {
  $("stage-title").textContent = titleOf(stage.address);
  for (const one of all("[data-mode]")) {
    one.setAttribute("aria-pressed", String(one.dataset.mode === stage.mode));
    one.disabled = one.dataset.mode !== "single" && !b;
  }
  $("zoom").setAttribute("aria-pressed", String(stage.zoom));
  const is = Boolean(a?.take.picked);
  $("pick").disabled = !a;
  $("pick").setAttribute("aria-pressed", String(is));
  $("pick").title = is ? "Take the pick back (Backspace)" : "This take counts (P)";
  $("pick").textContent = is ? `★ ${first(a.name)} picked` : a ? `Pick ${a.name}` : "Pick";
}

export function afterLook() {
  if (!stage.address) return;
  if (state.frames.has(stage.address)) show(false);
  else $("stage").close();
}

export function mode(name) {
  if (name !== "single" && !pair().b) {
    say("There is nothing to compare it with.");
    return;
  }
  if (name === "flip" && stage.mode === "flip") stage.flipped = !stage.flipped;
  else {
    stage.flipped = name === "flip";
    stage.mode = stage.mode === name ? "single" : name;
  }
  show(false);
  if (stage.mode === "grid") $("canvas").querySelector('[aria-current="true"]')?.focus();
  else if (document.activeElement === document.body) $("canvas").focus();
}

// What was shown when it was opened, though a pick may take it out of what is shown now.
export function step(by) {
  const order = stage.order.filter((a) => state.frames.has(a));
  const to = order[order.indexOf(stage.address) + by];
  if (!to) return;
  const { zoom } = stage;
  open(to);
  stage.zoom = zoom;
  state.at = to;
}

export function lookAt(index) {
  if (index < 0 || index >= pair().own.length) return;
  stage.looked = index;
  stage.flipped = false;
  show(false);
}

export function against(found) {
  stage.other = idOf(found);
  if (stage.mode === "single") stage.mode = "side";
  show(false);
}

export function asOther() {
  const { a } = pair();
  if (!a) return;
  stage.other = idOf(a);
  say(`Compared with ${a.name}.`);
}

export function zoom() {
  stage.zoom = !stage.zoom;
  show(false);
}

export async function pick() {
  const { a } = pair();
  if (a?.take.picked) say(`${first(a.name)} is picked already. Backspace takes the pick back.`);
  else if (a) await act("/api/pick", { address: a.take.of, digest: a.take.digest });
}

export async function unpick() {
  const { own, a } = pair();
  const found = a?.take.picked ? a : own.find((l) => l.take.picked);
  await act("/api/unpick", { address: found ? found.take.of : stage.address });
}
