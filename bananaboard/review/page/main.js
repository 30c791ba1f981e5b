// The review page: its buttons and keys, and then it watches the board until it is closed.
import { draw } from "./board.js";
import { undo } from "./doing.js";
import { $, all } from "./dom.js";
import { head } from "./head.js";
import { help, onKey, words } from "./keys.js";
import { watch } from "./live.js";
import { prepare, write } from "./remarks.js";
import { follow } from "./roving.js";
import { keepSize } from "./size.js";
import { afterLook, closed, mode, open, pair, pick, show, stage, unpick, zoom } from "./stage.js";
import { state } from "./state.js";
import { prepareZoom } from "./zoom.js";

function search() {
  state.search = $("search").value.trim().toLowerCase();
  draw();
}

function view(name) {
  state.view = name;
  for (const one of all("[data-view]")) one.setAttribute("aria-pressed", String(one.dataset.view === name));
  $("filters").hidden = name === "notes";
  draw();
}

function filter(e) {
  const chip = e.target.closest("[data-filter]");
  if (!chip || !state.board) return;
  state.filter = chip.dataset.filter;
  head();
  draw();
}

follow();
keepSize();
prepareZoom();
prepare(() => $("canvas").focus());
document.addEventListener("keydown", onKey);
document.addEventListener("settled", () => { draw(); afterLook(); });
$("main").addEventListener("click", (e) => {
  const card = e.target.closest(".card");
  if (!card) return;
  state.at = card.dataset.address;
  open(card.dataset.address);
});
$("search").addEventListener("input", search);
$("search").addEventListener("keydown", (e) => {
  if (e.key !== "Escape") return;
  $("search").value = "";
  search();
  $("main").focus();
});
$("skip").addEventListener("click", (e) => { e.preventDefault(); $("main").focus(); });
$("filters").addEventListener("click", filter);
for (const one of all("[data-view]")) one.addEventListener("click", () => view(one.dataset.view));
for (const one of all("[data-mode]")) one.addEventListener("click", () => mode(one.dataset.mode));
$("zoom").addEventListener("click", zoom);
$("pick").addEventListener("click", () => (pair().a?.take.picked ? unpick() : pick()));
$("undo").addEventListener("click", undo);
$("note").addEventListener("click", write);
$("words").addEventListener("click", words);
$("close").addEventListener("click", () => $("stage").close());
$("help-open").addEventListener("click", help);
$("help-close").addEventListener("click", () => $("help").close());
$("blend-range").addEventListener("input", () => show(false));
$("stage").addEventListener("close", closed);
addEventListener("beforeunload", (e) => { if ($("note-text").value.trim() && stage.address) e.preventDefault(); });
watch();
