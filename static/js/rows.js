// j and k walk the rows of the main list, x ticks the one with the focus, a leads to what is done with those
// ticked. Enter needs no help: the focus is on the row's own link.
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

function tick() {
  const box = document.activeElement?.closest('.table--index tbody tr')?.querySelector('.cell-check input');
  box?.click();
  return Boolean(box);
}

function act() {
  const first = document.querySelector('.bulk-bar button[value="bulk"]');
  first?.focus({ focusVisible: true });
  return first !== null && document.activeElement === first;
}

const keys = { j: () => walk(1), k: () => walk(-1), x: tick, a: act };

document.addEventListener('keydown', (event) => {
  const done = keys[event.key];
  if (!done || event.defaultPrevented || hasModifier(event) || isTyping(event.target)) return;
  if (document.documentElement.dataset.shortcuts === 'off' || document.querySelector('dialog[open]')) return;
  if (done()) event.preventDefault();
});
