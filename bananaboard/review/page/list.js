// All notes of the board: the open ones first, those to pictures that are gone at the end.
import { button, make } from "./dom.js";
import { thumb } from "./images.js";
import { fill } from "./remarks.js";
import { open } from "./stage.js";
import { state, titleOf } from "./state.js";

export function listOf() {
  const box = make("div", "all-notes");
  const { notes, notesWrong } = state.board;
  for (const text of notesWrong) box.append(make("p", "alert", text));
  const known = notes.filter((n) => state.frames.has(n.address) && matches(n));
  const order = new Map([...state.frames.keys()].map((a, i) => [a, i]));
  known.sort((a, b) => order.get(a.address) - order.get(b.address));
  const gone = notes.filter((n) => !state.frames.has(n.address) && matches(n));
  part(box, "Open", known.filter((n) => !n.done));
  part(box, "Done", known.filter((n) => n.done));
  part(box, "To pictures that the board has not now", gone);
  if (!notes.length) box.append(make("p", "empty", "There are no notes yet. Look at a picture and press N to write one."));
  else if (!known.length && !gone.length) box.append(make("p", "empty", "Nothing here is like that."));
  return box;
}

const matches = (n) => !state.search || `${n.address} ${n.text} ${titleOf(n.address)}`.toLowerCase().includes(state.search);

function part(box, title, notes) {
  if (!notes.length) return;
  const list = make("ul", "notes");
  fill(list, notes, (note) => [pictureOf(note)]);
  box.append(make("section", "", make("h2", "", `${title} `, make("b", "", String(notes.length))), list));
}

function pictureOf(note) {
  const frame = state.frames.get(note.address);
  if (!frame) return make("p", "gone", note.address);
  const found = button("noted-picture", "");
  const take = frame.takes.find((t) => t.digest === note.digest);
  const image = (take || frame).images[0];
  const well = make("span", image ? "well" : "well none");
  if (image) well.append(thumb({ ...image, alt: "" }));
  found.append(well, make("span", "l", titleOf(note.address)));
  found.addEventListener("click", () => open(note.address, note.digest));
  return found;
}
