// Above the board: what it comes to, what was spent, and the choice of what is shown.
import { $, all, button, make } from "./dom.js";
import { FILTERS, picked, state } from "./state.js";

export function head() {
  const { board } = state;
  document.title = `${board.title} · review`;
  $("title").textContent = board.title;
  $("mark").textContent = board.mark;
  $("mark").hidden = !board.mark;
  $("mistake").hidden = !board.notesWrong.length;
  $("mistake").textContent = board.notesWrong.join(" ");
  $("sums").textContent = sums(board);
  money(board);
  chips();
  const open = board.notes.filter((n) => !n.done).length;
  $("notes-count").textContent = open ? String(open) : "";
  alive();
}

function sums(board) {
  const shots = board.scenes.flatMap((s) => s.shots.flatMap((x) => x.rows.flat()));
  const made = shots.filter((f) => f.images.length).length;
  const told = [`${made} of ${shots.length} pictures`, `${shots.filter(picked).length} picked`, board.length, `by ${board.engine}`];
  return told.filter(Boolean).join(" · ");
}

function money({ budget, spent, held }) {
  $("money").hidden = !spent && !budget;
  const open = held ? `, up to ${held} more unknown` : "";
  $("money-text").textContent = budget ? `${budget.held} of ${budget.limit}` : `${spent} spent`;
  $("money").title = budget ? `${spent || "nothing"} spent${open}; the budget is ${budget.limit}` : `${spent} spent${open}`;
  $("money-bar").hidden = !budget;
  if (!budget) return;
  $("money-bar").value = budget.part;
  $("money-bar").className = budget.part >= 0.9 ? "nearly" : "";
}

function chips() {
  const frames = [...state.frames.values()];
  const found = FILTERS.map(([name, label, fits]) => {
    const count = frames.filter(fits).length;
    const chip = button("", label, state.filter === name);
    chip.dataset.filter = name;
    chip.append(make("b", "", String(count)));
    chip.hidden = count === 0 && name !== "all" && state.filter !== name;
    return chip;
  });
  const focus = document.activeElement?.dataset?.filter;
  $("filters").replaceChildren(...found);
  if (focus) found.find((c) => c.dataset.filter === focus)?.focus();
}

export function alive() {
  const busy = [...state.frames.values()].filter((f) => f.status === "pending").length;
  $("live").className = busy ? "live busy" : "live";
  $("live-text").textContent = busy ? `${busy} being made` : "Live";
  for (const one of all(".ended")) one.hidden = true;
}

export function lost(text) {
  $("live").className = "live lost";
  $("live-text").textContent = "Not connected";
  for (const one of all(".ended")) {
    if (one.textContent !== text) one.textContent = text;
    one.hidden = false;
  }
  if (!state.board && $("wait")) $("wait").textContent = text;
}
