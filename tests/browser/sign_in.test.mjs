// Signing in and out, with script and without, and what a wrong password gets.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertAccessible, assertNoProblems, assertNoSideways, PHONE, setUp, submitSignIn } from './support.mjs';

const { panel, open, signIn } = await setUp();
const path = (page) => new URL(page.url()).pathname;

test('a page asked for before signing in is reached after it', async () => {
  const page = await open();
  const { email, password } = await panel.account('admin');
  await page.goto('/customers?q=a');
  assert.equal(path(page), '/login');
  await submitSignIn(page, email, password);
  await page.waitForURL('**/customers?q=a');
  assert.equal(await page.locator('.whoami').isVisible(), true);
  assertNoProblems(page);
});

test('a wrong password says so, takes the focus to the message and keeps the e-mail', async () => {
  const page = await open();
  const { email } = await panel.account('viewer');
  await page.goto('/login');
  await submitSignIn(page, email, 'not the password of anybody');
  await page.locator('.error-summary:focus').waitFor();
  assert.match(await page.title(), /^Error:/);
  assert.equal(await page.inputValue('[name="email"]'), email);
  assert.equal(await page.inputValue('[name="password"]'), '');
  await assertAccessible(page, 'the refused sign-in');
});

test('signing out ends the session on the server', async () => {
  const page = await open();
  await signIn(page, 'viewer');
  const cookies = await page.context().cookies();
  await page.click('.whoami');
  await page.click('form[action="/logout"] button');
  await page.waitForURL('**/login**');
  await page.context().addCookies(cookies); // a copy of the cookie is worth nothing
  await page.goto('/customers');
  assert.equal(path(page), '/login');
});

test('signing in works without script', async () => {
  const page = await open({ script: false });
  await signIn(page, 'admin');
  await page.goto('/customers');
  assert.equal(path(page), '/customers');
});

for (const scheme of ['light', 'dark']) {
  test(`the sign-in page is accessible and fits a phone, ${scheme}`, async () => {
    const page = await open({ scheme, viewport: PHONE });
    await page.goto('/login');
    await assertNoSideways(page);
    await assertAccessible(page, `sign-in, ${scheme}`);
    assertNoProblems(page);
  });
}
