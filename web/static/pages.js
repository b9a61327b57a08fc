// The pages work without this; it adds stepping through citations, the tree's place,
// local times, questions before what cannot be undone, and waiting.
"use strict";

const steps = document.querySelector("[data-marks]");
if (steps) {
  const total = Number(steps.dataset.marks);
  const output = steps.querySelector("output");
  let at = 0;
  const go = (to) => {
    at = ((to - 1 + total) % total) + 1;
    document.querySelectorAll("mark.now, .clause.cited").forEach((each) => {
      each.classList.remove("now", "cited");
    });
    const marks = document.querySelectorAll(`mark[data-mark="${at}"]`);
    marks.forEach((mark) => {
      mark.classList.add("now");
      mark.closest(".clause").classList.add("cited");
    });
    if (marks.length) marks[0].scrollIntoView({ block: "center", behavior: "instant" });
    output.textContent = steps.dataset.said.replace("{n}", at).replace("{total}", total);
  };
  steps.addEventListener("click", (event) => {
    const button = event.target.closest("[data-step]");
    if (button) go(at + Number(button.dataset.step));
  });
  const section = location.hash ? document.getElementById(decodeURIComponent(location.hash.slice(1))) : null;
  const inside = section ? section.querySelector("mark") : null;
  go(inside ? Number(inside.dataset.mark) : 1);
  if (total === 1) steps.querySelectorAll("button").forEach((button) => { button.hidden = true; });
}

// The section that is being read, in the tree.
const tree = document.getElementById("tree");
if (tree) {
  if (matchMedia("(max-width: 900px)").matches) tree.open = false;
  const places = new Map();
  tree.querySelectorAll("a").forEach((link) => {
    places.set(decodeURIComponent(link.hash.slice(1)), link);
  });
  const anchors = [...document.querySelectorAll(".clause[id]")];
  const side = tree.parentElement;
  let shown = null;
  const follow = () => {
    // A citation in view is what is being read, else what stands in the upper third.
    const cited = document.querySelector(".clause.cited")?.getBoundingClientRect().top ?? -1;
    const line = cited >= 0 && cited < innerHeight ? cited + 1 : innerHeight * 0.35;
    let current = anchors[0];
    for (const each of anchors) {
      if (each.getBoundingClientRect().top > line) break;
      current = each;
    }
    const link = current ? places.get(current.id) : null;
    if (!link || link === shown) return;
    if (shown) shown.removeAttribute("aria-current");
    link.setAttribute("aria-current", "location");
    shown = link;
    const box = side.getBoundingClientRect();
    const place = link.getBoundingClientRect();
    if (place.top < box.top || place.bottom > box.bottom) {
      side.scrollTop += place.top - box.top - box.height / 2;
    }
  };
  let waiting = false;
  addEventListener("scroll", () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => { waiting = false; follow(); });
  }, { passive: true });
  follow();
}

// Times as this browser's reader tells them.
document.querySelectorAll("time[datetime]").forEach((each) => {
  const at = new Date(each.dateTime);
  if (!isNaN(at)) {
    const shown = { dateStyle: "medium", timeStyle: "short" };
    each.textContent = at.toLocaleString(document.documentElement.lang, shown);
  }
});

// A file's field in the page's own words; the field itself lies over them, for clicks and drops.
document.querySelectorAll(".file").forEach((place) => {
  const field = place.querySelector("input");
  const button = document.createElement("span");
  button.className = "button";
  button.textContent = place.dataset.choose;
  const chosen = document.createElement("span");
  chosen.className = "soft";
  const tell = () => {
    const { length } = field.files;
    if (length === 0) chosen.textContent = place.dataset.none;
    else if (length === 1) chosen.textContent = field.files[0].name;
    else chosen.textContent = place.dataset.many.replace("{n}", length);
  };
  field.addEventListener("change", tell);
  tell();
  place.append(button, chosen);
  place.classList.add("dressed");
});

document.addEventListener("submit", (event) => {
  const sure = event.target.dataset.sure;
  if (sure && !confirm(sure)) {
    event.preventDefault();
    return;
  }
  const busy = event.target.dataset.busy;
  const button = event.target.querySelector("button:not([type=button])");
  if (busy && button) {
    button.disabled = true;
    button.textContent = busy;
  }
});
document.addEventListener("click", (event) => {
  const back = event.target.closest("[data-back]");
  if (!back) return;
  event.preventDefault();
  if (history.length > 1) history.back();
  else location.href = "/";
});
