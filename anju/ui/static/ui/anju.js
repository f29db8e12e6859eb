/* What every page can do: toasts, dialogs, menus, the rail, copying, light and dark, words after a swap.
   Everything works without it; it only makes it quicker. Behaviour hangs on data-attributes, never on inline code. */
(() => {
  "use strict";

  const words = document.getElementById("a-words").dataset;
  const one = (selector, within = document) => within.querySelector(selector);

  // Said to screen readers only
  function say(text) {
    const line = document.getElementById("a-say");
    if (!line) return;
    line.textContent = "";
    requestAnimationFrame(() => { line.textContent = text; });
  }

  // Toasts stay while they are read: errors until closed, others for six seconds unless touched or focused
  function age(toast) {
    if (toast.dataset.aged || toast.matches(".a-toast-error")) return;
    toast.dataset.aged = "1";
    const leave = () => {
      if (toast.matches(":hover, :focus-within")) setTimeout(leave, 2000);
      else toast.remove();
    };
    setTimeout(leave, 6000);
  }

  function toast(text, tone = "info", action = null) {
    const box = document.createElement("div");
    box.className = `a-toast a-toast-${tone}`;
    box.dataset.toast = "";
    const line = document.createElement("span");
    line.textContent = text;
    box.append(line);
    if (action) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "a-toast-action";
      button.textContent = action.words;
      button.addEventListener("click", () => { box.remove(); action.run(); });
      box.append(button);
    }
    const close = document.createElement("button");
    close.type = "button";
    close.className = "a-toast-close";
    close.dataset.toastClose = "";
    close.setAttribute("aria-label", words.close);
    close.textContent = "×";
    box.append(close);
    document.getElementById("a-toasts").append(box);
    age(box);
  }

  window.anju = { say, toast, words };

  // Dialogs: a link to #id opens the dialog of that id; without script CSS shows it by :target
  function dialogOf(element) {
    const id = element.dataset.dialog || (element.hash || "").slice(1);
    const found = id && document.getElementById(id);
    return found instanceof HTMLDialogElement ? found : null;
  }

  function open(dialog) {
    if (!dialog.open) dialog.showModal();
  }

  function showPhoto(link) {
    const dialog = document.createElement("dialog");
    dialog.className = "a-dialog a-photo-dialog";
    const form = document.createElement("form");
    form.method = "dialog";
    const button = document.createElement("button");
    button.className = "a-photo-close";
    button.setAttribute("aria-label", words.close);
    const image = document.createElement("img");
    image.src = link.href;
    image.alt = one("img", link)?.alt || "";
    button.append(image);
    form.append(button);
    dialog.append(form);
    dialog.addEventListener("close", () => dialog.remove());
    document.body.append(dialog);
    dialog.showModal();
  }

  // The desk's rail on a phone
  function rail(opened) {
    const element = document.getElementById("a-rail");
    element.classList.toggle("is-open", opened);
    if (location.hash === "#a-rail") history.replaceState(null, "", location.pathname + location.search);
    one(opened ? "[data-rail-close]" : "[data-rail-open]").focus();
  }

  function theme(choice) {
    document.cookie = `anju_theme=${choice};path=/;max-age=${choice ? 31536000 : 0};samesite=lax`;
    if (choice) document.documentElement.dataset.bsTheme = choice;
    else delete document.documentElement.dataset.bsTheme;
    for (const button of document.querySelectorAll("[data-theme-choice]")) {
      button.setAttribute("aria-pressed", String(button.dataset.themeChoice === choice));
    }
  }

  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      toast(words.copied, "success");
    } catch {
      toast(words.copyFailed, "warning");
    }
  }

  document.addEventListener("click", (event) => {
    const target = event.target.closest("a, button, dialog, summary, [data-item]");
    for (const menu of document.querySelectorAll("details.a-menu[open]")) {
      if (!menu.contains(event.target)) menu.open = false;
    }
    if (!target) return;
    if (target instanceof HTMLDialogElement) {
      if (event.target === target) target.close();
    } else if (target.matches("[data-toast-close]")) {
      target.closest("[data-toast]").remove();
    } else if (target.matches("[data-dialog-close]")) {
      event.preventDefault();
      target.closest("dialog").close();
    } else if (target.matches("[data-rail-open]")) {
      event.preventDefault();
      rail(true);
    } else if (target.matches("[data-rail-close]")) {
      event.preventDefault();
      rail(false);
    } else if (target.matches("[data-theme-choice]")) {
      theme(target.dataset.themeChoice);
    } else if (target.matches("[data-copy]")) {
      event.preventDefault();
      copy(target.dataset.copy);
    } else if (target.matches("[data-print]")) {
      print();
    } else if (target.matches("[data-photo]")) {
      event.preventDefault();
      showPhoto(target);
    } else if (target.matches("a[href^='#'], [data-dialog]")) {
      const dialog = dialogOf(target);
      if (dialog) {
        event.preventDefault();
        open(dialog);
        // A dialog that lives in the menu needs it open around it; it closes with the dialog
        const menu = target.closest("details.a-menu[open]");
        if (menu && !menu.contains(dialog)) menu.open = false;
      }
    } else if (target.matches("tr[data-item]") && !getSelection().toString()) {
      one("a[href]", target)?.click();
    }
  });

  document.addEventListener("close", (event) => {
    const menu = event.target.closest("details.a-menu[open]");
    if (menu) {
      menu.open = false;
      one("summary", menu).focus();
    }
  }, true);

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || one("dialog[open]")) return;
    const menu = one("details.a-menu[open]");
    if (menu) {
      menu.open = false;
      one("summary", menu).focus();
    } else if (document.getElementById("a-rail")?.matches(".is-open, :target")) {
      rail(false);
    }
  });

  // A form is sent once, however often the button is tapped; the mark goes when the page comes back from the cache
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post" || form.matches("[hx-post], [hx-boost]")) return;
    if (form.dataset.sent) event.preventDefault();
    else form.dataset.sent = "1";
  });
  addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  });

  // A panel beside the list is for wide screens; on a phone the same link opens the page itself
  const wide = matchMedia("(min-width: 992px)");
  document.addEventListener("htmx:beforeRequest", (event) => {
    const link = event.detail.elt;
    if (event.detail.target.id === "panel" && !wide.matches && link.href) {
      event.preventDefault();
      location.assign(link.href);
    }
  });

  // htmx: say what went wrong in words, keep the reader's place, announce what changed
  const faults = { 403: "forbidden", 404: "gone", 410: "gone", 413: "large" };
  document.addEventListener("htmx:sendError", () => toast(words.offline, "error"));
  document.addEventListener("htmx:timeout", () => toast(words.offline, "error"));
  document.addEventListener("htmx:responseError", (event) => {
    const xhr = event.detail.xhr;
    // A door that already says why in HX-Trigger needs no second sentence
    if ((xhr.getResponseHeader("HX-Trigger") || "").includes("toast")) return;
    toast(words[faults[xhr.status]] || words.fault, "error");
  });
  document.addEventListener("toast", (event) => toast(event.detail.words || event.detail.value, event.detail.tone));
  document.addEventListener("htmx:afterSwap", (event) => {
    const target = event.detail.target;
    start(document);
    const focus = one("[data-focus]", target);
    if (focus) focus.focus();
    say(one("[data-say]", target)?.dataset.say ?? words.updated);
  });

  function start(within) {
    for (const toast of within.querySelectorAll("[data-toast]")) age(toast);
    if (wide.matches) for (const fold of within.querySelectorAll("[data-fold]")) fold.open = true;
    document.dispatchEvent(new CustomEvent("anju:ready", { detail: { within } }));
  }

  function offline() {
    for (const strip of document.querySelectorAll("[data-offline]")) strip.hidden = navigator.onLine;
  }
  addEventListener("online", offline);
  addEventListener("offline", offline);
  offline();
  one("[data-focus]")?.focus();
  document.addEventListener("DOMContentLoaded", () => start(document));
})();
