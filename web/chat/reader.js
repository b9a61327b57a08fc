// Runs once when the reader loads (gr.HTML's js_on_load: element, trigger, watch).
// A click on a citation or a title opens the document there; the quote is scrolled into view.
let opened = "";

const reveal = () =>
  requestAnimationFrame(() => {
    const place = element.querySelector("mark") ?? element.querySelector(".x-here");
    const whole = element.querySelector(".x-reader");
    if (place) place.scrollIntoView({ block: "center" });
    else if (opened && whole) whole.scrollIntoView({ block: "start" });
  });

document.addEventListener("click", (event) => {
  if (event.target.closest(".x-back")) {
    document.querySelector("#ask-row").scrollIntoView({ block: "end", behavior: "smooth" });
    return;
  }
  const step = event.target.closest("button.x-step");
  if (step) {
    const chips = [...document.querySelectorAll("#chat button.x-chip")];
    const now = chips.findIndex((chip) => chip.value === opened);
    const next = chips[now < 0 ? chips.length - 1 : now + Number(step.value)];
    if (next) next.click();
    return;
  }
  const target = event.target.closest("button.x-chip, button.x-near, button.x-open, button.x-source");
  if (!target) return;
  document.querySelectorAll(".x-opened").forEach((chip) => chip.classList.remove("x-opened"));
  target.classList.add("x-opened");
  const [doc_id, section, start, end] = JSON.parse(target.value);
  trigger("click", { doc_id, section, start, end });
  // The same place again: its HTML does not change, so nobody else would scroll back to it.
  if (opened === target.value) reveal();
  opened = target.value;
});

watch("value", reveal);
