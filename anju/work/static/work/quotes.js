/* The table of a quote counts along while it is typed; the signature pad sends what was drawn as a picture.
   Without script the table works the same (the server counts), and the resident agrees on their own phone. */
(() => {
  "use strict";

  // Whole cents, each line rounded half-up, as the server does it
  function cents(quantity, price) {
    const parts = [quantity, price].map((text) => /^(\d{1,9})(?:\.(\d{1,2}))?$/.exec(text.trim()));
    if (parts.some((part) => !part)) return null;
    const [many, each] = parts.map(([, whole, rest]) => BigInt(whole) * 100n + BigInt((rest || "0").padEnd(2, "0")));
    return (many * each + 50n) / 100n;
  }

  const form = document.querySelector("[data-quote]");
  if (form) {
    const list = form.querySelector("#price-list");
    const count = () => {
      let total = 0n;
      let rows = 0;
      for (const row of form.querySelectorAll(".q-row")) {
        const amount = cents(row.querySelector("[name=quantity]").value, row.querySelector("[name=unit_price]").value);
        if (amount !== null) {
          total += amount;
          rows += 1;
        }
      }
      form.querySelector("[data-quote-sum]").hidden = rows === 0;
      form.querySelector("[data-quote-total]").textContent = `${total / 100n}.${String(total % 100n).padStart(2, "0")}`;
    };
    form.addEventListener("input", (event) => {
      const row = event.target.closest(".q-row");
      if (row && event.target.name === "name") {
        const part = [...list.options].find((one) => one.value === event.target.value);
        if (part) {
          row.querySelector("[name=kind]").value = "part";
          row.querySelector("[name=unit]").value = part.dataset.unit;
          row.querySelector("[name=unit_price]").value = part.dataset.price;
        }
      }
      count();
    });
    count();
  }

  const sign = document.querySelector("[data-sign]");
  if (!sign) return;
  const pad = sign.querySelector("[data-sign-pad]");
  const file = sign.querySelector("[data-sign-file]");
  const ink = pad.getContext("2d");
  let drawing = false;
  let drawn = false;

  function at(event) {
    const box = pad.getBoundingClientRect();
    return [((event.clientX - box.left) * pad.width) / box.width, ((event.clientY - box.top) * pad.height) / box.height];
  }

  pad.addEventListener("pointerdown", (event) => {
    drawing = true;
    pad.setPointerCapture(event.pointerId);
    ink.lineWidth = 5;
    ink.lineCap = ink.lineJoin = "round";
    ink.strokeStyle = "black";
    ink.beginPath();
    ink.moveTo(...at(event));
  });
  pad.addEventListener("pointermove", (event) => {
    if (!drawing) return;
    drawn = true;
    ink.lineTo(...at(event));
    ink.stroke();
  });
  for (const end of ["pointerup", "pointercancel"]) pad.addEventListener(end, () => (drawing = false));
  sign.querySelector("[data-sign-clear]").addEventListener("click", () => {
    ink.clearRect(0, 0, pad.width, pad.height);
    drawn = false;
  });

  sign.addEventListener("submit", (event) => {
    const refuses = event.submitter && event.submitter.name === "refuse";
    if (refuses || !drawn || file.files.length) return; // the server says what is missing
    event.preventDefault();
    const button = event.submitter;
    pad.toBlob((blob) => {
      const held = new DataTransfer();
      held.items.add(new File([blob], "signature.png", { type: "image/png" }));
      file.files = held.files;
      sign.requestSubmit(button);
    }, "image/png");
  });
})();
