// Ticking rows: the whole page, ranges with Shift, a count that is spoken. CSS alone already shows the bar and the number.
import { announce } from './announce.js';

const format = new Intl.NumberFormat(document.documentElement.lang);

function counted(element, n) {
  const text = n === 0 ? element.dataset.none : n === 1 ? element.dataset.one : element.dataset.many;
  return (text ?? '').replace('{n}', format.format(n));
}

function enhance(list) {
  const all = list.querySelector('[data-select-page]');
  const boxes = [...list.querySelectorAll('tbody .cell-check input')];
  const label = list.querySelector('.bulk-bar__count');
  let last = null;

  const show = () => {
    const n = boxes.filter((box) => box.checked).length;
    if (all) {
      all.checked = n > 0 && n === boxes.length;
      all.indeterminate = n > 0 && n < boxes.length;
    }
    if (!label) return;
    label.removeAttribute('data-css');
    label.textContent = counted(label, n);
  };
  const changed = () => {
    show();
    if (label) announce(counted(label, boxes.filter((box) => box.checked).length));
  };

  all?.addEventListener('change', () => { boxes.forEach((box) => { box.checked = all.checked; }); changed(); });
  boxes.forEach((box, i) => box.addEventListener('click', (event) => {
    if (event.shiftKey && last !== null) {
      boxes.slice(Math.min(i, last), Math.max(i, last) + 1).forEach((other) => { other.checked = box.checked; });
    }
    last = i;
    changed();
  }));
  list.querySelector('[data-clear]')?.addEventListener('click', (event) => {
    event.preventDefault();
    boxes.forEach((box) => { box.checked = false; });
    changed();
    boxes[0]?.focus();
  });
  show(); // the browser keeps ticks when one comes back to the page
}

document.querySelectorAll('.list:has(.cell-check)').forEach(enhance);
