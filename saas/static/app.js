// What the pages do beyond links and forms. Every page works without this file.
(() => {
  "use strict";
  const words = JSON.parse(document.body.dataset.words || "{}");
  const root = document.body.dataset.root || "";
  const person = document.body.dataset.person || "";
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const make = (tag, className, text) => {
    const made = document.createElement(tag);
    if (className) made.className = className;
    if (text) made.textContent = text;
    return made;
  };
  const stored = (storage, key, value) => {
    try {
      if (value === undefined) return storage.getItem(key);
      if (value === null) storage.removeItem(key); else storage.setItem(key, value);
    } catch (_refused) { /* a browser that keeps nothing keeps nothing */ }
    return null;
  };

  // --- errors: the summary gets the focus, the title says so first
  function showErrors(within) {
    const summary = within.querySelector("[data-focus]");
    const begun = document.title.startsWith(words.error);
    if (summary) summary.focus();
    if (summary && !begun) document.title = words.error + document.title;
    if (!summary && begun && !document.querySelector("[data-focus]")) document.title = document.title.slice(words.error.length);
  }
  document.addEventListener("click", (event) => {
    const link = event.target.closest(".errsum a[href^='#']");
    const target = link && document.getElementById(link.hash.slice(1));
    if (!target) return;
    event.preventDefault();
    const control = target.matches("fieldset") ? target.querySelector("input") : target;
    control.focus();
    target.scrollIntoView({ block: "center" });
  });

  // --- toasts: HX-Trigger: {"toast": {"text": …, "kind": "bad"}}
  function toast(text, kind) {
    const region = document.getElementById(kind === "bad" ? "alarms" : "toasts");
    if (!region || !text) return;
    const box = make("div", `toast ${kind || ""}`);
    const close = make("button", "", "×");
    close.type = "button";
    close.setAttribute("aria-label", words.close);
    close.addEventListener("click", () => box.remove());
    box.append(make("p", "", text), close);
    region.append(box);
    if (kind !== "bad") setTimeout(() => box.remove(), 8000);
  }
  document.body.addEventListener("toast", (event) => toast(event.detail.text || event.detail.value, event.detail.kind));

  // --- typed words: nothing is lost while the tab lives
  const typed = "textarea, select, input:not([type=hidden], [type=password], [type=file], [type=submit])";
  const fieldsOf = (form) => all(typed, form).filter((field) => field.name);
  const isTick = (field) => field.matches("[type=checkbox], [type=radio]");
  const called = (field) => isTick(field) ? `${field.name}=${field.value}` : field.name;
  const now = (field) => isTick(field) ? String(field.checked) : field.value;
  const write = (field, value) => { if (isTick(field)) field.checked = value === "true"; else field.value = value; };
  function began(field) {
    if (isTick(field)) return String(field.defaultChecked);
    return field.matches("select") ? ([...field.options].find((o) => o.defaultSelected) || field.options[0] || {}).value : field.defaultValue;
  }
  function begins(field) {
    if (isTick(field)) field.defaultChecked = field.checked;
    else if (field.matches("select")) [...field.options].forEach((o) => { o.defaultSelected = o.selected; });
    else field.defaultValue = field.value;
  }
  const dirty = (form) => fieldsOf(form).filter((field) => now(field) !== began(field));
  const drafts = () => all("form[data-draft], form[data-guard]").filter((form) => form.dataset.draft || form.querySelector("textarea"));
  const keyOf = (form) => `sameboat:${root}:${person}:${form.dataset.draft || `${location.pathname} ${form.dataset.act}`}`;
  const sentKey = `sameboat:${root}:${person}:sent`;
  let leaving = false;

  function mirror(form) {
    const changed = dirty(form).map((field) => [called(field), [now(field), began(field)]]);
    stored(sessionStorage, keyOf(form), changed.length ? JSON.stringify(Object.fromEntries(changed)) : null);
  }
  function bar(before, text, ...buttons) {
    const made = make("div", "restore");
    made.setAttribute("role", "status");
    made.append(make("p", "", text));
    for (const [label, act] of buttons) {
      const button = make("button", "btn small", label);
      button.type = "button";
      button.addEventListener("click", () => { act(); made.remove(); });
      made.append(button);
    }
    before.before(made);
    return made;
  }
  function putBack(form) {
    const kept = JSON.parse(stored(sessionStorage, keyOf(form)) || "{}");
    const lost = fieldsOf(form).filter((field) => called(field) in kept && kept[called(field)][0] !== now(field));
    if (!lost.length) return;
    const told = (field) => field.dispatchEvent(new Event("input", { bubbles: true }));
    const back = () => lost.forEach((field) => { write(field, kept[called(field)][0]); told(field); });
    const undo = () => { lost.forEach((field) => { write(field, began(field)); told(field); }); stored(sessionStorage, keyOf(form), null); };
    if (lost.every((field) => kept[called(field)][1] === began(field))) {
      back();
      bar(form, words.restored, [words.let_go, undo]);
    } else bar(form, words.restore, [words.put_back, back], [words.let_go, undo]);
  }
  document.addEventListener("input", (event) => {
    const form = event.target.form;
    if (form && drafts().includes(form)) mirror(form);
    sums();
  });
  // Another form's button: what was typed a moment ago into one that saves itself is saved first.
  let held = null;
  let asked = null;
  function saveFirst(event) {
    if (event.target.matches("[data-autosave]") && event.target.querySelector(".htmx-request:not([data-looks-up])")) {
      event.preventDefault(); // its own words are on their way: what is typed since goes after them
      held = [event.target, event.submitter];
      return true;
    }
    const beside = all("form[data-autosave]").find((form) => form !== event.target && dirty(form).length);
    if (!beside || event.target.closest("#saved") || event.target.method !== "post" || event.target.hasAttribute("data-forget")) return false;
    event.preventDefault();
    held = [event.target, event.submitter];
    resend(beside.querySelector("[hx-post]"));
    return true;
  }
  document.addEventListener("submit", (event) => {
    if (event.target.matches("[data-forget]")) { try { sessionStorage.clear(); } catch (_refused) { /* nothing kept */ } }
    if (event.defaultPrevented || event.target.hasAttribute("hx-post") || event.target.hasAttribute("hx-put")) return;
    if (event.target.method === "post" && navigator.onLine === false) {
      event.preventDefault();
      offline();
      return;
    }
    if (saveFirst(event)) return;
    leaving = true;
    const from = location.href.split("#")[0];
    const keys = drafts().includes(event.target) ? [keyOf(event.target)] : [];
    // The choice between two windows holds all that this one sent; what was typed since stays kept.
    if (asked && event.target.closest("#saved") && stored(sessionStorage, asked.key) === asked.kept) keys.push(asked.key);
    const settles = event.target.dataset.settles; // on a page of its own, nothing else is typed there any more
    if (settles && !document.querySelector(`form[data-draft="${settles}"]`)) keys.push(`sameboat:${root}:${person}:${settles}`);
    if (keys.length) stored(sessionStorage, sentKey, JSON.stringify({ keys, from }));
  });
  addEventListener("pageshow", () => { leaving = false; });
  addEventListener("beforeunload", (event) => {
    if (!leaving && all("form[data-guard]").some((form) => dirty(form).length)) event.preventDefault();
  });

  // --- htmx: what came back, and what did not
  let lost = null;
  function offline() {
    const place = document.querySelector(".main > .head, .plain-main h1");
    if (!lost && place) lost = bar(place, words.offline);
  }
  const found = () => { if (lost) { lost.remove(); lost = null; } };
  const savesItself = (elt) => Boolean(elt.closest("form[data-autosave]"));
  // What could not be saved is said, kept in this tab, and sent again until it is.
  const unsent = new Set();
  let again = 0;
  let tries = 0;
  const resend = (elt) => elt.dispatchEvent(new Event("resend"));
  function resendAll() { clearTimeout(again); again = 0; unsent.forEach(resend); }
  function saysNotSaved(elt) {
    const says = document.querySelector(elt.getAttribute("hx-target"));
    if (says && says.matches(".saved")) { says.textContent = words.not_saved; says.classList.add("failed"); }
  }
  function notSaved(elt) {
    held = null;
    if (!savesItself(elt)) return;
    unsent.add(elt);
    saysNotSaved(elt);
    if (!again) again = setTimeout(resendAll, Math.min(30, 2 ** tries++) * 1000);
  }
  function unreachable(event) { offline(); notSaved(event.detail.elt); }
  addEventListener("online", () => { found(); resendAll(); });
  document.body.addEventListener("htmx:sendError", unreachable);
  document.body.addEventListener("htmx:timeout", unreachable);
  document.body.addEventListener("htmx:beforeSwap", (event) => {
    const { xhr, requestConfig } = event.detail;
    if (!savesItself(requestConfig.elt) || !/^\s*<!doctype/i.test(xhr.responseText)) return;
    // A whole page in answer to an autosave: signed out meanwhile, or a page from before an update.
    event.detail.shouldSwap = false;
    event.detail.isError = true;
    const place = document.querySelector(".main > .head");
    if (xhr.status < 500 && !lost) lost = bar(place, words.old_page, [words.open_again, () => { leaving = true; location.reload(); }]);
  });
  document.body.addEventListener("htmx:responseError", (event) => {
    const { xhr, elt } = event.detail;
    if (savesItself(elt)) {
      held = null;
      if (xhr.status >= 500 || xhr.status === 429) unreachable(event); else saysNotSaved(elt); // refused: asking again helps nothing
      return;
    }
    const number = event.detail.xhr.getResponseHeader("X-Request-Id");
    toast(words.failed + (number ? ` (${number})` : ""), "bad");
  });
  document.body.addEventListener("htmx:beforeRequest", (event) => event.detail.target.setAttribute("aria-busy", "true"));
  document.body.addEventListener("htmx:afterRequest", (event) => {
    const { elt, target, successful, requestConfig, xhr } = event.detail;
    target.removeAttribute("aria-busy");
    if (!successful) return;
    found();
    unsent.delete(elt);
    tries = 0;
    const form = elt.closest("form");
    const sent = requestConfig.formData;
    const same = (field) => isTick(field) ? sent.getAll(field.name).includes(field.value) === field.checked : field.value === sent.get(field.name);
    if (xhr.status >= 400) { // answered, and not saved: it stays typed
      held = null;
      asked = form && sent && fieldsOf(form).every(same) ? { key: keyOf(form), kept: stored(sessionStorage, keyOf(form)) } : null;
      return;
    }
    if (form && sent && requestConfig.verb !== "get" && !elt.matches("[data-looks-up]")) { // to look something up saves nothing
      const says = document.getElementById("saved");
      const leftOut = (says && says.dataset.leftOut || "").split(" ");
      for (const field of elt === form || "autosave" in form.dataset ? fieldsOf(form) : [elt]) {
        if (field.name && same(field) && !leftOut.includes(field.name)) begins(field);
      }
      if (drafts().includes(form)) mirror(form);
    }
    if (held && savesItself(elt)) {
      const [waiting, button] = held;
      held = null;
      waiting.requestSubmit(button);
    }
  });
  document.body.addEventListener("htmx:afterSettle", (event) => { showErrors(event.detail.elt); sums(); });

  // --- live sum of weights
  function sums() {
    for (const output of all("[data-sum-of]")) {
      const whole = Number(output.dataset.sumWhole || 100);
      const sum = all(`[data-sum="${output.dataset.sumOf}"]`).reduce((so_far, input) => so_far + (Number(input.value.replace(",", ".")) || 0), 0);
      const round = Math.round(sum * 100) / 100;
      output.dataset.ok = round === whole ? "yes" : "no";
      const text = words.of_whole.replace("{sum}", round);
      if (output.textContent !== text) output.textContent = text;
    }
  }

  // --- menus, dialogs, copying, theme
  document.addEventListener("click", (event) => {
    for (const menu of all("details[data-menu][open]")) if (!menu.contains(event.target)) menu.open = false;
    const opener = event.target.closest("[data-dialog]");
    const dialog = opener && document.getElementById(opener.dataset.dialog);
    if (dialog) { event.preventDefault(); dialog.showModal(); }
    const copier = event.target.closest("[data-copy]");
    if (copier && navigator.clipboard) navigator.clipboard.writeText(copier.dataset.copy).then(() => toast(words.copied));
    if (event.target.closest("[data-theme-toggle]")) {
      const dark = document.documentElement.dataset.theme || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
      const theme = dark === "dark" ? "light" : "dark";
      document.documentElement.dataset.theme = theme;
      stored(localStorage, "sameboat.theme", theme);
    }
  });

  // --- keys, never while someone types, and only while they are wanted
  const wanted = () => stored(localStorage, "sameboat.shortcuts") !== "off";
  for (const box of all("[data-shortcuts-toggle]")) {
    box.checked = wanted();
    box.addEventListener("change", () => stored(localStorage, "sameboat.shortcuts", box.checked ? "on" : "off"));
  }
  let waiting = false;
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      for (const menu of all("details[data-menu][open]")) { menu.open = false; menu.querySelector("summary").focus(); }
    }
    if ((event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === "k") {
      const palette = document.getElementById("palette");
      if (palette) { event.preventDefault(); if (!palette.open) palette.showModal(); palette.querySelector("input").select(); }
      return;
    }
    const hits = (event.key === "ArrowDown" || event.key === "ArrowUp") && event.target.closest("#palette") && [...document.querySelectorAll("#palette-q, #palette-found a")];
    if (hits) {
      const next = hits[hits.indexOf(event.target) + (event.key === "ArrowDown" ? 1 : -1)];
      if (next) { event.preventDefault(); next.focus(); }
    }
    if (!wanted() || event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select, [contenteditable]")) return;
    if (waiting && event.key === "h") location.assign(`${root}/`);
    if (waiting && event.key === "m") location.assign(`${root}/me/`);
    waiting = event.key === "g";
    if (event.key === "/") { const find = document.querySelector(".filters input, .filters select"); if (find) { event.preventDefault(); find.focus(); } }
    if (event.key === "?") { const help = document.getElementById("shortcuts"); if (help && !help.open) help.showModal(); }
  });

  // Only a redirect that comes from the form's own page says that it was taken; any other page may follow a failure.
  const sent = JSON.parse(stored(sessionStorage, sentKey) || "null");
  if (sent && person) {
    const [arrival] = performance.getEntriesByType("navigation");
    if (arrival && arrival.redirectCount && document.referrer.split("#")[0] === sent.from) sent.keys.forEach((key) => stored(sessionStorage, key, null));
    stored(sessionStorage, sentKey, null);
  }
  document.addEventListener("DOMContentLoaded", () => drafts().forEach(putBack)); // htmx listens by then, and saves what came back
  showErrors(document);
  sums();
})();
