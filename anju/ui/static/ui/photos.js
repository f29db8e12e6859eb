/* The photo picker: preview, removing, shrinking to 2000 px before sending, progress and another try.
   Without it the field is a plain file field. Progress is shown in forms that htmx sends (hx-post or hx-boost). */
(() => {
  "use strict";

  const LONGEST = 2000;
  const QUALITY = 0.85;

  // Photos that the browser cannot read (HEIC on some) go as they are; the server reads and re-encodes them.
  async function shrink(file) {
    if (!/^image\/(jpeg|png|webp)$/.test(file.type)) return file;
    try {
      const bitmap = await createImageBitmap(file, { imageOrientation: "from-image" });
      const scale = Math.min(1, LONGEST / Math.max(bitmap.width, bitmap.height));
      if (scale === 1 && file.size < 1500000) return file;
      const canvas = document.createElement("canvas");
      canvas.width = Math.round(bitmap.width * scale);
      canvas.height = Math.round(bitmap.height * scale);
      canvas.getContext("2d").drawImage(bitmap, 0, 0, canvas.width, canvas.height);
      bitmap.close();
      const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", QUALITY));
      if (!blob || blob.size >= file.size) return file;
      return new File([blob], file.name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg" });
    } catch {
      return file;
    }
  }

  function picker(box) {
    const input = box.querySelector("input[type=file]");
    const shown = box.querySelector("[data-photos-shown]");
    const send = box.querySelector("[data-photos-send]");
    const bar = send.querySelector("progress");
    const line = send.querySelector("[data-photos-words]");
    const retry = send.querySelector("[data-photos-retry]");
    const form = input.form;
    const most = Number(box.dataset.most);
    let files = [];

    function give() {
      const transfer = new DataTransfer();
      for (const file of files) transfer.items.add(file);
      input.files = transfer.files;
    }

    function draw() {
      for (const image of shown.querySelectorAll("img")) URL.revokeObjectURL(image.src);
      shown.replaceChildren(...files.map((file, index) => {
        const item = document.createElement("li");
        const image = document.createElement("img");
        image.src = URL.createObjectURL(file);
        image.alt = file.name;
        const button = document.createElement("button");
        button.type = "button";
        button.textContent = "×";
        button.setAttribute("aria-label", anju.words.remove);
        button.addEventListener("click", () => {
          files.splice(index, 1);
          give();
          draw();
          input.focus();
        });
        item.append(image, button);
        return item;
      }));
    }

    async function add(chosen) {
      let refused = "";
      for (const file of chosen) {
        if (!file.type.startsWith("image/")) refused = anju.words.notAPhoto;
        else if (files.length >= most) refused = anju.words.tooMany;
        else if (!files.some((have) => have.from === `${file.name}:${file.size}`)) {
          const small = await shrink(file);
          small.from = `${file.name}:${file.size}`;
          files.push(small);
        }
      }
      if (refused) anju.toast(refused, "warning");
      give();
      draw();
      // A form that sends its photos at once listens for this (hx-trigger="photos-ready")
      if (files.length) input.dispatchEvent(new Event("photos-ready", { bubbles: true }));
    }

    input.addEventListener("change", () => add([...input.files]));
    box.classList.add("is-ready");
    if (!form) return;

    form.addEventListener("htmx:xhr:progress", (event) => {
      if (event.target !== form || !files.length || !event.detail.lengthComputable) return;
      send.hidden = false;
      retry.hidden = true;
      bar.hidden = false;
      bar.value = Math.round((event.detail.loaded / event.detail.total) * 100);
      line.textContent = `${anju.words.sending} ${bar.value}%`;
    });
    const failed = (event) => {
      if (!files.length) return;
      event.stopPropagation(); // said here, beside the way on; the toast would say it twice
      send.hidden = false;
      retry.hidden = false;
      bar.hidden = true;
      line.textContent = anju.words.offline;
    };
    form.addEventListener("htmx:sendError", failed);
    form.addEventListener("htmx:timeout", failed);
    form.addEventListener("htmx:responseError", failed);
    retry.addEventListener("click", () => form.requestSubmit());
    addEventListener("beforeunload", (event) => {
      if (document.contains(box) && files.length && !send.hidden && retry.hidden && bar.value < 100) event.preventDefault();
    });
  }

  document.addEventListener("anju:ready", () => {
    for (const box of document.querySelectorAll("[data-photos]:not(.is-ready)")) picker(box);
  });
})();
