/* A choice that filters a list is sent as soon as it is made. */
document.addEventListener("change", (event) => {
  if (event.target.matches("[data-send]")) event.target.form.requestSubmit();
});
