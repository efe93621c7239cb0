// Whether a key belongs to the field that has the focus rather than to a shortcut.
const QUIET = ['checkbox', 'radio', 'button', 'submit', 'reset'];

export function isTyping(target) {
  const field = target.closest?.('input, textarea, select, [contenteditable]');
  return Boolean(field) && !QUIET.includes(field.type);
}

export const hasModifier = (event) => event.ctrlKey || event.metaKey || event.altKey;
