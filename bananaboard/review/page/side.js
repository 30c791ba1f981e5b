// Beside the picture: its words, its notes, what goes along, what it cost and how it came about.
import { ask } from "./asking.js";
import { $, facts, make } from "./dom.js";
import { thumb } from "./images.js";
import { notesBeside } from "./remarks.js";
import { pair, stage } from "./stage.js";
import { STATUS, state } from "./state.js";

const ABOUT = ["action", "dialogue", "caption", "sound", "transition", "note"];

export function side(address, look) {
  const frame = state.frames.get(address);
  const { shot } = state.shots.get(address);
  $("side-top").replaceChildren(...standing(frame), make("p", "text", frame.text), ...said(frame, shot));
  notesBeside(address, look);
  const story = stage.story && stage.story.address === address ? stage.story : null;
  $("side-more").replaceChildren(...(look ? taken(look) : []), ...(story ? told(story) : []));
  if ($("side").dataset.of !== address) $("side").scrollTop = 0;
  $("side").dataset.of = address;
}

function section(title, ...parts) {
  return parts.length ? [make("h3", "", title), ...parts] : [];
}

function standing(frame) {
  const parts = [];
  if (STATUS[frame.status]) parts.push(make("p", "", make("span", `tag state ${frame.status}`, STATUS[frame.status])));
  if (frame.status !== "cached" && frame.why) parts.push(make("p", "said", frame.why));
  for (const text of [frame.refusal, frame.blocked]) if (text) parts.push(make("p", "alert", text));
  return parts;
}

function said(frame, shot) {
  const about = { ...shot.about, ...(frame.about || {}) };
  const parts = ABOUT.flatMap((name) => (about[name] ? section(name, ...about[name].map((t) => make("p", "", t))) : []));
  const known = [["Camera", shot.camera], ["Length", about.duration || ""]].filter(([, v]) => v);
  return known.length ? [...parts, ...section("Shot", facts(known))] : parts;
}

function taken({ take, name }) {
  const image = take.images[0];
  const known = [
    ["Which", name], ["Size", image ? `${image.width} × ${image.height}` : ""], ["Model", take.model],
    ["Cost", take.cost], ["Made", take.hand ? "by hand" : ""],
  ];
  const parts = section("This take", facts(known.filter(([, v]) => v)));
  return take.text ? [...parts, make("p", "words", take.text)] : parts;
}

function told(story) {
  const parts = [];
  if (story.sent.length) parts.push(...section("Pictures that go along", sentOf(story.sent)));
  if (story.words.length) parts.push(...section("Prompt", make("div", "words", story.words.join("\n\n"))));
  parts.push(...section("Settings", facts([["Address", story.address], ...story.facts.map((f) => [f.name, f.value])])));
  if (story.history.length) parts.push(...section("History", historyOf(story.history)));
  if (story.users.length) parts.push(...section("Seen by", make("p", "", story.users.join(", "))));
  return parts;
}

function sentOf(sent) {
  const list = make("ul", "sent");
  for (const one of sent) {
    const well = make("span", one.sha ? "well" : "well none");
    if (one.sha) well.append(thumb({ sha: one.sha, alt: "" }));
    const item = make("li", "", well, make("span", "", one.name));
    item.title = one.source;
    list.append(item);
  }
  return list;
}

function historyOf(history) {
  const list = make("ol", "history");
  for (const one of history) {
    const state_ = one.state === "kept" ? "" : `${one.state} ${one.reason}`;
    const cells = [one.when, `take ${one.take}`, state_, one.cost];
    list.append(make("li", "", ...cells.map((text) => make("span", "", text))));
  }
  return list;
}

export async function tell(address) {
  try {
    const answer = await ask(`/api/story?address=${encodeURIComponent(address)}`);
    if (!answer.ok) return;
    const story = await answer.json();
    if (stage.address !== address) return;
    stage.story = story;
    side(address, pair().a);
  } catch { /* the next look says so */ }
}
