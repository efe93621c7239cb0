// A link or button with data-dialog="id" opens the <dialog> of that id; where the page has none, the link is followed.
const openers = new WeakMap();
let pressed = null;

export function openDialog(id, opener = document.activeElement) {
  const dialog = document.getElementById(id);
  if (!(dialog instanceof HTMLDialogElement)) return false;
  if (dialog.open) return true;
  openers.set(dialog, visibleOpener(opener));
  document.querySelectorAll(':popover-open').forEach((popover) => popover.hidePopover());
  dialog.showModal();
  return true;
}

// An opener inside a menu is gone once the menu closes; the button of that menu stays.
function visibleOpener(opener) {
  const menu = opener?.closest?.('[popover]:popover-open');
  if (!menu) return opener;
  return visibleOpener(document.querySelector(`[popovertarget="${menu.id}"]`));
}

document.addEventListener('click', (event) => {
  const opener = event.target.closest('[data-dialog]');
  if (opener) {
    const elsewhere = event.ctrlKey || event.metaKey || event.shiftKey; // a new tab or window was asked for
    if (!elsewhere && openDialog(opener.dataset.dialog, opener)) event.preventDefault();
    return;
  }
  const closer = event.target.closest('[data-close]');
  if (closer) {
    event.preventDefault();
    closer.closest('dialog')?.close();
  }
});

// On the backdrop only, and only if the press began there: selecting text past the edge is not a wish to close.
document.addEventListener('pointerdown', (event) => { pressed = event.target; });
document.addEventListener('click', (event) => {
  if (event.target instanceof HTMLDialogElement && pressed === event.target) event.target.close();
});

// `close` does not bubble; capturing sees it all the same.
document.addEventListener('close', (event) => {
  const opener = openers.get(event.target);
  if (opener?.isConnected) opener.focus();
}, true);
