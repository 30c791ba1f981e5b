// Notes to pictures: each with its words and what can be done with it, and the place where new ones are written.
import { act } from "./doing.js";
import { $, button, make } from "./dom.js";
import { notesOf } from "./state.js";

const LONGEST = 4000;
const drafts = new Map(); // what was written and not yet kept, by address

// Notes as a list that stays as it is while somebody writes in it.
export function fill(list, notes, more = () => []) {
  const wanted = JSON.stringify(notes);
  if (list.dataset.shown === wanted || list.querySelector("textarea")) return;
  const focus = document.activeElement?.closest?.("[data-note]");
  const index = focus && list.contains(focus) ? [...list.children].indexOf(focus) : -1;
  list.dataset.shown = wanted;
  list.replaceChildren(...notes.map((note) => itemOf(note, more(note))));
  if (index < 0) return;
  (list.children[Math.min(index, list.children.length - 1)]?.querySelector("button") || $("note-text"))?.focus();
}

function itemOf(note, more) {
  const item = make("li", note.done ? "remark done" : "remark");
  item.dataset.note = note.key;
  const about = [note.take ? `take ${note.take}` : "", day(note.date)].filter(Boolean).join(" · ");
  const done = button("quiet", note.done ? "Open again" : "Done");
  done.addEventListener("click", () => act("/api/note/change", { key: note.key, finished: !note.done }));
  const edit = button("quiet", "Edit");
  edit.addEventListener("click", () => change(item, note));
  const away = button("quiet", "Delete");
  away.addEventListener("click", () => act("/api/note/delete", { key: note.key }));
  const doing = make("span", "doing", done, edit, away);
  item.append(...more, make("p", "text", note.text), make("p", "about", make("span", "", about), doing));
  return item;
}

const day = (date) => (date ? new Date(`${date}T12:00`).toLocaleDateString("en-GB", { dateStyle: "medium" }) : "");

function change(item, note) {
  const form = make("form", "note-form");
  const area = areaOf(note.text, "Other words for this note");
  const keep = make("button", "", "Keep");
  const leave = button("quiet", "Cancel");
  form.append(area, make("div", "", keep, leave));
  const before = [...item.childNodes];
  const back = () => { item.replaceChildren(...before); item.querySelector(".doing button:nth-child(2)").focus(); };
  leave.addEventListener("click", back);
  onKeys(area, () => form.requestSubmit(), back);
  form.addEventListener("submit", async (e) => {
    e.preventDefault();
    const list = item.parentNode;
    if (area.value.trim() === note.text) back();
    else if (await act("/api/note/change", { key: note.key, text: area.value })) {
      item.tabIndex = -1;
      item.focus(); // what is drawn in its place has the focus then
      form.remove();
      list.dataset.shown = "";
      list.dispatchEvent(new CustomEvent("settled", { bubbles: true }));
    }
  });
  item.replaceChildren(form);
  area.focus();
}

function areaOf(text, label) {
  const area = make("textarea");
  area.rows = 3;
  area.maxLength = LONGEST;
  area.value = text;
  area.setAttribute("aria-label", label);
  return area;
}

function onKeys(area, done, back) {
  area.addEventListener("keydown", (e) => {
    e.stopPropagation(); // letters are letters here
    if (e.key === "Enter" && (e.ctrlKey || e.metaKey)) { e.preventDefault(); done(); }
    if (e.key === "Escape") { e.preventDefault(); back(); }
  });
}

// ---- beside a picture ----
export function notesBeside(address, look) {
  const notes = notesOf(address);
  if ($("notes-list").dataset.of !== address) {
    $("notes-list").dataset.of = address;
    $("notes-list").dataset.shown = "";
    $("notes-list").replaceChildren();
    $("note-text").value = drafts.get(address) || "";
  }
  fill($("notes-list"), [...notes.filter((n) => !n.done), ...notes.filter((n) => n.done)]);
  $("note-take").disabled = !look;
  $("note-which").textContent = look ? `only to ${look.name}` : "to this picture";
  $("note-form").hidden = false;
  current = { address, digest: look?.take.digest || "" };
}
let current = null;

export function write() {
  $("note-text").focus();
  $("notes").scrollIntoView({ block: "nearest" });
}

export function prepare(leave) {
  const area = $("note-text");
  area.maxLength = LONGEST;
  area.addEventListener("input", () => drafts.set(current.address, area.value));
  onKeys(area, () => $("note-form").requestSubmit(), leave);
  $("note-form").addEventListener("submit", async (e) => {
    e.preventDefault();
    const { address, digest } = current;
    const body = { address, text: area.value, ...($("note-take").checked && digest ? { digest } : {}) };
    if (!area.value.trim() || !(await act("/api/note", body))) return;
    drafts.delete(address);
    if (current.address === address) area.value = "";
    leave();
  });
}
