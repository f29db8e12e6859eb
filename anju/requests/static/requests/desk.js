/* The desk: the list keeps its chosen row and shows what is new, the panel closes, words are filled in. */
(() => {
  "use strict";

  const list = () => document.querySelector("[data-board]");
  const chosen = () => list()?.querySelector(".is-chosen")?.dataset.number;
  const rows = () => [...(list()?.querySelectorAll("[data-number]") || [])];
  const title = document.title;
  let before = null;
  let pending = "";

  function choose(number) {
    for (const row of rows()) row.classList.toggle("is-chosen", row.dataset.number === number);
  }

  function count() {
    const fresh = Number(list()?.querySelector("[data-new]")?.dataset.new || 0);
    document.title = fresh ? `(${fresh}) ${title}` : title;
  }

  function closePanel() {
    document.getElementById("panel").replaceChildren();
    const address = new URL(location.href);
    address.searchParams.delete("open");
    history.replaceState(history.state, "", address);
    document.getElementById(`row-${chosen()}`)?.focus({ preventScroll: true });
  }

  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.target === list()) before = { chosen: chosen(), known: new Set(rows().map((row) => row.dataset.number)) };
  });

  document.addEventListener("htmx:afterSwap", (event) => {
    const target = event.detail.target;
    if (target === list() && before) {
      if (before.chosen) choose(before.chosen);
      for (const row of rows()) row.classList.toggle("is-fresh", !before.known.has(row.dataset.number));
      before = null;
      count();
    } else if (target.id === "panel") {
      target.scrollTo({ top: 0 });
      const number = target.querySelector("[data-request]")?.dataset.number;
      if (number) choose(number);
      target.querySelector("[data-call] input[type=text], [data-call] input:not([type=hidden])")?.focus();
    } else if (target.matches("[data-request]")) {
      target.closest(".a-split-aside")?.scrollTo({ top: 0 });
    } else if (target.id === "act") {
      const box = target.closest(".a-split-aside");
      if (box && getComputedStyle(box).position === "sticky") box.scrollTo({ top: Math.max(0, target.offsetTop - 120) });
      else target.scrollIntoView({ block: "nearest" });
      target.querySelector("textarea, input:not([type=hidden]), button")?.focus({ preventScroll: true });
    }
  });

  document.addEventListener("htmx:afterSettle", (event) => {
    if (!pending || event.detail.target.id !== "panel") return;
    document.querySelector(`#panel [data-key="${pending}"]`)?.click();
    pending = "";
  });

  // A modified click opens a tab of its own, as it does on any link
  document.addEventListener("htmx:beforeRequest", (event) => {
    const cause = event.detail.requestConfig.triggeringEvent;
    const link = event.detail.elt;
    if (cause instanceof MouseEvent && (cause.ctrlKey || cause.metaKey) && link.href) {
      event.preventDefault();
      open(link.href, "_blank", "noopener");
    }
  });

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-panel-close], [data-act-close], [data-fill]");
    if (!button) return;
    if (button.matches("[data-panel-close]")) {
      event.preventDefault();
      closePanel();
    } else if (button.matches("[data-act-close]") && document.querySelector("[data-request] .d-head")) {
      event.preventDefault();
      document.getElementById("act").replaceChildren();
    } else if (button.matches("[data-fill]")) {
      event.preventDefault();
      const into = button.dataset.fillInto;
      const field = into ? document.getElementById(into) : button.form?.querySelector("textarea") || button.closest("form").querySelector("textarea");
      field.value = into || !field.value.trim() ? button.dataset.fill : `${field.value.trimEnd()}\n${button.dataset.fill}`;
      field.dispatchEvent(new Event("input", { bubbles: true }));
      field.focus();
    }
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !document.querySelector("dialog[open], details.a-menu[open]") && list()) {
      const act = document.querySelector("#panel #act");
      if (act?.childElementCount) act.replaceChildren();
      else if (document.querySelector("#panel [data-panel-close]")) closePanel();
    }
  });

  // a and r on a chosen row open it and take the step there
  document.addEventListener("keydown", (event) => {
    const row = "ar".includes(event.key) && list()?.querySelector(".is-chosen");
    if (!row || event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select, dialog")) return;
    if (document.querySelector(`[data-key="${event.key}"]`)) return;
    pending = event.key;
    row.querySelector("a[href]").click();
  });

  document.addEventListener("DOMContentLoaded", count);
})();
