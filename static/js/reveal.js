// Shows what was typed into a password field, and hides it again before it is sent.
document.addEventListener('click', (event) => {
  const button = event.target.closest('[data-reveal]');
  const field = button && document.getElementById(button.dataset.reveal);
  if (field) reveal(button, field, field.type === 'password');
});

document.addEventListener('submit', (event) => {
  for (const button of event.target.querySelectorAll('[data-reveal][aria-pressed="true"]')) {
    reveal(button, document.getElementById(button.dataset.reveal), false);
  }
});

function reveal(button, field, shown) {
  field.type = shown ? 'text' : 'password';
  button.dataset.show ??= button.title;
  button.title = shown ? button.dataset.hide : button.dataset.show;
  button.setAttribute('aria-label', button.title);
  button.setAttribute('aria-pressed', String(shown));
}
