// Says a text to assistive technology. An open dialog has a live region of its own: the page behind it is inert.
export function announce(text) {
  const region = document.querySelector('dialog[open] [data-live-region]') ?? document.querySelector('body > [data-live-region]');
  if (!region || !text) return;
  region.textContent = '';
  setTimeout(() => { region.textContent = text; }, 50); // the same text twice is spoken twice
}
