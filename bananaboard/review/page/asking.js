// Asks the program behind the page. Every question carries the token, which stands in the address that was opened.

const KEPT = "bananaboard";
let token = "";

function remember() {
  if (location.hash.length > 1) sessionStorage.setItem(KEPT, location.hash.slice(1));
  token = sessionStorage.getItem(KEPT) || "";
  if (location.hash) history.replaceState(null, "", "/");
}
remember();

// A new address that is opened in the same tab only changes what stands behind the `#`.
export function onNewToken(then) {
  addEventListener("hashchange", () => { if (location.hash.length > 1) { remember(); then(); } });
}

export function ask(path, more = {}) {
  return fetch(path, { ...more, headers: { "X-Bananaboard-Token": token, ...(more.headers || {}) }, cache: "no-store" });
}

export const ENDED = "`bnn review` has ended; start it again.";

// What came of a wish, in words: `[whether it was done, what to say]`.
export async function wish(path, body) {
  try {
    const answer = await ask(path, {
      method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body),
    });
    const found = await answer.json();
    return answer.ok ? [true, found.said] : [false, found.wrong.join(" ")];
  } catch {
    return [false, ENDED];
  }
}

// ---- pictures come as blobs, a few at once; first what is in sight, then what came near it last ----
const AT_ONCE = 5;
const LARGE = 24; // full pictures that are kept
const blobs = new Map();
const waiting = [];
let going = 0;

function next() {
  while (going < AT_ONCE && waiting.length) {
    going += 1;
    const at = waiting.findIndex(({ seen }) => seen?.());
    waiting.splice(at, 1)[0].start(); // -1 is the last
  }
}

function queued(job, seen) {
  return new Promise((done, failed) => {
    waiting.push({ seen, start: () => job().then(done, failed).finally(() => { going -= 1; next(); }) });
    queueMicrotask(next);
  });
}

async function fetched(kind, sha) {
  const answer = await ask(`/${kind}/${sha}`);
  if (!answer.ok) throw new Error(String(answer.status));
  return URL.createObjectURL(await answer.blob());
}

function forget() {
  const large = [...blobs.keys()].filter((k) => k.startsWith("picture"));
  if (large.length <= LARGE) return;
  const old = blobs.get(large[0]);
  blobs.delete(large[0]);
  old.then((url) => setTimeout(() => URL.revokeObjectURL(url), 10000), () => {});
}

// `seen` says whether it is in sight now.
export function blob(kind, sha, seen) {
  const key = kind + sha;
  if (!blobs.has(key)) {
    const wanted = queued(() => fetched(kind, sha), seen);
    blobs.set(key, wanted);
    wanted.catch(() => blobs.delete(key));
    forget();
  }
  return blobs.get(key);
}
