// The palette's list follows what is typed: the fragment of /search, walked with the arrow keys.
import { dress, options, showFailure } from './results.js';

const WAIT_MS = 150;
const palette = document.getElementById('palette');
const input = palette?.querySelector('input[type="search"]');
const list = palette?.querySelector('[data-results]');
let timer = 0;
let running = null;

function mark(option) {
  for (const other of options(list)) {
    other.classList.toggle('is-active', other === option);
    other.setAttribute('aria-selected', String(other === option));
  }
  if (option) input.setAttribute('aria-activedescendant', option.id);
  else input.removeAttribute('aria-activedescendant');
  option?.scrollIntoView({ block: 'nearest' });
}

async function search() {
  running?.abort();
  running = new AbortController();
  const { signal } = running;
  const address = new URL(input.form.action);
  address.searchParams.set('q', input.value.trim());
  try {
    const answer = await fetch(address, { signal, headers: { Accept: 'text/html', 'X-Fragment': 'results' } });
    if (!answer.ok || answer.redirected) throw new Error(`search answered ${answer.status}`);
    dress(list, await answer.text());
    mark(input.value.trim() === '' ? null : options(list)[0]);
  } catch (error) {
    if (error.name === 'AbortError') return;
    showFailure(list);
    mark(null);
  }
}

function move(step) {
  const all = options(list);
  const at = all.findIndex((option) => option.classList.contains('is-active'));
  const start = at < 0 && step < 0 ? 0 : at;
  mark(all[(start + step + all.length) % all.length]);
}

if (input && list) {
  input.addEventListener('input', () => { clearTimeout(timer); timer = setTimeout(search, WAIT_MS); });
  input.addEventListener('keydown', (event) => {
    const active = options(list).find((option) => option.classList.contains('is-active'));
    if (event.isComposing || !['ArrowDown', 'ArrowUp', 'Enter', 'Escape'].includes(event.key)) return;
    if (event.key === 'Enter' && !active) return; // the form opens the full page of results
    event.preventDefault();
    if (event.key === 'Enter') active.click();
    else if (event.key === 'Escape') palette.close(); // a search box would only empty itself
    else move(event.key === 'ArrowDown' ? 1 : -1);
  });
}
