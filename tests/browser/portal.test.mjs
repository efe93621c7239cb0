// A customer on a phone without script: from the letter of the staff to a phone number of their own.
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { assertAccessible, assertNoProblems, assertNoSideways, DESK, PHONE, setUp } from './support.mjs';

const { panel, open, signIn } = await setUp();
const path = (page) => new URL(page.url()).pathname;
const OWN = 'faro lento sobre el cerro';

async function enter(page, name, password) {
  await page.goto('/portal/login');
  await page.fill('[name="email"]', name);
  await page.fill('[name="password"]', password);
  await page.click('form[action="/portal/login"] .btn--primary');
}

async function choose(page, password) {
  await page.fill('[name="password"]', password);
  await page.fill('[name="password_again"]', password);
  await page.click('form[action="/portal/password"] .btn--primary');
}

/** The temporary password and the path of the link, from the newest letter that the panel wrote. */
async function letter() {
  const folder = join(panel.folder, 'mail');
  for (let tries = 0; tries < 100; tries += 1) {
    const files = (await readdir(folder).catch(() => [])).filter((name) => name.includes('portal_password-'));
    if (files.length > 0) {
      const raw = await readFile(join(folder, files.sort().at(-1)), 'utf8');
      const text = raw.replace(/=\r?\n/g, '').replace(/=3D/g, '=');
      const link = /\/portal\/password\?token=\w+/.exec(text)[0];
      return { code: /\b[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}\b/.exec(text)[0], link };
    }
    await new Promise((done) => { setTimeout(done, 100); });
  }
  throw new Error('no letter was written');
}

test('from the letter to the first password and an own phone number, without script', async () => {
  const { email } = await panel.account('portal');
  const staff = await open();
  await signIn(staff, 'support');
  await staff.goto(`/customers?q=${encodeURIComponent(email)}`);
  await staff.click('tbody a');
  const record = path(staff);
  await staff.goto(`${record}/portal-password`);
  await staff.click(`form[action^="${record}/portal-password"] .btn--primary`);
  await staff.waitForURL((url) => url.pathname === record);
  const { code, link } = await letter();
  assert.equal((await staff.content()).includes(code), false);

  const phone = await open({ script: false, viewport: PHONE });
  await phone.goto(link);
  await assertNoSideways(phone);
  await enter(phone, email, code.toLowerCase());
  assert.equal(path(phone), '/portal/password');
  for (const elsewhere of ['/portal', '/portal/data', '/portal/account', '/portal/login']) {
    await phone.goto(elsewhere);
    assert.equal(path(phone), '/portal/password', elsewhere);
  }
  await choose(phone, code);
  await phone.locator('.error-summary').waitFor();
  await choose(phone, OWN);
  assert.equal(path(phone), '/portal');

  await phone.click('a[href="/portal/data"]');
  await phone.fill('[name="phone_mobile"]', '+54 9 11 5555-4321');
  await assertNoSideways(phone);
  await phone.click('form[action="/portal/data"] .btn--primary');
  assert.equal(path(phone), '/portal');
  assert.match(await phone.textContent('main'), /5555-4321/);

  await staff.goto(`${record}/history`);
  const history = await staff.textContent('main');
  assert.match(history, /El cliente/);
  assert.match(history, /5555-?4321/);

  await phone.click('form[action="/portal/logout"] button');
  assert.equal(path(phone), '/portal/login');
  await enter(phone, email, code);
  assert.equal(path(phone), '/portal/login');
  await enter(phone, email, OWN);
  assert.equal(path(phone), '/portal');
});

for (const scheme of ['light', 'dark']) {
  for (const viewport of [PHONE, DESK]) {
    test(`the portal is accessible, ${scheme}, ${viewport.width} wide`, async () => {
      const page = await open({ scheme, viewport });
      const look = async (where) => {
        await page.goto(where);
        await assertNoSideways(page);
        await assertAccessible(page, `${where}, ${scheme}, ${viewport.width}`);
      };
      for (const where of ['/portal/login', '/portal/forgot', '/portal/password?token=dead']) await look(where);
      await enter(page, 'nobody@example.com', 'not the password');
      await page.locator('.error-summary:focus').waitFor();
      await assertAccessible(page, 'the refused sign-in');
      await enter(page, (await panel.account('portal')).email, OWN);
      await page.waitForURL('**/portal');
      for (const where of ['/portal', '/portal/data', '/portal/account', '/portal/nothing']) await look(where);
      assertNoProblems(page);
    });
  }
}

test('every colour of the organisation is legible, and its settings are', async () => {
  const staff = await open();
  await signIn(staff, 'admin');
  for (const colour of ['#ffff00', '#ff0000', '#000000', '#0000ff']) {
    await staff.goto('/settings/portal');
    await staff.fill('[name="portal_colour"]', colour);
    await staff.fill('[name="portal_help"]', 'Atención: 0800 555 6636');
    await staff.click('.action-bar .btn--primary');
    await staff.locator('.flash').waitFor();
    for (const scheme of ['light', 'dark']) {
      const page = await open({ scheme, viewport: PHONE });
      await page.goto('/portal/login');
      await assertAccessible(page, `${colour}, ${scheme}`);
    }
  }
  await assertAccessible(staff, 'the settings of the portal');
  assertNoProblems(staff);
});
