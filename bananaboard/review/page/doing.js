// Picks and notes: each is asked for, said aloud, and seen at once.
import { wish } from "./asking.js";
import { say } from "./dom.js";
import { refresh } from "./live.js";

let before = Promise.resolve();

// One after another, however fast the keys are. Whether it was done.
export function act(path, body) {
  const mine = before.then(async () => {
    const [done, told] = await wish(path, body);
    say(told);
    await refresh();
    return done;
  });
  before = mine.catch(() => {});
  return mine;
}

export const undo = () => act("/api/undo", {});
