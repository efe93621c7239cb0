// Parts of a form that follow what is typed: the server works them out, as its own button would, and they are taken
// over. data-ask, on a form or around one field: what is asked; data-take: the ids of what comes from the answer;
// data-quiet: who is still typing is not told what is wrong, but only after leaving the field.
let waiting;
const answered = new WeakMap();

async function ask(source, typing) {
  const form = source.closest('form');
  const body = () => new URLSearchParams(new FormData(form));
  const sent = body();
  const asked = new URLSearchParams(sent);
  asked.set('action', source.dataset.ask);
  if (typing && 'quiet' in source.dataset) asked.set('typing', '1');
  if (answered.get(source) === asked.toString()) return;
  const response = await fetch(form.getAttribute('action'), { method: 'POST', body: asked, headers: { accept: 'text/html' } }).catch(() => null);
  if (!response || !(response.ok || response.status === 422)) return;
  const page = new DOMParser().parseFromString(await response.text(), 'text/html');
  if (body().toString() !== sent.toString()) return wait(source, typing); // typed meanwhile: the answer is old
  keepingFocus(() => {
    for (const id of source.dataset.take.split(' ')) take(document.getElementById(id), page.getElementById(id));
  });
  answered.set(source, asked.toString());
}

// Whoever has gone on to a field that is taken over stays in it, at the same letter.
function keepingFocus(change) {
  const { id, selectionStart, selectionEnd } = document.activeElement ?? {};
  change();
  const field = id ? document.getElementById(id) : null;
  if (!field || field === document.activeElement) return;
  field.focus();
  if (typeof selectionStart === 'number') field.setSelectionRange(selectionStart, selectionEnd);
}

// A field goes with its help and its error.
function take(old, fresh) {
  const whole = (element) => element?.closest('.field') ?? element;
  if (old && fresh) whole(old).replaceChildren(...whole(fresh).childNodes);
}

function wait(source, typing) {
  clearTimeout(waiting);
  waiting = setTimeout(ask, 400, source, typing);
}

function follow(event) {
  const source = event.target.closest('[data-ask]');
  if (source) wait(source, event.type === 'input');
}

document.addEventListener('input', follow);
document.addEventListener('change', follow);
