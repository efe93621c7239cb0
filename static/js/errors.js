// Refused forms: the summary takes the focus, its links lead into the fields, Alt+E finds the first wrong one.
const FOCUSABLE = 'input:not([type="hidden"]), select, textarea, button, a[href]';
const summary = document.querySelector('.error-summary');

function enter(target) {
  const field = target.matches(FOCUSABLE) ? target : target.querySelector(FOCUSABLE);
  if (!field) return false;
  field.focus({ preventScroll: true });
  (field.closest('.field, fieldset') ?? field).scrollIntoView({ block: 'center' });
  return true;
}

summary?.focus();
summary?.addEventListener('click', (event) => {
  const hash = event.target.closest('a')?.hash;
  const target = hash ? document.getElementById(decodeURIComponent(hash.slice(1))) : null;
  if (target && enter(target)) event.preventDefault();
});

document.addEventListener('keydown', (event) => {
  if (!event.altKey || event.ctrlKey || event.metaKey || event.code !== 'KeyE') return;
  const wrong = document.querySelector('[aria-invalid="true"]');
  if (wrong && enter(wrong)) event.preventDefault();
});
