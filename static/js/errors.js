// Refused forms: the summary takes the focus, its links lead into the fields, Alt+E finds the first wrong one, and what
// was refused is called wrong only as long as it stands there.
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

const refused = new Map(Array.from(document.querySelectorAll('[aria-invalid="true"]'), (field) => [field, field.value]));

document.addEventListener('change', ({ target }) => {
  const message = document.getElementById(`${target.id}-error`);
  if (!message || !refused.has(target)) return;
  const isRefused = target.value === refused.get(target);
  target.setAttribute('aria-invalid', String(isRefused));
  message.hidden = !isRefused;
});

document.addEventListener('keydown', (event) => {
  if (!event.altKey || event.ctrlKey || event.metaKey || event.code !== 'KeyE') return;
  const wrong = document.querySelector('[aria-invalid="true"]');
  if (wrong && enter(wrong)) event.preventDefault();
});
