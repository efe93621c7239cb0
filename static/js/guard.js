// Leaving a form[data-guard] with edits asks first, in the browser's own words. data-guard="dirty": refused, still unsaved.
const form = document.querySelector('form[data-guard]');

if (form) {
  let isDirty = form.dataset.guard === 'dirty';
  const touch = (event) => {
    if (event.target.form !== form && !form.contains(event.target)) return;
    isDirty = true;
  };

  document.addEventListener('input', touch);
  document.addEventListener('change', touch);
  form.addEventListener('submit', () => { isDirty = false; });
  form.addEventListener('reset', () => { isDirty = false; });
  addEventListener('beforeunload', (event) => { if (isDirty) event.preventDefault(); });
}
