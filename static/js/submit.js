// Ctrl+Enter (Cmd on a Mac) saves the form one is in, from any of its fields, text areas included.
document.addEventListener('keydown', (event) => {
  if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
  const form = event.target.form;
  if (form?.method !== 'post') return;
  event.preventDefault();
  form.requestSubmit(saveButton(form));
});

// The first button of a form may be «add a row»; the one that saves is solid.
function saveButton(form) {
  return [...form.elements].find((element) => element.type === 'submit' && element.matches('.btn--primary, .btn--danger-solid')) ?? null;
}
