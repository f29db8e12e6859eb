/* The signature: a finger's way over a canvas, sent with the form as a picture. Without script a photo of a signed sheet
   does the same. */
(() => {
  "use strict";

  const form = document.querySelector("[data-sign]");
  if (!form) return;
  const box = form.querySelector("[data-sign-box]");
  const pad = form.querySelector("[data-sign-pad]");
  const value = form.querySelector("[data-sign-value]");
  const pen = pad.getContext("2d");
  let last = null;
  let drawn = false;

  function clear() {
    const scale = Math.min(window.devicePixelRatio || 1, 2);
    pad.width = pad.clientWidth * scale;
    pad.height = pad.clientHeight * scale;
    pen.scale(scale, scale);
    pen.lineWidth = 2.5;
    pen.lineCap = pen.lineJoin = "round";
    pen.strokeStyle = "#111"; // ink, whatever the theme: it is printed on white
    drawn = false;
  }

  const at = (event) => {
    const edge = pad.getBoundingClientRect();
    return [event.clientX - edge.left, event.clientY - edge.top];
  };

  pad.addEventListener("pointerdown", (event) => {
    pad.setPointerCapture(event.pointerId);
    last = at(event);
    event.preventDefault();
  });
  pad.addEventListener("pointermove", (event) => {
    if (!last) return;
    const now = at(event);
    pen.beginPath();
    pen.moveTo(...last);
    pen.lineTo(...now);
    pen.stroke();
    last = now;
    drawn = true;
  });
  for (const end of ["pointerup", "pointercancel"]) pad.addEventListener(end, () => { last = null; });
  form.querySelector("[data-sign-clear]").addEventListener("click", clear);
  form.addEventListener("submit", () => { value.value = drawn ? pad.toDataURL("image/png") : ""; });

  box.hidden = false;
  clear();
})();
