// Rows that repeat (phones): add one from the group's <template>, also by typing into the last; take one away. Without script the server does both.
let next = 0;

function number(row) {
  next += 1;
  for (const element of row.querySelectorAll('*')) {
    for (const name of ['id', 'for', 'aria-describedby', 'aria-labelledby']) {
      const value = element.getAttribute(name);
      if (value?.includes('__n__')) element.setAttribute(name, value.replaceAll('__n__', `new-${next}`));
    }
  }
  return row;
}

function add(button) {
  const template = document.getElementById(button.dataset.addRow)?.querySelector('template');
  if (!template) return false;
  const row = append(template);
  row.querySelector('input, select, textarea')?.focus();
  return true;
}

function append(template) {
  const row = number(template.content.cloneNode(true)).firstElementChild;
  template.before(row);
  return row;
}

function remove(button) {
  const row = button.closest('.repeat-row');
  const group = row?.closest(':has(> template)');
  if (!group) return false;
  const rows = [...group.querySelectorAll('.repeat-row')];
  const at = rows.indexOf(row);
  const heir = rows[at + 1] ?? rows[at - 1];
  row.remove();
  (heir?.querySelector('[data-remove-row]') ?? group.querySelector('[data-add-row]'))?.focus();
  group.dispatchEvent(new Event('change', { bubbles: true })); // an edit like any other
  return true;
}

document.addEventListener('input', (event) => {
  const template = event.target.closest('.repeat-row')?.nextElementSibling;
  if (template?.matches('template') && event.target.matches('input') && event.target.value) append(template);
});

document.addEventListener('click', (event) => {
  const button = event.target.closest('[data-add-row], [data-remove-row]');
  if (!button) return;
  const isDone = 'addRow' in button.dataset ? add(button) : remove(button);
  if (isDone) event.preventDefault();
});
