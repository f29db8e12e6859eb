/* The report in steps. Without it all parts stand on one page, one below the other. */
(() => {
  "use strict";

  function steps(form) {
    const one = (selector) => form.querySelector(selector);
    const parts = [...form.querySelectorAll("[data-step]")];
    const stepper = one("[data-stepper]");
    const [back, next, send] = ["[data-back]", "[data-next]", "[data-send]"].map(one);
    const words = one("textarea[name=words]");
    let at = 0;
    // How the sending goes and another try belong beside the button: the step of the photos is hidden by then
    const sending = one("[data-photos-send]");
    if (sending) send.closest(".a-form-foot").before(sending);

    const chosenPlace = () => one("[name=place]:checked, [type=hidden][name=place]");
    // When it suits is asked only where somebody comes to a home
    const asksWhen = () => Boolean(one("[data-meant]")?.dataset.visit && chosenPlace()?.dataset.home);
    const shown = () => parts.filter((part) => !part.matches("[data-visit-step]") || asksWhen());

    function draw() {
      const list = shown();
      at = Math.min(at, list.length - 1);
      for (const part of parts) part.hidden = part !== list[at];
      [...stepper.children].forEach((item, index) => {
        item.hidden = index >= list.length;
        item.classList.toggle("is-done", index < at);
        item.classList.toggle("is-now", index === at);
        if (index === at) item.setAttribute("aria-current", "step");
        else item.removeAttribute("aria-current");
      });
      back.hidden = at === 0;
      next.hidden = at === list.length - 1;
      send.hidden = !next.hidden;
      const own = one("[data-own-wish]");
      if (own) own.hidden = one("[name=wish]:checked")?.value !== "own";
    }

    function missing(name, wrong) {
      const line = one(`[data-need="${name}"]`);
      line.hidden = !wrong;
      return wrong;
    }

    function complete() {
      const part = shown()[at];
      if (part.id === "what" && missing("words", words.value.trim().length < 2)) return words.focus();
      if (part.id === "what" && one("[data-unclear]") && !one("[name=category]:checked")) {
        one("#groups").open = true;
        return one("#groups summary").focus();
      }
      if (part.id === "where" && missing("place", !chosenPlace())) return part.scrollIntoView();
      return true;
    }

    function go(to) {
      at = to;
      draw();
      const part = shown()[at];
      if (part.id === "where" && one("[data-meant]") && !one("[data-meant]").dataset.home) one("[data-public]").open = true;
      scrollTo({ top: 0 });
      part.focus({ preventScroll: true });
    }

    function forward() {
      if (complete() !== true) return;
      history.pushState({ step: at + 1 }, "");
      go(at + 1);
    }

    next.addEventListener("click", forward);
    back.addEventListener("click", () => history.back());
    addEventListener("popstate", (event) => { if (document.contains(form)) go(event.state?.step || 0); });
    // Enter in a field goes on instead of sending half of it
    form.addEventListener("submit", (event) => {
      if (!send.hidden && complete() === true) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      if (send.hidden) forward();
    }, true);
    form.addEventListener("change", draw);
    one("#kinds").addEventListener("change", (event) => { words.placeholder = event.target.dataset.hint; });
    // A category chosen from the long list is shown above it, with what to do meanwhile
    one("#groups").addEventListener("change", () => {
      one("#groups").open = false;
      one("#guess").scrollIntoView({ block: "center" });
    });
    form.addEventListener("htmx:afterSettle", draw);
    words.addEventListener("input", () => missing("words", false));

    const wrong = parts.findIndex((part) => one(".a-field-error:not([hidden])") && part.querySelector(".a-field-error:not([hidden])"));
    at = Math.max(wrong, 0);
    stepper.hidden = false;
    if (history.state?.step) history.replaceState(null, "");
    draw();
  }

  document.addEventListener("anju:ready", () => {
    for (const form of document.querySelectorAll("form[data-steps]:not([data-steps-ready])")) {
      form.dataset.stepsReady = "1";
      steps(form);
    }
  });
})();
