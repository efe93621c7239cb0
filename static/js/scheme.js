// Light, dark or as the system: applied at once and remembered by the server in the background.
const root = document.documentElement;

function apply(value) {
  if (value === 'system') delete root.dataset.scheme;
  else root.dataset.scheme = value;
  for (const button of document.querySelectorAll('button[name="scheme"]')) {
    button.setAttribute('aria-pressed', String(button.value === value));
  }
}

document.addEventListener('submit', (event) => {
  const button = event.submitter;
  if (button?.name !== 'scheme') return;
  event.preventDefault();
  apply(button.value);
  // The answer is a redirect to a whole page, which nobody needs here.
  fetch(event.target.action, {
    method: 'POST',
    body: new URLSearchParams({ scheme: button.value }),
    redirect: 'manual',
    keepalive: true,
  }).catch(() => {});
});
