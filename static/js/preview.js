// Sums of a form while it is typed: the server works them out, as its own button would, and one element is taken over.
let waiting;

async function work(form) {
  const body = new URLSearchParams(new FormData(form));
  body.set('action', 'work_out');
  const response = await fetch(form.getAttribute('action'), { method: 'POST', body, headers: { accept: 'text/html' } }).catch(() => null);
  if (!response?.ok) return;
  const page = new DOMParser().parseFromString(await response.text(), 'text/html');
  const fresh = page.getElementById(form.dataset.preview);
  if (fresh) document.getElementById(form.dataset.preview)?.replaceChildren(...fresh.childNodes);
}

document.addEventListener('input', (event) => {
  const form = event.target.closest('form[data-preview]');
  if (!form) return;
  clearTimeout(waiting);
  waiting = setTimeout(work, 400, form);
});
