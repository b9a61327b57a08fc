// Runs once when the reader loads (gr.HTML's js_on_load: element, trigger, watch).
// A click on a citation or a title opens the document there; the quote is scrolled into view.
document.addEventListener("click", (event) => {
  if (event.target.closest(".x-back")) {
    document.querySelector("#chat").scrollIntoView({ block: "end", behavior: "smooth" });
    return;
  }
  const target = event.target.closest("button.x-chip, button.x-open");
  if (!target) return;
  document.querySelectorAll(".x-chip.x-opened").forEach((chip) => chip.classList.remove("x-opened"));
  target.classList.add("x-opened");
  const [doc_id, section, start, end] = JSON.parse(target.value);
  trigger("click", { doc_id, section, start, end });
});

watch("value", () => {
  requestAnimationFrame(() => {
    const place = element.querySelector("mark") ?? element.querySelector(".x-here");
    const whole = element.querySelector("article.x-reader");
    if (place) place.scrollIntoView({ block: "center" });
    else if (whole) whole.scrollIntoView({ block: "start" });
  });
});
