// Creating, editing, finding and leaving customers, with script and without, on a desk and on a phone.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertAccessible, assertNoProblems, assertNoSideways, PHONE, setUp } from './support.mjs';

const { open, signIn } = await setUp();
const path = (page) => new URL(page.url()).pathname;
const save = 'button[form="customer-form"].btn--primary';

/** Creates a customer by the form and returns its number. */
async function create(page, values) {
  await page.goto('/customers/new');
  for (const [name, value] of Object.entries(values)) await page.fill(`[name="${name}"]`, value);
  await page.click(save);
  await page.waitForURL(/\/customers\/\d+$/);
  return path(page).split('/').pop();
}

test('a customer is created, found without accents, edited and its history tells so', async () => {
  const page = await open();
  await signIn(page);
  const id = await create(page, { name: 'Ñandutí Güemes Hermanos', phone_mobile: '+54 9 11 2822-5123' });
  await page.goto('/customers?q=guemes+nanduti');
  assert.equal(await page.locator('.cell-main a').first().textContent(), 'Ñandutí Güemes Hermanos');
  await page.goto(`/customers/${id}/edit`);
  await page.fill('[name="city"]', 'Salta');
  await page.click(save);
  await page.waitForURL(new RegExp(`/customers/${id}$`));
  await page.goto(`/customers/${id}/history`);
  assert.match(await page.locator('main').textContent(), /Ciudad/);
  assertNoProblems(page);
});

test('refused input keeps everything typed and takes the focus to what is wrong', async () => {
  const page = await open();
  await signIn(page);
  await page.goto('/customers/new');
  await page.fill('[name="email"]', 'nadie@');
  await page.fill('[name="remarks"]', 'Dos renglones\nde texto');
  await page.click(save);
  await page.locator('.error-summary:focus').waitFor();
  assert.equal(await page.inputValue('[name="email"]'), 'nadie@');
  assert.equal(await page.inputValue('[name="remarks"]'), 'Dos renglones\nde texto');
  assert.equal(await page.getAttribute('[name="name"]', 'aria-invalid'), 'true');
  await assertAccessible(page, 'the refused form');
  // What was refused is called wrong only as long as it stands there.
  await page.fill('[name="name"]', 'Ana');
  await page.press('[name="name"]', 'Tab');
  assert.equal(await page.getAttribute('[name="name"]', 'aria-invalid'), 'false');
  assert.equal(await page.isVisible('#name-error'), false);
  assert.equal(await page.isVisible('#email-error'), true);
  await page.fill('[name="name"]', '');
  await page.press('[name="name"]', 'Tab');
  assert.equal(await page.isVisible('#name-error'), true);
});

test('the person type changes which names are asked', async () => {
  const page = await open();
  await signIn(page);
  await page.goto('/customers/new');
  assert.equal(await page.isVisible('[name="first_surname"]'), false);
  await page.locator('label:has([name="person_kind"][value="natural"])').click();
  assert.equal(await page.isVisible('[name="first_surname"]'), true);
  assert.equal(await page.isVisible('[name="iban"]'), false);
  await page.locator('label:has([name="person_kind"][value="legal"])').click();
  assert.equal(await page.isVisible('[name="iban"]'), true);
});

test('a likely duplicate is shown before anything is written, without script too', async () => {
  const page = await open({ script: false });
  await signIn(page);
  await create(page, { name: 'Repetida Sin Script' });
  await page.goto('/customers/new');
  await page.fill('[name="name"]', 'REPETIDA sin script');
  await page.click(save);
  assert.equal(await page.locator('#duplicates li').count(), 1);
  await page.click('[name="accept_duplicates"]');
  await page.waitForURL(/\/customers\/\d+$/);
});

test('two people editing at once lose nothing', async () => {
  const first = await open();
  const second = await open();
  await signIn(first);
  await signIn(second, 'billing');
  const id = await create(first, { name: 'Editado A Dos Manos' });
  for (const page of [first, second]) await page.goto(`/customers/${id}/edit`);
  await second.fill('[name="city"]', 'Mendoza');
  await second.click(save);
  await second.waitForURL(new RegExp(`/customers/${id}$`));
  await first.fill('[name="city"]', 'Córdoba');
  await first.fill('[name="district"]', 'Centro');
  await first.click(save);
  await first.locator('input[name="pick:city"]').first().waitFor();
  await assertAccessible(first, 'the conflict');
  await first.check('input[name="pick:city"][value="theirs"]');
  await first.click('main .btn--primary');
  await first.waitForURL(new RegExp(`/customers/${id}$`));
  await first.goto(`/customers/${id}/edit`);
  assert.equal(await first.inputValue('[name="city"]'), 'Mendoza');
  assert.equal(await first.inputValue('[name="district"]'), 'Centro');
});

test('deactivating is confirmed and taken back by one click', async () => {
  const page = await open();
  await signIn(page);
  const id = await create(page, { name: 'Va Y Vuelve' });
  await page.goto(`/customers/${id}/deactivation`);
  await page.click(`form[action^="/customers/${id}/deactivation"] button`);
  await page.locator('.flash form button').click();
  await page.waitForURL(new RegExp(`/customers/${id}`));
  assert.match(await page.locator('.who').textContent(), /Activo/);
});

for (const scheme of ['light', 'dark']) {
  for (const viewport of [PHONE, undefined]) {
    test(`the pages of customers are accessible, ${scheme}, ${viewport ? 'phone' : 'desk'}`, async () => {
      const page = await open({ scheme, viewport });
      await signIn(page);
      const pages = ['/customers', '/customers?advanced=1', '/customers?q=zzzz', '/customers/new', '/customers/3', '/customers/3/data', '/customers/3/edit', '/customers/3/history', '/customers/3/deactivation', '/settings', '/settings/zones', '/settings/organisation', '/settings/mail', '/settings/audit', '/customers/bulk-update?selection=matching&list=', '/customers/export?q=a', '/exports', '/jobs', '/staff', '/account', '/search?q=a'];
      for (const address of pages) {
        await page.goto(address);
        await assertAccessible(page, address);
        await assertNoSideways(page, address);
      }
      assertNoProblems(page);
    });
  }
}
