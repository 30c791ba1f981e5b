// Pictures of the board: small ones when they come into sight, large ones at once.
import { blob } from "./asking.js";
import { all, make } from "./dom.js";

const sight = new IntersectionObserver((seen) => {
  for (const { target, isIntersecting } of seen) {
    if (!isIntersecting) continue;
    sight.unobserve(target);
    load(target, "thumb", () => inSight(target));
  }
}, { rootMargin: "500px" });

function inSight(image) {
  const box = image.getBoundingClientRect();
  return box.bottom > 0 && box.top < innerHeight && box.width > 0;
}

function load(image, kind, seen) {
  blob(kind, image.dataset.sha, seen).then(
    (url) => { delete image.dataset.lost; image.src = url; },
    () => { image.dataset.lost = kind; },
  );
}

function imageOf({ sha, alt }) {
  const found = make("img");
  found.alt = alt || "";
  found.dataset.sha = sha;
  found.decoding = "async";
  return found;
}

export function thumb(image) {
  const found = imageOf(image);
  sight.observe(found);
  return found;
}

export function full(image) {
  const found = imageOf(image);
  load(found, "picture", () => true);
  return found;
}

// What could not be had while the program behind the page was away.
export function retry() {
  for (const image of all("img[data-lost]")) load(image, image.dataset.lost, () => true);
}
