// Continuity: each subject's references, and beside them every picture that it is in, in story order, at one size.
import { cardOf } from "./card.js";
import { make } from "./dom.js";
import { thumb } from "./images.js";
import { fits, state } from "./state.js";

export function sheetOf(subject) {
  const views = subject.views.filter(fits);
  const shown = new Set(subject.views.map((v) => v.address));
  const frames = subject.users.filter((a) => !shown.has(a)).map((a) => state.frames.get(a)).filter((f) => f && fits(f));
  if (!frames.length && !views.length && (!subject.given.length || state.filter !== "all" || state.search)) return null;
  const section = make("section", "subject");
  section.append(make("h2", "", subject.name, make("span", "kind", subject.kind)));
  const told = [subject.description, subject.wears].filter(Boolean).join("; ");
  if (told) section.append(make("p", "said", told));
  const sheet = make("div", "sheet");
  if (subject.given.length || views.length) sheet.append(make("div", "refs", ...subject.given.map(reference), ...views.map(view)));
  else sheet.classList.add("bare");
  sheet.append(make("div", "grid", ...frames.map(appearance)));
  section.append(sheet);
  return section;
}

function reference(given) {
  const well = make("span", "well", thumb(given));
  well.style.aspectRatio = `${given.width} / ${given.height}`;
  return make("figure", "", well, make("figcaption", "", given.name));
}

function view(frame) {
  return make("article", "shot", cardOf(frame, { named: frame.name }));
}

function appearance(frame) {
  const { shot } = state.shots.get(frame.address);
  const title = make("h3", "", make("b", "", shot.number || frame.kind), make("span", "", shot.number ? shot.title : frame.name));
  return make("article", "shot", title, cardOf(frame));
}
