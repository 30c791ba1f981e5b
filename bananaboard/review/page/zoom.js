// Full size: both pictures of a comparison show the same part, which is dragged, scrolled or reached with arrows.
import { $, all } from "./dom.js";
import { stage, zoom } from "./stage.js";

const STEP = 90; // px
const at = { x: 0, y: 0 };

// Pictures that lie over each other are scrolled together, others each in its own frame.
const scrollers = () => ($("canvas").classList.contains("over") ? [$("canvas")] : all("#canvas .pics"));

function go(x, y) {
  Object.assign(at, { x, y });
  for (const one of scrollers()) if (one.scrollLeft !== x || one.scrollTop !== y) one.scrollTo(x, y);
}

export function pan(key) {
  const [one] = scrollers();
  if (!one) return;
  const x = { ArrowLeft: -STEP, ArrowRight: STEP }[key] || 0;
  const y = { ArrowUp: -STEP, ArrowDown: STEP }[key] || 0;
  go(one.scrollLeft + x, one.scrollTop + y);
}

function followScroll(e) {
  if (stage.zoom && scrollers().includes(e.target)) go(e.target.scrollLeft, e.target.scrollTop);
}

function drag(e) {
  const one = scrollers().find((s) => s.contains(e.target));
  if (!stage.zoom || !one || e.button !== 0 || !e.target.matches("img")) return;
  e.preventDefault();
  const from = { x: e.clientX + one.scrollLeft, y: e.clientY + one.scrollTop };
  const moved = (m) => go(from.x - m.clientX, from.y - m.clientY);
  const stop = () => { removeEventListener("pointermove", moved); $("canvas").classList.remove("dragged"); };
  $("canvas").classList.add("dragged");
  addEventListener("pointermove", moved);
  addEventListener("pointerup", stop, { once: true });
  addEventListener("pointercancel", stop, { once: true });
}

// What was clicked twice is in the middle then.
function point(e) {
  if (!e.target.matches("img") || !e.target.naturalWidth) return;
  const { naturalWidth: width, naturalHeight: height } = e.target;
  const box = e.target.getBoundingClientRect();
  const scale = Math.min(box.width / width, box.height / height);
  const x = (e.clientX - box.left - (box.width - width * scale) / 2) / scale;
  const y = (e.clientY - box.top - (box.height - height * scale) / 2) / scale;
  zoom();
  if (!stage.zoom) return;
  const [one] = scrollers();
  Object.assign(at, { x: x - one.clientWidth / 2, y: y - one.clientHeight / 2 });
}

export function prepareZoom() {
  $("canvas").addEventListener("scroll", followScroll, true);
  $("canvas").addEventListener("pointerdown", drag);
  $("canvas").addEventListener("dblclick", point);
  $("canvas").addEventListener("load", () => { if (stage.zoom) go(at.x, at.y); }, true);
}
