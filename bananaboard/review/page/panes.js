// The pictures that are looked at: one, or two in the way in which they are compared, or all of them as a grid.
import { $, make } from "./dom.js";
import { full } from "./images.js";
import { matrix, mark } from "./matrix.js";
import { stage } from "./stage.js";
import { state } from "./state.js";

export function panes({ a, b }) {
  const mode = b ? stage.mode : "single";
  if (mode === "grid") grid();
  else compare(mode, a, b);
  $("blend").hidden = mode !== "onion";
}

function grid() {
  const found = matrix(stage.address);
  if (stage.drawn !== found.signature) {
    const held = $("canvas").contains(document.activeElement) && document.activeElement !== $("canvas");
    stage.drawn = found.signature;
    $("canvas").className = "canvas gridded";
    $("canvas").replaceChildren(found.build());
    mark();
    if (held) $("canvas").querySelector('[aria-current="true"]')?.focus();
  }
  mark();
}

function compare(mode, a, b) {
  const over = mode === "onion" || mode === "diff";
  const shown = !a ? [] : mode === "single" ? [a] : mode === "flip" ? [stage.flipped ? b : a] : [a, b];
  const said = shown.map((l) => [l.name, l.take.picked, l.take.images.map((i) => i.sha)]);
  const wanted = JSON.stringify([mode, stage.zoom, said, a ? "" : nothing()]);
  if (wanted !== stage.drawn) {
    const held = $("canvas").contains(document.activeElement);
    stage.drawn = wanted;
    $("canvas").className = `canvas ${over ? "over" : ""} m-${mode} ${stage.zoom ? "zoomed" : ""}`;
    $("canvas").replaceChildren(...(shown.length ? shown.map(pane) : [make("p", "nothing", nothing())]));
    if (held) $("canvas").focus();
  }
  if (!over) return;
  $("blend-a").textContent = a.name;
  $("blend-b").textContent = b.name;
  $("canvas").lastChild.style.opacity = mode === "onion" ? $("blend-range").value / 100 : 1;
}

function nothing() {
  const frame = state.frames.get(stage.address);
  if (frame.refusal) return frame.refusal;
  if (frame.status === "missing") return "Its picture is not in the store. bnn restore brings it back from a copy.";
  return frame.status === "pending" ? "Being made…" : "There is no picture yet.";
}

function pane(look) {
  const { take } = look;
  const caption = make("figcaption", "", take.picked ? make("b", "", "★ ") : "");
  caption.append([look.name, take.fresh ? "" : "of older words or pictures", take.cost].filter(Boolean).join(" · "));
  const pics = make("div", "pics", ...take.images.map(full));
  if (stage.zoom) {
    pics.tabIndex = 0; // it is scrolled
    pics.setAttribute("role", "group");
    pics.setAttribute("aria-label", `${look.name}, full size`);
  }
  return make("figure", "pane", pics, caption);
}
