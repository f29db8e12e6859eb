/* What a worker taps without network is kept on the phone and sent, in its order, when the network is back.
   Only forms with data-keep (small steps that may safely arrive late or twice); photos and the report of a finished
   job wait in the page. Nothing is kept for another person who signs in on the same phone. */
(() => {
  "use strict";

  const strip = document.querySelector("[data-keeper]");
  const words = strip.dataset;
  const KEY = `anju-unsent:${words.keeper}`;
  const RETRY = 20000;
  let sending = false;

  function read() {
    try {
      return JSON.parse(localStorage.getItem(KEY)) || [];
    } catch {
      return [];
    }
  }

  function write(items) {
    localStorage.setItem(KEY, JSON.stringify(items));
    for (const badge of document.querySelectorAll("[data-unsent]")) {
      badge.hidden = items.length === 0;
      badge.querySelector("[data-unsent-count]").textContent = items.length;
    }
  }

  function keep(form, config) {
    const body = [...config.formData.entries()].filter(([name]) => name !== "csrfmiddlewaretoken");
    const first = read().length === 0;
    try {
      write([...read(), { url: config.path, body, what: form.dataset.keep }]);
    } catch {
      return false;
    }
    const button = form.querySelector("button:not([type=button])");
    if (form.dataset.keepShow === "tick") form.closest("li").classList.toggle("is-done");
    else if (form.dataset.keepShow === "answer") form.closest("li").classList.add("is-kept");
    else if (form.dataset.keepShow === "clear") {
      form.reset();
      if (form.elements.key) form.elements.key.value = `${Date.now()}-${Math.random()}`; // the next one is another
    }
    if (!["clear", "answer"].includes(form.dataset.keepShow)) button.disabled = true;
    if (first) anju.toast(words.kept, "info"); // the count in the head says the rest
    return true;
  }

  document.body.addEventListener("htmx:sendError", (event) => {
    const form = event.target.closest("form[data-keep]");
    if (form && keep(form, event.detail.requestConfig)) event.stopPropagation();
  });

  const token = () => JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"];

  // The words of a refusal, as the server says them to htmx
  function refusal(answer) {
    try {
      return JSON.parse(answer.headers.get("HX-Trigger")).toast.words;
    } catch {
      return "";
    }
  }

  async function send(item) {
    const answer = await fetch(item.url, {
      method: "POST",
      body: new URLSearchParams(item.body),
      headers: { "X-CSRFToken": token(), "HX-Request": "true" },
      redirect: "manual",
    });
    if (answer.type === "opaqueredirect" || (answer.ok && !answer.headers.get("HX-Redirect"))) return "sent";
    const said = refusal(answer);
    if (answer.status >= 500 || answer.headers.get("HX-Redirect") || (answer.status === 403 && !said)) return "later";
    anju.toast(`${item.what}：${said || words.refused}`, "warning");
    return "refused";
  }

  async function flush() {
    if (sending || !navigator.onLine || !read().length) return;
    sending = true;
    let sent = 0;
    try {
      for (let items = read(); items.length; items = read()) {
        const end = await send(items[0]);
        if (end === "later") break;
        if (end === "sent") sent += 1;
        write(read().slice(1));
      }
    } catch { /* no network again: the rest stays and is tried later */ }
    sending = false;
    if (!sent) return;
    anju.toast(words.sent.replace("0", sent), "success");
    if (!document.activeElement?.matches("input, textarea") && !document.querySelector("dialog[open]")) setTimeout(() => location.reload(), 1200);
  }

  addEventListener("online", flush);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) flush(); });
  setInterval(flush, RETRY);
  write(read());
  flush();
})();
