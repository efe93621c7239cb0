// Ticks of a list: the whole page, ranges with shift, a spoken count, and kept for the next pages.
// Without script the bar's own buttons do the same.
const bar = document.querySelector('.bulk-bar');
const boxes = bar ? [...document.querySelectorAll('.cell-check input[name="id"]')] : [];
const whole = document.querySelector('[data-select-page]');
let last = null;
let kept = Promise.resolve();

function refresh() {
  const ticked = boxes.filter((box) => box.checked).length;
  const total = bar.querySelector('[data-total]');
  bar.querySelector('[data-ticked]').textContent = ticked;
  if (total) total.textContent = (Number(total.dataset.total) + ticked).toLocaleString(document.documentElement.lang);
  bar.querySelector('[data-live]').textContent = bar.querySelector('.bulk-bar__count').textContent;
  if (!whole) return;
  whole.checked = ticked === boxes.length;
  whole.indeterminate = ticked > 0 && ticked < boxes.length;
}

function keep(changed) {
  refresh();
  const body = new URLSearchParams([['then', 'quiet']]);
  for (const box of changed) {
    body.append('shown', box.value);
    if (box.checked) body.append('id', box.value);
  }
  // One after another, so that the last word counts. What is not kept is still sent with the form.
  kept = kept.then(() => fetch(bar.action, { method: 'POST', body, keepalive: true })).catch(() => {});
}

function click(event, at) {
  const changed = event.shiftKey && last !== null ? boxes.slice(Math.min(at, last), Math.max(at, last) + 1) : [boxes[at]];
  for (const box of changed) box.checked = boxes[at].checked;
  last = at;
  keep(changed);
}

if (bar && boxes.length > 0) {
  boxes.forEach((box, at) => box.addEventListener('click', (event) => click(event, at)));
  whole?.addEventListener('change', () => {
    for (const box of boxes) box.checked = whole.checked;
    keep(boxes);
  });
  refresh();
}
