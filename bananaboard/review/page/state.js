// What the page knows of the board, by address, and what of it is shown.

export const state = {
  board: null, tag: "", view: "board", filter: "all", search: "", at: null,
  frames: new Map(), shots: new Map(), notes: new Map(),
};

export const STATUS = {
  new: "not made", changed: "changed", stale: "stale", missing: "missing", refused: "refused", pending: "being made",
};
export const fresh = (frame) => frame.takes.filter((t) => !t.final);
export const picked = (frame) => frame.takes.find((t) => t.picked);
export const notesOf = (address) => state.notes.get(address) || [];
export const openNotes = (address) => notesOf(address).filter((n) => !n.done).length;

// A name, what it is called, and what it lets through.
export const FILTERS = [
  ["all", "All", () => true],
  ["unpicked", "Unpicked", (f) => fresh(f).length > 1 && !picked(f)],
  ["notes", "With open notes", (f) => openNotes(f.address) > 0],
  ["stale", "Stale", (f) => f.status === "stale" || f.status === "changed"],
  ["refused", "Refused", (f) => f.status === "refused"],
  ["missing", "Missing", (f) => f.status === "missing" || f.status === "new"],
  ["pending", "Being made", (f) => f.status === "pending"],
];

export function fits(frame) {
  if (!FILTERS.find(([name]) => name === state.filter)[2](frame)) return false;
  if (!state.search) return true;
  const { shot } = state.shots.get(frame.address);
  const said = [frame.address, frame.title, frame.text, shot.title, shot.number];
  for (const note of notesOf(frame.address)) said.push(note.text);
  return said.join(" ").toLowerCase().includes(state.search);
}

export function keysOf(frame) {
  return frame.keys.map((k) => k.key).join(", ");
}

export function label(frame) {
  return [frame.editOf ? `${frame.name} of ${frame.editOf}` : frame.title, keysOf(frame)].filter(Boolean).join(" · ");
}

export function titleOf(address) {
  const frame = state.frames.get(address);
  if (!frame) return address;
  const { shot } = state.shots.get(address);
  return [shot.number, shot.title, label(frame)].filter(Boolean).join("  ·  ");
}

// Takes of a picture that can be looked at, and one of each of its variants.
export function looks(address) {
  const own = ownLooks(address);
  const others = state.shots.get(address).all.filter((f) => f.address !== address).map((frame) => {
    const look = chosen(ownLooks(frame.address));
    return look && { ...look, name: label(frame) || frame.name };
  }).filter(Boolean);
  return { own, others };
}

export function ownLooks(address) {
  const takes = state.frames.get(address).takes.filter((t) => t.images.length);
  return takes.map((take) => ({ take, address, name: `${take.final ? "final " : "take "}${take.number}` }));
}

export const chosen = (found) => found.find((l) => l.take.counts) || found[0];
export const idOf = (look) => `${look.take.of}\n${look.take.number}`;

export function know(board) {
  state.board = board;
  state.frames = new Map();
  state.shots = new Map();
  for (const scene of board.scenes) {
    for (const shot of scene.shots) {
      const every = shot.rows.flat();
      for (const frame of every) enter(frame, { scene, shot, all: every });
    }
  }
  for (const subject of board.subjects) {
    const shot = { number: "", title: subject.name, about: {}, camera: "" };
    for (const frame of subject.views) enter(frame, { scene: null, shot, all: subject.views });
  }
  state.notes = Map.groupBy ? Map.groupBy(board.notes, (n) => n.address) : grouped(board.notes);
}

function enter(frame, place) {
  state.frames.set(frame.address, frame);
  state.shots.set(frame.address, place);
}

function grouped(notes) {
  const found = new Map();
  for (const note of notes) found.set(note.address, [...(found.get(note.address) || []), note]);
  return found;
}
