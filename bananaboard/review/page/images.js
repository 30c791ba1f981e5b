// Pictures of the board: small ones when they come into sight, large ones at once.
import { blob } from "./asking.js";
import { make } from "./dom.js";

const sight = new IntersectionObserver((seen) => {
  for (const { target, isIntersecting } of seen) {
    if (!isIntersecting) continue;
    sight.unobserve(target);
    blob("thumb", target.dataset.sha, () => inSight(target)).then((url) => { target.src = url; }, () => { target.dataset.lost = "1"; });
  }
}, { rootMargin: "500px" });

function inSight(image) {
  const box = image.getBoundingClientRect();
  return box.bottom > 0 && box.top < innerHeight && box.width > 0;
}

export function thumb(image) {
  const found = make("img");
  found.alt = image.alt || "";
  found.dataset.sha = image.sha;
  found.decoding = "async";
  sight.observe(found);
  return found;
}

export function full(image) {
  const found = make("img");
  found.alt = image.alt || "";
  blob("picture", image.sha, () => true).then((url) => { found.src = url; }, () => { found.alt = "This picture can't be read."; });
  return found;
}
