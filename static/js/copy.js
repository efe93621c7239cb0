// Copies data-copy and says data-copied. A page over plain http on a network has no clipboard: the buttons go.
import { announce } from './announce.js';

const SHOWN_MS = 2000;

if (!navigator.clipboard) document.querySelectorAll('[data-copy]').forEach((button) => { button.hidden = true; });

document.addEventListener('click', async (event) => {
  const button = event.target.closest('[data-copy]');
  if (!button || !navigator.clipboard) return;
  try {
    await navigator.clipboard.writeText(button.dataset.copy);
  } catch {
    return; // refused by the person or the browser: nothing was copied, nothing is claimed
  }
  button.classList.add('is-copied');
  announce(button.dataset.copied);
  setTimeout(() => button.classList.remove('is-copied'), SHOWN_MS);
});
