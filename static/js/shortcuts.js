// Keys that lead somewhere. Single keys rest while typing, while a dialog is open, and when the person turned them off.
import { openDialog } from './dialogs.js';
import { hasModifier, isTyping } from './typing.js';

const LEADER_MS = 1200;
let leaderAt = 0;

const isOff = () => document.documentElement.dataset.shortcuts === 'off';
const isBusy = () => document.querySelector('dialog[open]') !== null;

function quickSearch() {
  const box = document.querySelector('[data-quick-search]');
  if (!box) return openDialog('palette');
  box.focus();
  box.select();
  return true;
}

function go(letter) {
  const link = document.querySelector(`a[data-go="${CSS.escape(letter)}"]`);
  if (link) location.assign(link.href);
  return Boolean(link);
}

function single(key) {
  if (Date.now() - leaderAt < LEADER_MS) {
    leaderAt = 0;
    return go(key);
  }
  if (key === 'g') leaderAt = Date.now();
  if (key === '/') return quickSearch();
  return key === '?' && openDialog('shortcuts');
}

document.addEventListener('keydown', (event) => {
  if (event.defaultPrevented || event.isComposing) return;
  if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === 'k') {
    if (!isBusy() && openDialog('palette')) event.preventDefault();
    return;
  }
  if (hasModifier(event) || isOff() || isBusy() || isTyping(event.target)) return;
  if (single(event.key.toLowerCase())) event.preventDefault();
});
