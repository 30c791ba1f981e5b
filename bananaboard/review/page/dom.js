// Small things for building the page. Text of the board goes in as text only.

export const $ = (id) => document.getElementById(id);
export const all = (selector, within = document) => [...within.querySelectorAll(selector)];

export function make(name, className, ...content) {
  const found = document.createElement(name);
  if (className) found.className = className;
  found.append(...content);
  return found;
}

export function button(className, text, pressed) {
  const found = make("button", className, text);
  found.type = "button";
  if (pressed !== undefined) found.setAttribute("aria-pressed", String(pressed));
  return found;
}

export function facts(pairs) {
  const list = make("dl");
  for (const [name, value] of pairs) list.append(make("dt", "", name), make("dd", "", value));
  return list;
}

// What was done is said where it is heard: in front of everything, so inside of a dialog that is open.
let silence;
export function say(text) {
  const box = $($("stage").open ? "stage-say" : "say");
  box.textContent = "";
  requestAnimationFrame(() => { box.textContent = text; });
  for (const one of all(".say")) one.classList.toggle("on", one === box);
  clearTimeout(silence);
  silence = setTimeout(() => all(".say").forEach((one) => one.classList.remove("on")), 5000);
}

export const first = (text) => text.charAt(0).toUpperCase() + text.slice(1);
export const many = (count, noun) => `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;
