// Help while writing: marks of Markdown around what is chosen, and words of a guide into a field. Every page works without this file.
(() => {
  "use strict";
  for (const marks of document.querySelectorAll(".md-marks")) marks.hidden = false;
  const told = (field) => { field.dispatchEvent(new Event("input", { bubbles: true })); field.focus(); };

  function mark(field, sign) {
    const { selectionStart: from, selectionEnd: to, value } = field;
    const chosen = value.slice(from, to);
    let put = sign + chosen + sign;
    let caret = from + sign.length;
    if (sign === "[]()") { put = `[${chosen}]()`; caret = from + put.length - (chosen ? 1 : 3); }
    else if (sign.endsWith(" ")) {
      const begin = value.lastIndexOf("\n", from - 1) + 1;
      put = value.slice(begin, to).split("\n").map((line) => sign + line).join("\n");
      field.setRangeText(put, begin, to, "end");
      return told(field);
    } else if (chosen) caret = from + put.length;
    field.setRangeText(put, from, to, "end");
    field.setSelectionRange(caret, caret);
    return told(field);
  }

  // The field that somebody wrote in last, or else the first of the page, takes words over; what stands in it stays.
  let last = null;
  document.addEventListener("focusin", (event) => { if (event.target.matches("main form textarea")) last = event.target; });
  function take(words) {
    const field = last && last.isConnected ? last : document.querySelector("main form textarea:not([readonly])");
    if (!field) return;
    field.value = field.value.trim() ? `${field.value.replace(/\s+$/, "")}\n\n${words}` : words;
    told(field);
  }

  document.addEventListener("click", (event) => {
    const marker = event.target.closest("[data-mark]");
    const field = marker && document.getElementById(marker.dataset.for);
    if (field) mark(field, marker.dataset.mark);
    const taker = event.target.closest("[data-take]");
    if (taker) take(taker.dataset.take);
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    for (const marks of event.target.querySelectorAll(".md-marks")) marks.hidden = false;
  });
})();
