// Looks again and again whether the board has changed, and says so when the program behind the page has ended.
import { ask, ENDED, onNewToken } from "./asking.js";
import { take, wrong } from "./board.js";
import { alive, lost } from "./head.js";
import { retry } from "./images.js";
import { afterLook } from "./stage.js";
import { state } from "./state.js";

const SOON = 1200; // ms
const LATER = 5000;
const AGAIN = `${ENDED} This page goes on by itself where it comes back; if it prints another address, open that one.`;
let asking = null;
let away = false;
let again = false; // asked for while an answer was on its way that may be older

export async function refresh() {
  if (asking) {
    again = true;
    return asking;
  }
  asking = look().finally(() => { asking = null; });
  await asking;
  if (!again) return undefined;
  again = false;
  return refresh();
}

async function look() {
  try {
    const answer = await ask("/api/board", { headers: state.tag ? { "If-None-Match": state.tag } : {} });
    if (answer.status === 401) gone(state.board ? other() : "Open the whole address that bnn review printed.");
    else if (answer.status === 304) back();
    else await seen(answer);
  } catch {
    gone(AGAIN);
  }
}

function gone(text) {
  away = true;
  lost(text);
}

function back() {
  alive();
  if (away) retry();
  away = false;
}

const other = () => "`bnn review` runs again, under another address: open the one that it printed.";

async function seen(answer) {
  const board = await answer.json();
  state.tag = answer.headers.get("ETag") || "";
  back();
  if (board.wrong) wrong(board.wrong);
  else {
    take(board);
    afterLook();
  }
}

export async function watch() {
  onNewToken(() => { state.tag = ""; refresh(); });
  addEventListener("online", refresh);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) refresh(); });
  for (;;) {
    await refresh();
    await new Promise((done) => setTimeout(done, document.hidden ? LATER : SOON));
  }
}
