// Many customers at once: ticks, review, result and undo; exports. With script and without.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertAccessible, assertNoProblems, assertNoSideways, PHONE, setUp } from './support.mjs';

const { open, signIn } = await setUp();
const boxes = (page) => page.locator('.cell-check input[name="id"]');

/** Waits for a page that refreshes itself until it says what it should. */
async function until(page, locator) {
  await page.locator(locator).first().waitFor({ timeout: 30_000 });
}

async function walk(page, { scripted }) {
  await signIn(page);
  await page.goto('/customers?per_page=25');
  await boxes(page).nth(0).check();
  await boxes(page).nth(2).check();
  if (scripted) {
    await page.waitForFunction(() => document.querySelector('[data-ticked]').textContent === '2');
    await page.waitForLoadState('networkidle');
  } else {
    await page.click('.bulk-bar button[value="stay"]');
  }
  await page.click('.pager a[rel="next"]');
  await page.locator('.bulk-bar--held').waitFor();
  await boxes(page).nth(1).check();
  await page.click('.bulk-bar button[value="bulk"]');
  await page.waitForURL(/bulk-update\?selection=held/);
  assert.match(await page.locator('.notice').first().textContent(), /3 clientes/);
  await page.locator('input[name="change"][value="district"]').check();
  await page.fill('input[name="district"]', 'Barrio Nuevo');
  await page.click('.action-bar .btn--primary');
  await page.waitForURL(/\/jobs\/\d+$/);
  assert.match(await page.locator('#after').textContent(), /Barrio Nuevo/);
  if (scripted) await assertAccessible(page, 'the review');
  if (scripted) await assertNoSideways(page, 'the review');
  await page.click('button[form="start"]');
  await until(page, 'form[action$="/undo"]');
  assert.deepEqual(await page.locator('.tally dd').allTextContents(), ['3', '0', '0']);
  if (scripted) await assertAccessible(page, 'the result');
  await page.click('form[action$="/undo"] button');
  await until(page, '.tally');
  assert.deepEqual(await page.locator('.tally dd').allTextContents(), ['3', '0', '0']);
  await page.goto('/customers');
  assert.equal(await page.locator('.cell-check input[name="id"]:checked').count(), 0, 'ticks are gone with their work');
  assertNoProblems(page);
}

test('ticks of two pages are changed together and changed back', async () => {
  await walk(await open(), { scripted: true });
});

test('the same without script, on a phone', async () => {
  await walk(await open({ viewport: PHONE, script: false }), { scripted: false });
});

test('an export of a search is asked for, comes and is fetched', async () => {
  const page = await open();
  await signIn(page);
  await page.goto('/customers?q=a');
  await page.click('.page-head a[href^="/customers/export"]');
  assert.ok(await page.locator('input[name="selection"][value="matching"]').isChecked());
  await page.click('#export-form .btn--primary');
  await page.waitForURL(/\/exports$/);
  await until(page, 'a[href$="/file"]');
  const [download] = await Promise.all([page.waitForEvent('download'), page.locator('a[href$="/file"]').first().click()]);
  assert.match(download.suggestedFilename(), /^clientes-.*\.csv$/);
  await page.goto('/exports');
  await assertAccessible(page, '/exports');
  assertNoProblems(page);
});
