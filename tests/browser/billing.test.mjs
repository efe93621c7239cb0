// What customers owe and pay: an invoice from its lines to its receipt, a run of invoices, a card, and the portal.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertAccessible, assertNoProblems, assertNoSideways, DESK, PHONE, setUp } from './support.mjs';

const { panel, open, signIn } = await setUp();
const path = (page) => new URL(page.url()).pathname;

/** The first customer who is invoiced and that the list finds by these filters. */
async function someone(page, filters = '') {
  await page.goto(`/customers?billing_enabled=1&status=active${filters}`);
  return page.locator('tbody th a[href^="/customers/"]').first().evaluate((link) => new URL(link.href).pathname);
}

async function line(page, row, { what, price }) {
  await page.locator('[name="line_description"]').nth(row).fill(what);
  await page.locator('[name="line_price"]').nth(row).fill(price);
}

/** Issues a document of one line and stays on its page. */
async function issue(page, customer) {
  await page.goto(`${customer}/invoices/new`);
  await line(page, 0, { what: 'Instalación', price: '1.500,00' });
  await page.click('button[form="invoice-form"][value="issue"]');
  await page.waitForURL(/\/invoices\/\d+$/);
}

async function billed(page, { scripted }) {
  await signIn(page, 'billing');
  const customer = await someone(page, '&currency=ARS');
  await page.goto(`${customer}/invoices/new`);
  await line(page, 0, { what: 'Instalación', price: '1.500,00' });
  await page.click('[data-add-row="lines"]');
  await line(page, 1, { what: 'Router en comodato, ñandú y açaí', price: '999,90' });
  if (scripted) {
    await page.locator('#invoice-sums .paper__total').waitFor();
  } else {
    await page.click('#invoice-sums button[value="work_out"]');
  }
  const total = await page.locator('#invoice-sums .paper__total dd').textContent();
  await assertNoSideways(page);
  await page.click('button[form="invoice-form"][value="issue"]');
  await page.waitForURL(/\/invoices\/\d+$/);
  const invoice = path(page);
  assert.equal(await page.locator('#document-title + *, .paper').getByText(total, { exact: true }).count() > 0, true, total);

  const paper = await page.request.get(`${invoice}/file`);
  assert.equal(paper.headers()['content-type'], 'application/pdf');
  assert.equal((await paper.body()).subarray(0, 5).toString(), '%PDF-');

  await page.click('a[href*="/payments/new"]');
  await page.click('button.btn--sm[value="spread"]');
  await page.click('button[form="payment-form"][value="register"]');
  await page.waitForURL(/\/payments\/\d+$/);
  await page.goto(invoice);
  assert.match(await page.locator('.who__name').textContent(), /Pagada/);
  await page.goto(`${invoice}/sending`);
  await assertNoSideways(page);
  if (scripted) assertNoProblems(page);
}

test('a document of two lines is issued, printed, paid and mailed', async () => {
  await billed(await open(), { scripted: true });
});

test('the same without script, on a phone', async () => {
  await billed(await open({ viewport: PHONE, script: false }), { scripted: false });
});

test('the parts of a payment follow its amount, and leave the keyboard where it is', async () => {
  const page = await open();
  await signIn(page, 'billing');
  const customer = await someone(page, '&currency=ARS');
  await issue(page, customer);
  await page.goto(`${customer}/payments/new`);
  const parts = page.locator('[name^="pay:"]');
  await page.fill('#amount', '10');
  const followed = page.waitForResponse((answer) => answer.url().endsWith('/payments'));
  await parts.first().focus();
  const id = await parts.first().getAttribute('id');
  await followed;
  await page.waitForFunction(() => [...document.querySelectorAll('[name^="pay:"]')].some((part) => part.value !== ''));
  assert.equal(await page.evaluate(() => document.activeElement.id), id);
  const sum = await parts.evaluateAll((all) => all.map((part) => part.value).filter(Boolean));
  assert.deepEqual(sum, ['10,00']);
  assertNoProblems(page);
});

test('a run is looked at, confirmed and not billed twice', async () => {
  const page = await open();
  await signIn(page, 'billing');
  const today = new Date();
  const day = (ahead) => new Date(today.getTime() + ahead * 86_400_000).toISOString().slice(0, 10);
  const look = async () => {
    await page.goto('/invoices/run');
    await page.fill('[name="from"]', day(1));
    await page.fill('[name="to"]', day(14));
    await page.click('form[action="/invoices/run"] .btn--primary');
    await page.waitForURL(/\/jobs\/\d+$/);
    await page.locator('.tally').waitFor({ timeout: 30_000 });
    return Number(await page.locator('.tally dd').first().textContent());
  };
  const ready = await look();
  assert.ok(ready > 0, 'somebody is to be billed');
  await assertAccessible(page, 'the review of a run');
  await page.click('button[form="start"]');
  await page.locator('a[href^="/invoices?job_id="]').waitFor({ timeout: 30_000 });
  assert.equal(Number(await page.locator('.tally dd').first().textContent()), ready);
  await assertAccessible(page, 'the result of a run');
  assert.equal(await look(), 0, 'each period once');
  assert.equal(await page.locator('button[form="start"]').count(), 0, 'nobody confirms nothing');
  assertNoProblems(page);
});

async function enrol(page, begin) {
  await page.click(begin);
  await page.click('form[action*="/simulator/"] button');
  await page.click('form[action^="/simulator/"] button[value="approve"]');
}

test('a card is added at the gateway and becomes the default with the star', async () => {
  const page = await open({ script: false });
  await signIn(page, 'billing');
  const customer = await someone(page, '&email__empty=0');
  const cards = `${customer}/cards`;
  for (const _ of [1, 2]) {
    await page.goto(cards);
    await enrol(page, `form[action="${cards}/new"] button`);
    await page.goto(cards);
  }
  const chosen = page.locator('tbody tr').filter({ has: page.locator('.tag--chosen') });
  const starred = async () => (await chosen.locator('a[href$="/removal"]').getAttribute('href'));
  const before = await starred();
  const other = page.locator('form[action$="/default"]').first();
  const id = /\/cards\/(\w+)\/default/.exec(await other.getAttribute('action'))[1];
  await other.locator('button').click();
  assert.equal(path(page), cards);
  assert.notEqual(await starred(), before);
  assert.equal(await starred(), `/cards/${id}/removal`);
  assertNoProblems(page);
});

test('a customer pays an invoice in the portal, on a phone without script', async () => {
  const staff = await open();
  await signIn(staff, 'billing');
  const { email, password } = await panel.account('portal');
  await staff.goto(`/customers?q=${encodeURIComponent(email)}`);
  const customer = await staff.locator('tbody th a[href^="/customers/"]').first().evaluate((link) => new URL(link.href).pathname);
  await issue(staff, customer);

  const phone = await open({ viewport: PHONE, script: false });
  await phone.goto('/portal/login');
  await phone.fill('[name="email"]', email);
  await phone.fill('[name="password"]', password);
  await phone.click('form[action="/portal/login"] .btn--primary');
  await phone.goto('/portal/cards');
  await assertNoSideways(phone);
  await enrol(phone, 'form[action="/portal/cards/new"] button');
  await phone.goto('/portal/invoices');
  await assertNoSideways(phone);
  await phone.locator('a[href$="/payment"]').first().click();
  await assertNoSideways(phone);
  await phone.click('form[action$="/payment"] .btn--primary');
  await phone.waitForURL(/\/portal\/invoices\/inv_\w+$/, { timeout: 60_000 });
  assert.match(await phone.textContent('main'), /Pagada/);
  await phone.goto('/portal/payments');
  assert.match(await phone.textContent('main'), /1\.500|1\.815/);
});

test('an entry of a list on a phone has room for its words and says each customer once', async () => {
  const page = await open({ viewport: PHONE });
  await signIn(page);
  for (const list of ['/contracts', '/subscriptions', '/invoices', '/payments']) {
    await page.goto(list);
    const entries = await page.locator('tbody tr').evaluateAll((rows) => rows.map((row) => {
      const name = row.querySelector('.cell-reach').textContent;
      const visible = [...row.querySelectorAll('a')].filter((link) => link.textContent === name && link.offsetParent);
      return { name, times: visible.length, width: row.querySelector('.cell-title').clientWidth };
    }));
    assert.ok(entries.length > 0, list);
    for (const { name, times, width } of entries) assert.deepEqual([times, width >= 160], [1, true], `${list}: ${name}, ${width} px`);
  }
});

for (const scheme of ['light', 'dark']) {
  for (const viewport of [PHONE, DESK]) {
    test(`what is owed and paid is accessible, ${scheme}, ${viewport.width} wide`, async () => {
      const page = await open({ scheme, viewport });
      await signIn(page);
      const customer = await someone(page, '&unpaid_count__ge=1');
      const first = async (list) => {
        await page.goto(list);
        return page.locator(`tbody a[href^="${list}/"]`).first().evaluate((link) => new URL(link.href).pathname);
      };
      const records = [];
      for (const list of ['/invoices', '/payments', '/contracts', '/subscriptions']) records.push(list, await first(list));
      const sections = ['', '/billing', '/cards', '/invoices', '/invoices/new', '/payments/new', '/deactivation'];
      const places = [...records, ...sections.map((section) => customer + section), '/invoices/run', '/settings/billing'];
      for (const where of places) {
        await page.goto(where);
        await assertNoSideways(page);
        await assertAccessible(page, `${where}, ${scheme}, ${viewport.width}`);
      }
      assertNoProblems(page);
    });
  }
}
