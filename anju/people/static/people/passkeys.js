/* Passkeys: shown where the browser and the address allow them, made and used with webauthn-json. */
(() => {
  "use strict";

  // A passkey belongs to a name; it cannot be made for a bare IP address.
  const able = window.PublicKeyCredential && window.webauthnJSON && !/^[\d.]+$|:/.test(location.hostname);
  if (!able) return;
  for (const part of document.querySelectorAll("[data-passkey-only]")) part.hidden = false;

  function tell(form, fault) {
    // Closing the device's own window is no fault
    if (fault.name !== "NotAllowedError" && fault.name !== "AbortError") window.anju.toast(form.dataset.fault, "error");
  }

  async function fill(form, credential) {
    form.elements.credential.value = JSON.stringify(await credential);
    form.submit();
  }

  for (const form of document.querySelectorAll("form[data-passkey-add]")) {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const options = JSON.parse(document.getElementById("passkey-options").textContent);
      fill(form, window.webauthnJSON.create(options.creation_options)).catch((fault) => tell(form, fault));
    });
  }

  for (const form of document.querySelectorAll("form[data-passkey-enter]")) {
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      try {
        const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
        await fill(form, window.webauthnJSON.get((await answer.json()).request_options));
      } catch (fault) {
        tell(form, fault);
      }
    });
  }
})();
