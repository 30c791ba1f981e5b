// Picks and notes: each is asked for, said aloud, and seen at once.
import { wish } from "./asking.js";
import { say } from "./dom.js";
import { refresh } from "./live.js";

let busy = false;

export async function act(path, body) {
  if (busy) return false;
  busy = true;
  try {
    const [done, told] = await wish(path, body);
    say(told);
    await refresh();
    return done;
  } finally {
    busy = false;
  }
}

export const undo = () => act("/api/undo", {});
