// A shot with all that varies in it: a table of its axes, with a heading for each row and column.
import { cardOf, wordsOf } from "./card.js";
import { make } from "./dom.js";
import { fits, keysOf } from "./state.js";

const unique = (values) => [...new Set(values)];
const axesOf = (frame) => frame.keys.map((k) => k.axis);

export function shotOf(shot) {
  const frames = shot.rows.flat().filter(fits);
  if (!frames.length) return null;
  const found = make("article", "shot");
  const heading = make("h3", "", make("b", "", shot.number), make("span", "", shot.title));
  if (shot.about.duration) heading.append(make("span", "time", shot.about.duration));
  found.append(heading);
  const single = frames.length === 1 && !frames[0].keys.length;
  if (single) alone(found, frames[0], shot);
  else found.append(...parts(frames));
  const same = !frames[0].keys.length || frames.every((f) => f.text === frames[0].text);
  const words = wordsOf(same ? frames[0] : null, shot);
  if (words) found.append(words);
  return found;
}

function alone(article, frame, shot) {
  article.classList.add("one");
  article.style.setProperty("--tall", String(frame.shape[1] / frame.shape[0]));
  article.style.setProperty("--lines", wordsOf(frame, shot) ? "3.2em" : "0em");
  article.append(cardOf(frame));
}

// What has no axes stands in a row; the rest in tables, what varies alike in the same one.
function parts(frames) {
  const found = [];
  const plain = frames.filter((f) => !f.keys.length);
  if (plain.length) found.push(make("div", "row", ...plain.map((f) => cardOf(f, { named: f.name }))));
  const kinds = unique(frames.filter((f) => f.keys.length).map((f) => axesOf(f).join("\n")));
  for (const kind of kinds) found.push(...tables(frames.filter((f) => f.keys.length && axesOf(f).join("\n") === kind)));
  return found;
}

function tables(frames) {
  const depth = frames[0].keys.length;
  const names = unique(frames.map((f) => f.name));
  if (depth === 1) return [table(frames, { row: (f) => f.name, rows: named(frames), column: last, axes: axesOf(frames[0]) })];
  return names.flatMap((name) => {
    const mine = frames.filter((f) => f.name === name);
    const outer = (f) => f.keys.slice(0, -2).map((k) => `${k.axis}: ${k.key}`).join(", ");
    return unique(mine.map(outer)).map((group) => {
      const title = [mine[0].editOf ? `${name} of ${mine[0].editOf}` : "", group].filter(Boolean).join(" · ");
      const axes = axesOf(mine[0]).slice(-2);
      return table(mine.filter((f) => outer(f) === group), { row: above, rows: (key) => key, column: last, axes, title });
    });
  });
}

const last = (frame) => frame.keys.at(-1).key;
const above = (frame) => frame.keys.at(-2).key;

function named(frames) {
  const titles = new Map(frames.map((f) => [f.name, f.editOf ? `${f.name} of ${f.editOf}` : f.title || f.name]));
  const several = titles.size > 1;
  return (name) => (several ? titles.get(name) : "");
}

function table(frames, { row, rows, column, axes, title = "" }) {
  const columns = unique(frames.map(column));
  const lines = unique(frames.map(row));
  const headed = lines.some((line) => rows(line));
  const found = make("table", "variants");
  found.append(make("caption", title ? "" : "hidden", title || `Variants by ${axes.join(" and ")}`));
  const head = make("tr");
  if (headed) head.append(make("td", "axis", axes.join(" / ")));
  for (const key of columns) head.append(heading(key, "col"));
  const body = make("tbody");
  for (const line of lines) {
    const tr = make("tr");
    if (headed) tr.append(heading(rows(line), "row"));
    for (const key of columns) {
      const frame = frames.find((f) => row(f) === line && column(f) === key);
      tr.append(frame ? make("td", "", cardOf(frame, { bare: true })) : make("td", "nothing"));
    }
    body.append(tr);
  }
  found.append(make("thead", "", head), body);
  const box = make("div", "axes", found);
  box.setAttribute("role", "region");
  box.setAttribute("aria-label", `Variants by ${axes.join(" and ")}${title ? `, ${title}` : ""}, ${keysOf(frames[0])} first`);
  widths.observe(box);
  return box;
}

function heading(text, scope) {
  const found = make("th", "", text);
  found.scope = scope;
  return found;
}

// A table that is wider than the window is scrolled with the keyboard too.
const widths = new ResizeObserver((seen) => {
  for (const { target } of seen) {
    if (target.scrollWidth > target.clientWidth + 1) target.tabIndex = 0;
    else target.removeAttribute("tabindex");
  }
});
