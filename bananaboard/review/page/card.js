// One picture of the board as a button: the picture, what is to be known of it at a glance, its words.
import { make, many } from "./dom.js";
import { thumb } from "./images.js";
import { STATUS, fresh, label, openNotes, picked, state } from "./state.js";

export function cardOf(frame, { bare = false, named = "" } = {}) {
  const card = make("button", "card");
  card.type = "button";
  card.tabIndex = -1;
  card.dataset.address = frame.address;
  card.append(wellOf(frame));
  const said = label(frame) || named;
  if (said && !bare) card.append(make("span", "legend", make("b", "", said)));
  card.setAttribute("aria-label", aloud(frame, said));
  return card;
}

function wellOf(frame) {
  const well = make("span", "well");
  well.style.aspectRatio = `${frame.shape[0]} / ${frame.shape[1]}`;
  if (frame.images.length) well.append(thumb(frame.images[0]));
  else {
    well.classList.add("none");
    well.append(make("span", "", STATUS[frame.status] || "no picture"));
  }
  well.append(cornerOf(frame));
  const open = openNotes(frame.address);
  if (open) well.append(make("span", "tag noted", `✎ ${open}`));
  return well;
}

function cornerOf(frame) {
  const corner = make("span", "corner");
  const status = STATUS[frame.status];
  const one = picked(frame);
  const count = fresh(frame).length;
  if (status && frame.images.length) corner.append(make("span", `tag ${frame.status}`, status));
  if (frame.images.length > 1) corner.append(make("span", "tag", panelsOf(frame)));
  if (frame.final) corner.append(make("span", "tag", "final"));
  if (one) corner.append(make("span", "tag picked", `★ take ${one.number}`));
  else if (count > 1) corner.append(make("span", "tag count", `${count} takes`));
  return corner;
}

// An answer that holds several pictures: the card shows the first.
const panelsOf = (frame) => (frame.images.length > 1 ? many(frame.images.length, "panel") : "");

function aloud(frame, said) {
  const { shot } = state.shots.get(frame.address);
  const one = picked(frame);
  const open = openNotes(frame.address);
  return [
    shot.number, shot.title, said, STATUS[frame.status] || "up to date", panelsOf(frame), frame.final ? "final" : "",
    one ? `take ${one.number} picked` : many(fresh(frame).length, "take"), open ? many(open, "open note") : "",
  ].filter(Boolean).join(", ");
}

// What is said in a shot, as it stands below a storyboard's panel.
export function wordsOf(frame, shot) {
  const words = make("div", "words");
  if (frame) words.append(make("p", "", frame.text));
  const about = { ...shot.about, ...(frame?.about || {}) };
  for (const name of ["action", "dialogue", "caption", "sound"]) {
    for (const text of about[name] || []) words.append(make("p", name, text));
  }
  return words.childNodes.length ? words : null;
}
