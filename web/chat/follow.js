// Runs once when the page loads (gr.HTML's js_on_load: element, trigger, watch).
// A click on a question to ask next asks it.
document.addEventListener("click", (event) => {
  const target = event.target.closest("button.x-follow");
  if (target) trigger("click", { question: target.value });
});
