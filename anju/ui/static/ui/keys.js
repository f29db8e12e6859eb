/* Keyboard: Ctrl-K finds, j k Enter walk a list, a letter presses the button that carries it as data-key, ? shows all. */
(() => {
  "use strict";

  const typing = (element) => element.matches("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]");
  const items = (list) => [...list.querySelectorAll("[data-item]")].filter((item) => item.offsetParent);

  function list() {
    const dialog = document.querySelector("dialog[open]");
    return dialog ? dialog.querySelector("[data-list]") : document.querySelector("main [data-list]") || document.querySelector("main");
  }

  function choose(step) {
    const all = list() ? items(list()) : [];
    if (!all.length) return;
    const at = all.findIndex((item) => item.matches(".is-chosen"));
    const next = all[Math.min(Math.max(at + step, 0), all.length - 1)];
    all[at]?.classList.remove("is-chosen");
    next.classList.add("is-chosen");
    next.scrollIntoView({ block: "nearest" });
    if (!document.querySelector("dialog[open]")) (next.matches("a") ? next : next.querySelector("a[href]"))?.focus({ preventScroll: true });
  }

  function chosen() {
    const item = list()?.querySelector(".is-chosen");
    return item && (item.matches("a[href]") ? item : item.querySelector("a[href]"));
  }

  function find() {
    const dialog = document.getElementById("a-find");
    if (!dialog) return document.querySelector("[data-search]")?.focus();
    if (!dialog.open) dialog.showModal();
    dialog.querySelector("input[type=search]").select();
  }

  function help() {
    const dialog = document.getElementById("a-keys");
    if (!dialog) return;
    const table = dialog.querySelector(".a-keys");
    for (const row of table.querySelectorAll("[data-own]")) row.remove();
    const seen = new Set();
    for (const button of document.querySelectorAll("[data-key]")) {
      if (seen.has(button.dataset.key)) continue;
      seen.add(button.dataset.key);
      const row = document.createElement("div");
      row.dataset.own = "";
      row.innerHTML = "<dt><kbd></kbd></dt><dd></dd>";
      row.querySelector("kbd").textContent = button.dataset.key;
      row.querySelector("dd").textContent = (button.getAttribute("aria-label") || button.textContent).trim();
      table.children[2].after(row);
    }
    if (!dialog.open) dialog.showModal();
  }

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-find]") && document.getElementById("a-find")) {
      event.preventDefault();
      find();
    } else if (event.target.closest("[data-keys-help]")) {
      help();
    }
  });

  document.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      find();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const within = document.activeElement?.closest("#a-find");
    if (within && ["ArrowDown", "ArrowUp"].includes(event.key)) {
      event.preventDefault();
      choose(event.key === "ArrowDown" ? 1 : -1);
    } else if (within && event.key === "Enter") {
      const link = chosen() || within.querySelector("[data-item][href], [data-item] a[href]");
      if (link) {
        event.preventDefault();
        link.click();
      }
    } else if (typing(document.activeElement)) {
      return;
    } else if (document.querySelector("dialog[open]")) {
      return;
    } else if (event.key === "j" || event.key === "k") {
      choose(event.key === "j" ? 1 : -1);
    } else if (event.key === "?") {
      help();
    } else if (event.key === "/") {
      event.preventDefault();
      (document.querySelector("main [data-search]") || document.querySelector("[data-find]"))?.focus();
    } else if (/^[a-z]$/.test(event.key)) {
      const button = document.querySelector(`#panel [data-key="${event.key}"]`) || document.querySelector(`[data-key="${event.key}"]`);
      if (button) {
        event.preventDefault();
        button.click();
      }
    }
  });
})();
