// How wide pictures are: about as wide as is wished, and so that a line of them fills the window.
import { $ } from "./dom.js";

const GAP = 17.6; // px between two, as in board.css

export function settle() {
  if ($("stage").open) return; // nothing moves behind a picture
  const style = getComputedStyle($("main"));
  const room = $("main").clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
  const wished = Number($("size").value);
  const columns = Math.max(1, Math.round((room + GAP) / (wished + GAP)));
  const wide = Math.floor(((room + GAP) / columns - GAP) * 10) / 10;
  document.documentElement.style.setProperty("--wide", `${Math.max(80, wide)}px`);
}

export function keepSize() {
  $("size").addEventListener("input", settle);
  new ResizeObserver(settle).observe($("main"));
}
