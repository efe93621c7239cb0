// The frame around every page: palette, shortcuts, light and dark, the menu of a phone.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertAccessible, assertNoProblems, PHONE, setUp } from './support.mjs';

const { open, signIn } = await setUp();

async function customers(options) {
  const page = await open(options);
  await signIn(page);
  await page.goto('/customers');
  await page.locator('html.js').waitFor();
  return page;
}

const isOpen = (page, id) => page.evaluate((name) => document.getElementById(name).open, id);
const focused = (page, selector) => page.evaluate((css) => document.activeElement?.matches(css) ?? false, selector);

test('Ctrl K opens the palette, typing finds, the arrows choose, Escape closes', async () => {
  const page = await customers();
  await page.keyboard.press('Control+k');
  assert.equal(await isOpen(page, 'palette'), true);
  const answer = page.waitForResponse((response) => new URL(response.url()).pathname === '/search');
  await page.keyboard.type('a');
  assert.equal((await answer).request().headers()['x-fragment'], 'results');
  const input = page.locator('#palette input');
  await page.locator('#palette-results [role="option"].is-active').waitFor();
  assert.equal(await input.getAttribute('aria-activedescendant'), 'palette-results-0');
  await page.keyboard.press('ArrowDown');
  assert.equal(await input.getAttribute('aria-activedescendant'), 'palette-results-1');
  await assertAccessible(page, 'the palette');
  await page.keyboard.press('Escape');
  assert.equal(await isOpen(page, 'palette'), false);
  assertNoProblems(page);
});

test('a dialog opened from a link gives the focus back to it', async () => {
  const page = await customers();
  await page.click('.sidebar__foot a[data-dialog="shortcuts"]');
  assert.equal(await isOpen(page, 'shortcuts'), true);
  await page.click('#shortcuts [data-close]');
  assert.equal(await focused(page, '.sidebar__foot a[data-dialog="shortcuts"]'), true);
});

test('single keys act on the page and rest while typing', async () => {
  const page = await customers();
  await page.keyboard.press('/');
  assert.equal(await focused(page, '[data-quick-search]'), true);
  await page.keyboard.type('?');
  assert.equal(await isOpen(page, 'shortcuts'), false);
  await page.locator('h1').click();
  await page.keyboard.press('?');
  assert.equal(await isOpen(page, 'shortcuts'), true);
});

test('j and k walk the rows, Enter opens the one with the focus', async () => {
  const page = await customers();
  await page.keyboard.press('j');
  assert.equal(await focused(page, 'tbody tr:nth-child(1) .cell-main a'), true);
  await page.keyboard.press('j');
  await page.keyboard.press('k');
  assert.equal(await focused(page, 'tbody tr:nth-child(1) .cell-main a'), true);
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/customers\/\d+/);
});

test('x ticks the row with the focus, and a leads to what is done with it', async () => {
  const page = await customers();
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  assert.equal(await page.locator('.cell-check input[name="id"]:checked').count(), 1);
  await page.keyboard.press('a');
  assert.equal(await focused(page, '.bulk-bar button[value="bulk"]'), true);
  await page.keyboard.press('Enter');
  await page.waitForURL(/bulk-update/);
});

test('g and a letter go to a page of the menu', async () => {
  const page = await customers();
  await page.keyboard.press('g');
  await page.keyboard.press('s');
  await page.waitForURL('**/settings**');
});

test('the dark scheme is applied at once and remembered by the server', async () => {
  const page = await customers();
  const saved = page.waitForResponse((response) => response.url().endsWith('/preferences/scheme'));
  await page.click('button[name="scheme"][value="dark"]');
  assert.equal(await page.getAttribute('html', 'data-scheme'), 'dark');
  await saved;
  await page.reload();
  assert.equal(await page.getAttribute('html', 'data-scheme'), 'dark');
});

test('on a phone the menu opens from the bar and closes with Escape', async () => {
  const page = await customers({ viewport: PHONE });
  assert.equal(await page.locator('#sidebar').isVisible(), false);
  await page.click('[popovertarget="sidebar"]');
  assert.equal(await page.locator('#sidebar').isVisible(), true);
  await page.keyboard.press('Escape');
  assert.equal(await page.locator('#sidebar').isVisible(), false);
});
