// Runs once when the page loads (gr.HTML's js_on_load: element, trigger, watch).
// Copies an answer with its sources, saves the conversation, shows a quote beside its number.
const said = element.querySelector(".x-export").dataset;

const cited = (answer) => {
  const found = new Map();
  answer.querySelectorAll(".x-chip").forEach((chip) => {
    if (!found.has(chip.value)) found.set(chip.value, chip);
  });
  return [...found.values()].map((chip) => {
    const quote = JSON.parse(chip.value)[4];
    return `${chip.title}：“${quote}”`;
  });
};

const paragraphs = (answer) =>
  [...answer.children]
    .filter((each) => each.matches("p:not(.x-scope, .x-sources), .x-note"))
    .map((each) => [...each.querySelectorAll(":scope > strong")].reduce(
      (text, name) => text.replace(name.innerText, `${name.innerText}：`).replace(/：\s+/, "："),
      each.innerText.trim(),
    ));

// `gap` parts the paragraphs: a line for a clipboard, an empty one for Markdown.
const written = (answer, gap) => {
  const sources = cited(answer).map((each) => `- ${each}`);
  const parts = [paragraphs(answer).join(gap)];
  if (sources.length) parts.push([said.sources, "", ...sources].join("\n"));
  return parts.join("\n\n");
};

const copy = async (words) => {
  try {
    await navigator.clipboard.writeText(words);
  } catch {
    // Without https a browser gives no clipboard; the old way still works.
    const area = document.createElement("textarea");
    area.value = words;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
};

const conversation = () =>
  [...document.querySelectorAll("#chat .x-question, #chat .x-answer")]
    .map((each) => (each.matches(".x-question") ? `## ${each.innerText.trim()}` : written(each, "\n\n")))
    .join("\n\n");

const save = (words) => {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([words], { type: "text/markdown" }));
  link.download = `xuntiao-${new Date().toISOString().slice(0, 10)}.md`;
  link.click();
  URL.revokeObjectURL(link.href);
};

document.addEventListener("click", async (event) => {
  const button = event.target.closest("button.x-copy, button.x-export");
  if (!button) return;
  const name = button.textContent;
  if (button.matches(".x-copy")) {
    await copy(written(button.closest(".x-below").parentElement.querySelector(".x-answer"), "\n"));
    button.textContent = said.copied;
  } else {
    const words = conversation();
    if (words) save(`${words}\n`);
    else button.textContent = said.empty;
  }
  setTimeout(() => { button.textContent = name; }, 1500);
});

// The quote beside a citation, for the mouse and for the keyboard.
const preview = document.createElement("div");
preview.className = "x-preview";
preview.setAttribute("role", "tooltip");
preview.hidden = true;
document.body.append(preview);

const show = (chip) => {
  const place = document.createElement("strong");
  place.textContent = chip.title || chip.textContent;
  const quote = document.createElement("p");
  quote.textContent = JSON.parse(chip.value)[4];
  preview.replaceChildren(place, quote);
  preview.hidden = false;
  const box = chip.getBoundingClientRect();
  const width = preview.offsetWidth;
  const below = box.bottom + 6 + preview.offsetHeight < innerHeight;
  preview.style.left = `${Math.max(8, Math.min(box.left, innerWidth - width - 8))}px`;
  preview.style.top = `${below ? box.bottom + 6 : box.top - preview.offsetHeight - 6}px`;
};
const hide = () => { preview.hidden = true; };
const chipOf = (event) => event.target.closest?.("#chat button.x-chip, #chat button.x-near");
document.addEventListener("mouseover", (event) => (chipOf(event) ? show(chipOf(event)) : hide()));
document.addEventListener("focusin", (event) => (chipOf(event) ? show(chipOf(event)) : hide()));
document.addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });
document.addEventListener("scroll", hide, { capture: true, passive: true });
