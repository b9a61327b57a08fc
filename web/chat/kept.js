// Runs once when the page loads (gr.HTML's js_on_load: element, trigger, watch).
// The kept conversation's id goes into the address, so that the page can be loaded again.
watch("value", () => {
  const id = element.textContent.trim();
  const named = (address) => {
    const url = new URL(address, location.href);
    if (id) url.searchParams.set("chat", id);
    else url.searchParams.delete("chat");
    return url;
  };
  history.replaceState(history.state, "", named(location.href));
  const other = document.querySelector(".bar-end a[lang]");
  if (other) other.href = named(other.href);
});
