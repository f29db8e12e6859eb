/* A form with data-draft="<name>" keeps what is typed in this browser until it is sent. Passwords, files and hidden
   fields are never kept, and a draft is dropped after three days. */
(() => {
  "use strict";

  const DAYS = 3;
  const key = (form) => `anju-draft:${location.pathname}:${form.dataset.draft}`;
  const fields = (form) => [...form.elements].filter((field) => field.name && !["password", "file", "hidden", "submit", "button"].includes(field.type));

  function read(form) {
    try {
      const kept = JSON.parse(localStorage.getItem(key(form)));
      return kept && Date.now() - kept.at < DAYS * 86400000 ? kept.values : null;
    } catch {
      return null;
    }
  }

  function keep(form) {
    const values = {};
    for (const field of fields(form)) {
      if (["checkbox", "radio"].includes(field.type)) {
        if (field.checked) (values[field.name] ||= []).push(field.value);
      } else if (field.value !== field.defaultValue && field.value) {
        (values[field.name] ||= []).push(field.value);
      }
    }
    try {
      if (Object.keys(values).length) localStorage.setItem(key(form), JSON.stringify({ at: Date.now(), values }));
      else localStorage.removeItem(key(form));
    } catch { /* the browser keeps nothing: the form works all the same */ }
  }

  function restore(form) {
    const values = read(form);
    if (!values) return;
    let changed = false;
    for (const field of fields(form)) {
      const kept = values[field.name];
      if (!kept) continue;
      if (["checkbox", "radio"].includes(field.type)) {
        changed ||= field.checked !== kept.includes(field.value);
        field.checked = kept.includes(field.value);
      } else if (!field.value) {
        field.value = kept[0];
        changed = true;
      }
    }
    if (changed) {
      const drop = { words: anju.words.draftDrop, run: () => { localStorage.removeItem(key(form)); form.reset(); } };
      anju.toast(anju.words.draft, "info", drop);
    }
  }

  const forget = (form) => { try { localStorage.removeItem(key(form)); } catch { /* nothing was kept */ } };

  document.addEventListener("anju:ready", () => {
    for (const form of document.querySelectorAll("form[data-draft]:not([data-draft-ready])")) {
      form.dataset.draftReady = "1";
      // A form that came back with errors already holds what was typed
      if (!form.querySelector(".is-invalid")) restore(form);
      let timer;
      form.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(() => keep(form), 300); });
      form.addEventListener("submit", () => {
        clearTimeout(timer);
        if (!form.matches("[hx-post], [hx-boost]")) forget(form);
      });
      // Asked before the swap, which takes the form away. Parts within the form (suggestions while one types) send too.
      form.addEventListener("htmx:beforeOnLoad", (event) => { if (event.target === form && event.detail.xhr.status < 400) forget(form); });
    }
  });
})();
