// All takes of a shot and of its variants as a grid: a row for each variant, a column for each take.
import { $, all, make } from "./dom.js";
import { thumb } from "./images.js";
import { look, open, stage } from "./stage.js";
import { idOf, label, openNotes, ownLooks, state } from "./state.js";

export function matrix(address) {
  const rows = state.shots.get(address).all.map((frame) => [frame, ownLooks(frame.address)]).filter(([, l]) => l.length);
  const columns = [...new Set(rows.flatMap(([, found]) => found.map((l) => l.name)))].sort(byTake);
  const told = rows.map(([f, found]) => [f.address, openNotes(f.address), found.map((l) => [idOf(l), l.take.picked, l.take.digest])]);
  return { signature: JSON.stringify(["grid", told]), build: () => build(rows, columns) };
}

// Takes first, finals behind them.
function byTake(a, b) {
  return a.startsWith("final") - b.startsWith("final") || a.localeCompare(b, "en", { numeric: true });
}

function build(rows, columns) {
  const found = make("table", "matrix", make("caption", "hidden", "All takes: a row for each variant, a column for each take"));
  const head = make("tr", "", make("td"), ...columns.map((c) => heading(c, "col")));
  const body = make("tbody", "", ...rows.map(([frame, own]) => line(frame, own, columns)));
  found.append(make("thead", "", head), body);
  return found;
}

function line(frame, own, columns) {
  const tr = make("tr", "", heading(label(frame) || frame.name, "row"));
  for (const name of columns) {
    const index = own.findIndex((l) => l.name === name);
    tr.append(index < 0 ? make("td", "nothing") : make("td", "", cell(frame, own[index], index)));
  }
  return tr;
}

function heading(text, scope) {
  const found = make("th", "", text);
  found.scope = scope;
  return found;
}

function cell(frame, one, index) {
  const found = make("button", "frame");
  found.type = "button";
  found.tabIndex = -1;
  found.dataset.look = idOf(one);
  const well = make("span", "well", thumb({ ...one.take.images[0], alt: "" }));
  well.style.aspectRatio = `${frame.shape[0]} / ${frame.shape[1]}`;
  if (one.take.picked) well.append(make("span", "tag picked star", "★"));
  found.append(well);
  found.setAttribute("aria-label", [label(frame) || frame.name, one.name, one.take.picked ? "picked" : ""].filter(Boolean).join(", "));
  found.addEventListener("focus", () => { look(frame.address, index); mark(); });
  found.addEventListener("click", () => { open(frame.address, one.take.digest); });
  return found;
}

// Which cell is the one that is looked at: it is the one that Tab reaches.
export function mark() {
  const own = ownLooks(stage.address)[stage.looked];
  for (const one of all(".matrix .frame")) {
    const is = own !== undefined && one.dataset.look === idOf(own);
    one.setAttribute("aria-current", String(is));
    one.tabIndex = is ? 0 : -1;
  }
}

export function moveInMatrix(key) {
  const cell_ = document.activeElement.closest?.(".matrix td");
  if (!cell_) {
    $("canvas").querySelector('[aria-current="true"]')?.focus();
    return;
  }
  const rows = [...cell_.closest("table").rows];
  let [row, column] = [rows.indexOf(cell_.parentNode), cell_.cellIndex];
  for (;;) {
    row += { ArrowUp: -1, ArrowDown: 1 }[key] || 0;
    column += { ArrowLeft: -1, ArrowRight: 1 }[key] || 0;
    const there = rows[row]?.cells[column];
    if (!there) return;
    const found = there.querySelector(".frame");
    if (found) { found.focus(); return; }
  }
}
