// Puts a fragment of search results into a listbox. The server sends plain headings and links, as on the full page;
// the roles that only make sense beside a combobox are added here.
import { announce } from './announce.js';

const ROLES = { section: 'group', h2: 'presentation', h3: 'presentation', ul: 'presentation', li: 'presentation', a: 'option' };

export const options = (list) => [...list.querySelectorAll('[role="option"]')];

export function dress(list, html) {
  const page = new DOMParser().parseFromString(html, 'text/html');
  for (const [name, role] of Object.entries(ROLES)) {
    page.querySelectorAll(name).forEach((element) => element.setAttribute('role', role));
  }
  page.querySelectorAll('[role="option"]').forEach((option, i) => {
    option.id = `${list.id}-${i}`;
    option.tabIndex = -1; // the focus stays in the search box
    option.setAttribute('aria-selected', 'false');
  });
  const status = page.querySelector('[data-status]');
  if (status) announce(status.textContent.trim());
  list.replaceChildren(...page.body.childNodes);
}

export function showFailure(list) {
  const text = document.createElement('p');
  text.className = 'hint palette__note';
  text.textContent = list.dataset.failed;
  list.replaceChildren(text);
  announce(list.dataset.failed);
}
