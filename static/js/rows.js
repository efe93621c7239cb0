// j and k walk the rows of the main list. Enter needs no help: the focus is on the row's own link.
import { hasModifier, isTyping } from './typing.js';

const rows = () => [...document.querySelectorAll('.table--index tbody tr')].filter((row) => row.querySelector('.cell-main a'));

function walk(step) {
  const all = rows();
  const at = all.findIndex((row) => row.contains(document.activeElement));
  const next = at < 0 ? (step > 0 ? 0 : all.length - 1) : at + step;
  const link = all[next]?.querySelector('.cell-main a');
  link?.focus({ focusVisible: true });
  return Boolean(link);
}

const keys = { j: () => walk(1), k: () => walk(-1) };

document.addEventListener('keydown', (event) => {
  const act = keys[event.key];
  if (!act || event.defaultPrevented || hasModifier(event) || isTyping(event.target)) return;
  if (document.documentElement.dataset.shortcuts === 'off' || document.querySelector('dialog[open]')) return;
  if (act()) event.preventDefault();
});
