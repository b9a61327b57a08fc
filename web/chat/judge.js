// Runs once when the page loads (gr.HTML's js_on_load: element, trigger, watch).
// A click on a judgement or a reason is told to the server, and thanked for in its place.
document.addEventListener("click", (event) => {
  const target = event.target.closest("button.x-say");
  if (!target) return;
  const [place, liked, reason] = JSON.parse(target.value);
  trigger("click", { place, liked, reason });
  target.closest(".x-judge").classList.add("x-judged");
});
