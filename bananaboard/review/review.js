// The review page. Text of the board goes into the page as text only; pictures come with the token, as blobs.
"use strict";

const token = location.hash.slice(1) || sessionStorage.getItem("bananaboard");
if (location.hash) {
  sessionStorage.setItem("bananaboard", token);
  history.replaceState(null, "", "/");
}
const $ = (id) => document.getElementById(id);
const state = { board: null, tag: "", view: "board", filter: "all", search: "", frames: new Map(), shots: new Map(), order: [] };
const stage = { address: null, looked: 0, other: null, mode: "single", flipped: false, zoom: false, story: null };
const STATUS = { new: "not made", changed: "changed", stale: "stale", missing: "missing", refused: "refused", pending: "being made" };
const ABOUT = [["action", "Action"], ["dialogue", "Dialogue"], ["caption", "Caption"], ["sound", "Sound"], ["transition", "Transition"], ["note", "Note"]];
const FILTERS = [
  ["all", "All", () => true],
  ["unpicked", "Unpicked", (f) => fresh(f).length > 1 && !f.takes.some((t) => t.picked)],
  ["stale", "Stale", (f) => f.status === "stale" || f.status === "changed"],
  ["refused", "Refused", (f) => f.status === "refused"],
  ["missing", "Missing", (f) => f.status === "missing" || f.status === "new"],
  ["pending", "Being made", (f) => f.status === "pending"],
];
const KEYS = [
  ["← → ↑ ↓", "to the next picture"], ["Enter", "look at it closely"], ["1 – 9", "look at that take"],
  ["[ ]", "the take before, the take after"], ["P", "pick: the take you look at counts from here on"],
  ["X", "make this take the other one of a comparison"], ["C", "both side by side"], ["F", "flip between the two"],
  ["O", "onion skin: one laid over the other"], ["D", "difference: only what differs is bright"], ["Z", "full size"],
  ["S", "a single picture"], ["/", "search"], ["Esc", "back"], ["?", "these keys"],
];
const fresh = (frame) => frame.takes.filter((t) => !t.final);

function make(name, className, text) {
  const found = document.createElement(name);
  if (className) found.className = className;
  if (text !== undefined) found.textContent = text;
  return found;
}

// ---- asking ----
function ask(path, more = {}) {
  return fetch(path, { ...more, headers: { "X-Bananaboard-Token": token, ...(more.headers || {}) }, cache: "no-store" });
}
const blobs = new Map();
const LARGE = 24; // full pictures that are kept
function blob(kind, sha) {
  const key = kind + sha;
  if (!blobs.has(key)) {
    blobs.set(key, queue(async () => {
      let found = await ask(`/${kind}/${sha}`);
      if (!found.ok) throw new Error(found.status);
      return URL.createObjectURL(await found.blob());
    }));
    blobs.get(key).catch(() => blobs.delete(key));
    const large = [...blobs.keys()].filter((k) => k.startsWith("picture"));
    if (large.length > LARGE) {
      const old = large[0];
      blobs.get(old).then((url) => setTimeout(() => URL.revokeObjectURL(url), 10000), () => {});
      blobs.delete(old);
    }
  }
  return blobs.get(key);
}
let going = 0;
const waiting = [];
function queue(job) {
  return new Promise((done, failed) => {
    waiting.push(() => job().then(done, failed).finally(() => { going -= 1; next(); }));
    next();
  });
}
function next() {
  while (going < 5 && waiting.length) { going += 1; waiting.pop()(); } // what came into sight last comes first
}
const sight = new IntersectionObserver((seen) => {
  for (const { target, isIntersecting } of seen) {
    if (!isIntersecting) continue;
    sight.unobserve(target);
    blob("thumb", target.dataset.sha).then((url) => { target.src = url; }, () => { target.dataset.lost = "1"; });
  }
}, { rootMargin: "500px" });
function thumb(image) {
  const found = make("img");
  found.alt = image.alt || "";
  found.dataset.sha = image.sha;
  found.decoding = "async";
  sight.observe(found);
  return found;
}
function full(image, alt) {
  const found = make("img");
  found.alt = alt || image.alt || "";
  blob("picture", image.sha).then((url) => { found.src = url; }, () => { found.alt = "This picture can't be read."; });
  return found;
}

// ---- the board ----
let asking = false;
let again = false; // asked for while an answer was on its way that may be older
async function refresh() {
  if (asking) { again = true; return; }
  asking = true;
  try {
    const answer = await ask("/api/board", { headers: state.tag ? { "If-None-Match": state.tag } : {} });
    if (answer.status === 401) return lost("Open the whole address that bnn review printed.");
    if (answer.status !== 304) {
      const board = await answer.json();
      state.tag = answer.headers.get("ETag") || "";
      if (board.wrong) wrong(board.wrong); else take(board);
    }
    alive();
  } catch { lost("The program behind this page has ended."); } finally {
    asking = false;
    if (again) { again = false; refresh(); }
  }
}
function lost(text) {
  $("live").className = "live lost";
  $("live-text").textContent = text;
  if (!state.board) $("wait") && ($("wait").textContent = text);
}
function alive() {
  const busy = [...state.frames.values()].filter((f) => f.status === "pending").length;
  $("live").className = busy ? "live busy" : "live";
  $("live-text").textContent = busy ? `${busy} being made` : "Live";
}
function wrong(texts) {
  const box = make("section", "wrong");
  box.append(make("h2", "", "The board has a mistake"));
  for (const text of texts) box.append(make("p", "", text));
  box.append(make("p", "said", "bnn check shows where. This page goes on by itself when it is mended."));
  if (!state.board) $("main").replaceChildren(box); else say(texts[0] || "The board has a mistake.");
}
function take(board) {
  const before = state.frames;
  state.board = board;
  state.frames = new Map();
  state.shots = new Map();
  for (const scene of board.scenes) {
    for (const shot of scene.shots) {
      const all = shot.rows.flat();
      all.forEach((frame) => { state.frames.set(frame.address, frame); state.shots.set(frame.address, { scene, shot, all }); });
    }
  }
  for (const subject of board.subjects) {
    for (const frame of subject.views) {
      state.frames.set(frame.address, frame);
      state.shots.set(frame.address, { scene: null, shot: { number: "", title: subject.name, about: {}, camera: "" }, all: subject.views });
    }
  }
  head();
  const same = before.size === state.frames.size && [...before.keys()].every((k) => state.frames.has(k)) && state.drawn;
  if (same && state.view === "board" && state.filter === "all" && !state.search) {
    for (const [address, frame] of state.frames) {
      if (JSON.stringify(frame) !== JSON.stringify(before.get(address))) renew(address);
    }
  } else draw();
  if (stage.address) state.frames.has(stage.address) ? show(false) : $("stage").close();
}
function renew(address) {
  const old = document.querySelector(`[data-address="${CSS.escape(address)}"]`);
  if (!old) return;
  const focus = document.activeElement === old;
  const card = cardOf(state.frames.get(address));
  old.replaceWith(card);
  if (focus) card.focus();
}
function head() {
  const { board } = state;
  document.title = `${board.title} · review`;
  $("title").textContent = board.title;
  $("mark").textContent = board.mark;
  $("mark").hidden = !board.mark;
  const shots = board.scenes.flatMap((s) => s.shots.flatMap((x) => x.rows.flat()));
  const made = shots.filter((f) => f.images.length).length;
  const picked = shots.filter((f) => f.takes.some((t) => t.picked)).length;
  $("sums").textContent = [`${made} of ${shots.length} pictures`, `${picked} picked`, board.length, `by ${board.engine}`].filter(Boolean).join(" · ");
  $("money").hidden = !board.spent && !board.budget;
  const { budget } = board;
  $("money-text").textContent = budget ? `${budget.held} of ${budget.limit}` : `${board.spent} spent`;
  $("money-bar").hidden = !budget;
  if (budget) $("money-bar").value = budget.part;
  const frames = [...state.frames.values()];
  const chips = FILTERS.map(([name, label, fits]) => {
    const count = frames.filter(fits).length;
    const chip = make("button", "", label);
    chip.type = "button";
    chip.dataset.filter = name;
    chip.setAttribute("aria-pressed", String(state.filter === name));
    chip.append(make("b", "", String(count)));
    chip.hidden = count === 0 && name !== "all" && state.filter !== name;
    return chip;
  });
  const focus = document.activeElement?.dataset?.filter;
  $("filters").replaceChildren(...chips);
  if (focus) chips.find((c) => c.dataset.filter === focus)?.focus();
}
function fits(frame) {
  if (!FILTERS.find(([name]) => name === state.filter)[2](frame)) return false;
  if (!state.search) return true;
  const { shot } = state.shots.get(frame.address);
  return [frame.address, frame.title, frame.text, shot.title, shot.number].join(" ").toLowerCase().includes(state.search);
}
function draw() {
  const parts = state.view === "board" ? state.board.scenes.map(sceneOf) : state.board.subjects.map(sheetOf);
  const found = parts.filter(Boolean);
  $("main").replaceChildren(...(found.length ? found : [make("p", "empty", "Nothing here is like that.")]));
  state.drawn = true;
  rove();
}
function sceneOf(scene) {
  const shots = scene.shots.map(shotOf).filter(Boolean);
  if (!shots.length) return null;
  const section = make("section", "scene");
  const heading = make("h2");
  if (scene.title) {
    heading.append(make("span", "", scene.number ? String(scene.number) : ""), make("span", "", scene.title), make("span", "", scene.length));
    section.append(heading);
  }
  for (const note of scene.note) section.append(make("p", "note", note));
  const grid = make("div", "grid");
  grid.append(...shots);
  section.append(grid);
  return section;
}
function shotOf(shot) {
  const rows = shot.rows.map((row) => row.filter(fits)).filter((row) => row.length);
  if (!rows.length) return null;
  const found = make("article", "shot");
  const [first] = rows[0];
  if (rows.flat().length === 1 && !label(first)) {
    found.classList.add("one");
    found.style.setProperty("--tall", String(first.shape[1] / first.shape[0]));
  }
  const heading = make("h3");
  heading.append(make("b", "", shot.number), make("span", "", shot.title));
  if (shot.about.duration) heading.append(make("span", "time", shot.about.duration));
  const axes = make("div", "axes");
  for (const row of rows) {
    const line = make("div", "row");
    line.append(...row.map(cardOf));
    axes.append(line);
  }
  found.append(heading, axes);
  return found;
}
function label(frame) {
  const keys = frame.keys.map((k) => k.key).join(", ");
  return [frame.editOf ? `${frame.name} of ${frame.editOf}` : frame.title, keys].filter(Boolean).join(" · ");
}
function cardOf(frame) {
  const card = make("button", "card");
  card.type = "button";
  card.tabIndex = -1;
  card.dataset.address = frame.address;
  const well = make("span", "well");
  well.style.aspectRatio = `${frame.shape[0]} / ${frame.shape[1]}`;
  if (frame.images.length) well.append(thumb(frame.images[0]));
  else { well.classList.add("none"); well.append(make("span", "", STATUS[frame.status] || "no picture")); }
  const corner = make("span", "corner");
  const status = STATUS[frame.status];
  if (status && frame.images.length) corner.append(make("span", `tag ${frame.status}`, status));
  if (frame.final) corner.append(make("span", "tag", "final"));
  const picked = frame.takes.find((t) => t.picked);
  const count = fresh(frame).length;
  if (picked) corner.append(make("span", "tag picked", `★ take ${picked.number}`));
  else if (count > 1) corner.append(make("span", "tag count", `${count} takes`));
  well.append(corner);
  card.append(well);
  const said = label(frame);
  if (said) {
    const legend = make("span", "legend");
    legend.append(make("b", "", said));
    card.append(legend);
  }
  const { shot } = state.shots.get(frame.address);
  card.setAttribute("aria-label", [shot.number, shot.title, said, status || "up to date", picked ? `take ${picked.number} picked` : `${count} takes`].filter(Boolean).join(", "));
  return card;
}
function sheetOf(subject) {
  const used = [...subject.views.map((v) => v.address), ...subject.users].filter((a, i, all) => all.indexOf(a) === i);
  const frames = used.map((a) => state.frames.get(a)).filter((f) => f && fits(f));
  if (!frames.length && !subject.given.length) return null;
  const section = make("section", "subject");
  const heading = make("h2", "", subject.name);
  heading.append(make("span", "kind", subject.kind));
  section.append(heading);
  if (subject.description) section.append(make("p", "said", [subject.description, subject.wears].filter(Boolean).join("; ")));
  const sheet = make("div", "sheet");
  const refs = make("div", "refs");
  for (const given of subject.given) {
    const figure = make("figure");
    const well = make("span", "well");
    well.style.aspectRatio = `${given.width} / ${given.height}`;
    well.append(thumb(given));
    figure.append(well, make("figcaption", "", given.name));
    refs.append(figure);
  }
  if (subject.given.length) sheet.append(refs);
  const grid = make("div", "grid");
  for (const frame of frames) {
    const item = make("article", "shot");
    const { shot } = state.shots.get(frame.address);
    const title = make("h3");
    title.append(make("b", "", shot.number || frame.kind), make("span", "", shot.number ? shot.title : frame.name));
    item.append(title, cardOf(frame));
    grid.append(item);
  }
  sheet.append(grid);
  if (!subject.given.length) sheet.style.gridTemplateColumns = "1fr";
  section.append(sheet);
  return section;
}

// ---- moving in the grid: one stop for Tab, arrows within ----
const cards = () => [...document.querySelectorAll(".card")];
function rove() {
  const all = cards();
  const kept = all.find((c) => c.dataset.address === state.at) || all[0];
  if (kept) kept.tabIndex = 0;
}
$("main").addEventListener("focusin", (e) => {
  const card = e.target.closest(".card");
  if (!card) return;
  document.querySelectorAll('.card[tabindex="0"]').forEach((c) => { c.tabIndex = -1; });
  card.tabIndex = 0;
  state.at = card.dataset.address;
});
function move(key) {
  const all = cards();
  if (!all.length) return;
  const from = all.indexOf(document.activeElement);
  let to;
  if (from < 0) to = all.find((c) => c.tabIndex === 0) || all[0];
  else if (key === "ArrowLeft") to = all[from - 1];
  else if (key === "ArrowRight") to = all[from + 1];
  else {
    const here = all[from].getBoundingClientRect();
    const down = key === "ArrowDown" ? 1 : -1;
    let best = Infinity;
    for (const card of all) {
      const box = card.getBoundingClientRect();
      const dy = (box.top - here.top) * down;
      if (dy < 12) continue;
      const far = dy * 3 + Math.abs(box.left + box.width / 2 - here.left - here.width / 2);
      if (far < best) { best = far; to = card; }
    }
  }
  if (to) { to.focus(); to.scrollIntoView({ block: "nearest", inline: "nearest" }); }
}
$("main").addEventListener("click", (e) => {
  const card = e.target.closest(".card");
  if (card) open(card.dataset.address);
});

// ---- the stage ----
function looks(address) {
  const frame = state.frames.get(address);
  const own = frame.takes.filter((t) => t.images.length).map((t) => ({ take: t, address, name: `${t.final ? "final " : "take "}${t.number}` }));
  const others = state.shots.get(address).all.filter((f) => f.address !== address && f.images.length).map((f) => ({
    take: f.takes.find((t) => t.counts && t.images.length) || f.takes.find((t) => t.images.length), address: f.address, name: label(f) || f.name,
  })).filter((l) => l.take);
  return { own, others };
}
function open(address) {
  if (!$("stage").open) stage.order = cards().map((c) => c.dataset.address);
  stage.address = address;
  stage.other = null;
  stage.mode = "single";
  stage.flipped = false;
  stage.zoom = false;
  const { own } = looks(address);
  stage.looked = Math.max(0, own.findIndex((l) => l.take.counts));
  if (!$("stage").open) $("stage").showModal();
  $("stage").append($("say"));
  show(true);
  $("canvas").focus();
}
const idOf = (l) => `${l.take.of}\n${l.take.number}`;
function pair() {
  const { own, others } = looks(stage.address);
  const all = [...own, ...others];
  stage.looked = Math.min(stage.looked, Math.max(0, own.length - 1));
  const a = own[stage.looked];
  let b = all.find((l) => idOf(l) === stage.other && l !== a);
  if (!b) b = own.find((l) => l.take.counts && l !== a) || own.find((l) => l !== a) || others[0];
  return { own, others, a, b };
}
function show(anew) {
  const frame = state.frames.get(stage.address);
  const { shot } = state.shots.get(stage.address);
  const { own, others, a, b } = pair();
  $("stage-title").textContent = [shot.number, shot.title, label(frame)].filter(Boolean).join("  ·  ");
  for (const button of document.querySelectorAll("[data-mode]")) {
    button.setAttribute("aria-pressed", String(button.dataset.mode === stage.mode));
    button.disabled = button.dataset.mode !== "single" && !b;
  }
  $("zoom").setAttribute("aria-pressed", String(stage.zoom));
  $("pick").disabled = !a || a.take.picked;
  $("pick").textContent = a && a.take.picked ? "★ Picked" : a ? `Pick ${a.name}` : "Pick";
  panes(a, b);
  strip(own, others, a, b);
  side(frame, a);
  if (anew) tell(stage.address); else if (stage.story) tell(stage.address);
}
function panes(a, b) {
  const mode = b ? stage.mode : "single";
  const over = mode === "onion" || mode === "diff";
  const shown = !a ? [] : mode === "single" ? [a] : mode === "flip" ? [stage.flipped ? b : a] : [a, b];
  const wanted = JSON.stringify([mode, stage.zoom, shown.map((l) => l.take.images.map((i) => i.sha)), shown.map((l) => [l.name, l.take.picked])]);
  if (wanted !== stage.drawn) {
    stage.drawn = wanted;
    $("canvas").className = `canvas ${over ? "over" : ""} m-${mode} ${stage.zoom ? "zoomed" : ""}`;
    $("canvas").replaceChildren(...(shown.length ? shown.map(pane) : [make("p", "nothing", nothing())]));
  }
  $("blend").hidden = mode !== "onion";
  if (over) {
    $("blend-a").textContent = a.name;
    $("blend-b").textContent = b.name;
    $("canvas").lastChild.style.opacity = mode === "onion" ? $("blend-range").value / 100 : 1;
  }
}
function nothing() {
  const frame = state.frames.get(stage.address);
  return frame.refusal || (frame.status === "pending" ? "Being made…" : "There is no picture yet.");
}
function pane(look) {
  const found = make("figure", "pane");
  const pics = make("div", "pics");
  pics.append(...look.take.images.map((i) => full(i)));
  const caption = make("figcaption");
  if (look.take.picked) caption.append(make("b", "", "★ "));
  caption.append(document.createTextNode([look.name, look.take.fresh ? "" : "of older words or pictures", look.take.cost].filter(Boolean).join(" · ")));
  found.append(pics, caption);
  return found;
}
function strip(own, others, a, b) {
  const items = [];
  if (own.length) items.push(make("h3", "", "Takes"));
  own.forEach((look, i) => items.push(small(look, look === a, stage.mode !== "single" && look === b, () => { stage.looked = i; stage.flipped = false; show(false); })));
  if (others.length) items.push(make("h3", "", "Variants"));
  others.forEach((look) => items.push(small(look, false, stage.mode !== "single" && look === b, () => against(look))));
  const focus = document.activeElement?.dataset?.look;
  $("strip").replaceChildren(...items);
  if (focus) items.find((i) => i.dataset?.look === focus)?.focus();
}
function against(look) {
  stage.other = idOf(look);
  if (stage.mode === "single") stage.mode = "side";
  show(false);
}
function small(look, current, other, chosen) {
  const found = make("button", `frame${other ? " other" : ""}`);
  found.type = "button";
  found.dataset.look = idOf(look);
  found.setAttribute("aria-current", String(current));
  const well = make("span", "well");
  well.append(thumb(look.take.images[0]));
  if (look.take.picked) well.append(make("span", "tag picked star", "★"));
  found.append(well, make("span", "l", look.name));
  found.addEventListener("click", (e) => (e.shiftKey ? against(look) : chosen()));
  return found;
}
function section(title, ...parts) {
  return parts.length ? [make("h3", "", title), ...parts] : [];
}
function facts(pairs) {
  const list = make("dl");
  for (const [name, value] of pairs) list.append(make("dt", "", name), make("dd", "", value));
  return list;
}
function side(frame, look) {
  const { shot } = state.shots.get(frame.address);
  const parts = [];
  if (STATUS[frame.status]) parts.push(make("span", `tag state ${frame.status}`, STATUS[frame.status]));
  if (frame.status !== "cached" && frame.why) parts.push(make("p", "said", frame.why));
  if (frame.refusal) parts.push(make("p", "alert", frame.refusal));
  if (frame.blocked) parts.push(make("p", "alert", frame.blocked));
  parts.push(make("p", "text", frame.text));
  const about = { ...shot.about, ...(frame.about || {}) };
  for (const [name, title] of ABOUT) if (about[name]) parts.push(...section(title, ...about[name].map((t) => make("p", "", t))));
  const told = [["Camera", shot.camera], ["Length", about.duration || ""]].filter(([, v]) => v);
  if (told.length) parts.push(...section("Shot", facts(told)));
  if (look) {
    const { take } = look;
    const known = [["Which", look.name], ["Size", take.images[0] ? `${take.images[0].width} × ${take.images[0].height}` : ""], ["Model", take.model], ["Cost", take.cost], ["Made", take.hand ? "by hand" : ""]];
    parts.push(...section("This take", facts(known.filter(([, v]) => v))));
    if (take.text) parts.push(make("p", "words", take.text));
  }
  const story = stage.story && stage.story.address === frame.address ? stage.story : null;
  if (story) {
    if (story.sent.length) parts.push(...section("Pictures that go along", sentOf(story.sent)));
    if (story.words.length) parts.push(...section("Prompt", make("div", "words", story.words.join("\n\n"))));
    parts.push(...section("Settings", facts(story.facts.map((f) => [f.name, f.value]))));
    if (story.history.length) parts.push(...section("History", historyOf(story.history)));
    if (story.users.length) parts.push(...section("Seen by", make("p", "", story.users.join(", "))));
  }
  const top = stage.told === frame.address ? $("side").scrollTop : 0;
  stage.told = frame.address;
  $("side").replaceChildren(...parts);
  $("side").scrollTop = top;
}
function sentOf(sent) {
  const list = make("ul", "sent");
  for (const one of sent) {
    const item = make("li");
    const well = make("span", "well");
    if (one.sha) well.append(thumb({ sha: one.sha, alt: one.name })); else well.classList.add("none");
    item.append(well, make("span", "", one.name));
    item.title = one.source;
    list.append(item);
  }
  return list;
}
function historyOf(history) {
  const list = make("ol", "history");
  for (const one of history) {
    const item = make("li");
    item.append(make("span", "", one.when), make("span", "", `take ${one.take}`), make("span", "", one.state === "kept" ? "" : `${one.state} ${one.reason}`), make("span", "", one.cost));
    list.append(item);
  }
  return list;
}
async function tell(address) {
  try {
    const answer = await ask(`/api/story?address=${encodeURIComponent(address)}`);
    if (!answer.ok) return;
    const story = await answer.json();
    if (stage.address !== address) return;
    stage.story = story;
    side(state.frames.get(address), pair().a);
  } catch { /* the next look says so */ }
}
async function pick() {
  const { a } = pair();
  if (!a || a.take.picked || stage.picking) return;
  stage.picking = true;
  try {
    const answer = await ask("/api/pick", {
      method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ address: a.take.of, digest: a.take.digest }),
    });
    const found = await answer.json();
    say(answer.ok ? `${a.name[0].toUpperCase()}${a.name.slice(1)} counts from here on.` : found.wrong.join(" "));
  } catch { say("The program behind this page has ended."); } finally { stage.picking = false; }
  await refresh();
}
let silence;
function say(text) {
  $("say").textContent = text;
  $("say").classList.add("on");
  clearTimeout(silence);
  silence = setTimeout(() => $("say").classList.remove("on"), 4000);
}
function mode(name) {
  if (name !== "single" && !pair().b) return say("There is nothing to compare it with.");
  if (name === "flip" && stage.mode === "flip") stage.flipped = !stage.flipped;
  else { stage.flipped = name === "flip"; stage.mode = stage.mode === name ? "single" : name; }
  show(false);
}
function step(by) {
  // What was shown when it was opened, though a pick may take it out of what is shown now.
  const all = stage.order.filter((a) => state.frames.has(a));
  const to = all[all.indexOf(stage.address) + by];
  if (to) { const kept = stage.zoom; open(to); stage.zoom = kept; state.at = to; }
}
function take_(index) {
  const { own } = pair();
  if (index >= 0 && index < own.length) { stage.looked = index; stage.flipped = false; show(false); }
}

// ---- keys and buttons ----
document.addEventListener("keydown", (e) => {
  if (e.ctrlKey || e.metaKey || e.altKey || e.target.matches('input[type="search"]')) {
    if (e.key === "Escape" && e.target.matches("#search")) { e.target.value = ""; search(); $("main").focus(); }
    return;
  }
  const key = e.key.length === 1 ? e.key.toLowerCase() : e.key;
  if ($("help").open) return;
  if (key === "?") { e.preventDefault(); help(); return; }
  if ($("stage").open) { if (onStage(key, e)) e.preventDefault(); return; }
  if (key === "/") { e.preventDefault(); $("search").focus(); return; }
  if (key.startsWith("Arrow") && !e.target.matches('input[type="range"]')) { e.preventDefault(); move(key); }
});
function onStage(key, e) {
  if (key.startsWith("Arrow") && (e.target.matches("input") || stage.zoom || e.target.closest("#side"))) return false;
  if (key >= "1" && key <= "9") { take_(Number(key) - 1); return true; }
  const modes = { s: "single", c: "side", f: "flip", o: "onion", d: "diff" };
  if (modes[key]) { mode(modes[key]); return true; }
  const doing = {
    p: pick, z: zoom, x: () => { const { a } = pair(); if (a) { stage.other = idOf(a); say(`Compared with ${a.name}.`); } },
    "[": () => take_(stage.looked - 1), "]": () => take_(stage.looked + 1),
    ArrowLeft: () => step(-1), ArrowRight: () => step(1), ArrowUp: () => take_(stage.looked - 1), ArrowDown: () => take_(stage.looked + 1),
  }[key];
  if (doing) doing();
  return Boolean(doing);
}
function zoom() { stage.zoom = !stage.zoom; show(false); }
function help() {
  $("keys").replaceChildren(...KEYS.flatMap(([keys, does]) => {
    const term = make("dt");
    term.append(make("kbd", "", keys));
    return [term, make("dd", "", does)];
  }));
  $("help").showModal();
}
function search() { state.search = $("search").value.trim().toLowerCase(); draw(); }
$("search").addEventListener("input", search);
$("skip").addEventListener("click", (e) => { e.preventDefault(); $("main").focus(); });
$("filters").addEventListener("click", (e) => {
  const chip = e.target.closest("[data-filter]");
  if (!chip) return;
  state.filter = chip.dataset.filter;
  head();
  draw();
});
for (const button of document.querySelectorAll("[data-view]")) {
  button.addEventListener("click", () => {
    state.view = button.dataset.view;
    document.querySelectorAll("[data-view]").forEach((b) => b.setAttribute("aria-pressed", String(b === button)));
    if (state.board) draw();
  });
}
for (const button of document.querySelectorAll("[data-mode]")) button.addEventListener("click", () => mode(button.dataset.mode));
$("zoom").addEventListener("click", zoom);
$("pick").addEventListener("click", pick);
$("close").addEventListener("click", () => $("stage").close());
$("help-open").addEventListener("click", help);
$("help-close").addEventListener("click", () => $("help").close());
$("blend-range").addEventListener("input", () => show(false));
$("size").addEventListener("input", () => document.documentElement.style.setProperty("--wide", `${$("size").value}px`));
$("stage").addEventListener("close", () => {
  document.body.append($("say"));
  stage.address = stage.story = stage.drawn = null;
  cards().find((c) => c.dataset.address === state.at)?.focus();
});

(async () => {
  await refresh();
  for (;;) {
    await new Promise((done) => setTimeout(done, document.hidden ? 5000 : 1200));
    await refresh();
  }
})();
