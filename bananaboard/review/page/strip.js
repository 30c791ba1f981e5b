// Below the picture: its takes, and the variants of its shot, to be looked at or compared with.
import { $, make } from "./dom.js";
import { thumb } from "./images.js";
import { against, lookAt, stage } from "./stage.js";
import { idOf } from "./state.js";

export function strip({ own, others, a, b }) {
  const compared = stage.mode !== "single" && stage.mode !== "grid";
  const items = [];
  if (own.length) items.push(make("h3", "", "Takes"));
  own.forEach((look, i) => items.push(small(look, look === a, compared && look === b, () => lookAt(i))));
  if (others.length) items.push(make("h3", "", "Variants"));
  for (const look of others) items.push(small(look, false, compared && look === b, () => against(look)));
  const focus = document.activeElement?.dataset?.look;
  const held = $("strip").contains(document.activeElement);
  $("strip").hidden = stage.mode === "grid";
  $("strip").replaceChildren(...items);
  if (held) (items.find((i) => i.dataset?.look === focus) || $("canvas")).focus();
}

function small(look, current, other, chosen) {
  const found = make("button", `frame${other ? " other" : ""}`);
  found.type = "button";
  found.dataset.look = idOf(look);
  found.setAttribute("aria-current", String(current));
  const well = make("span", "well", thumb({ ...look.take.images[0], alt: "" }));
  if (look.take.picked) well.append(make("span", "tag picked star", "★"));
  found.append(well, make("span", "l", look.name));
  found.addEventListener("click", (e) => (e.shiftKey ? against(look) : chosen()));
  return found;
}
