// What a journey needs: a panel, a browser, pages that report every script error, signing in, and axe.
import assert from 'node:assert/strict';
import { after } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import { launch } from './chromium.mjs';
import { startPanel } from './panel.mjs';

export const PHONE = { width: 390, height: 844 };
export const DESK = { width: 1366, height: 900 };

/** A panel and a browser for one file of tests, closed when its tests are over. */
export async function setUp(options) {
  const panel = await startPanel(options);
  after(() => panel.stop());
  const browser = await launch();
  after(() => browser.close());

  /** A page of its own, without cookies and without motion. `page.problems` gathers script errors and what the CSP refused. */
  const open = async ({ scheme = 'light', script = true, viewport = DESK, locale = 'es-AR' } = {}) => {
    const context = await browser.newContext({
      baseURL: panel.address,
      colorScheme: scheme,
      javaScriptEnabled: script,
      reducedMotion: 'reduce',
      viewport,
      locale,
    });
    const page = await context.newPage();
    page.problems = [];
    page.on('pageerror', (error) => page.problems.push(String(error)));
    page.on('console', (message) => { if (isProblem(message)) page.problems.push(message.text()); });
    return page;
  };

  const signIn = async (page, role = 'admin') => {
    const { email, password } = await panel.account(role);
    await page.goto('/login');
    await submitSignIn(page, email, password);
    await page.waitForURL((url) => url.pathname !== '/login');
  };

  return { panel, browser, open, signIn };
}

export async function submitSignIn(page, email, password) {
  await page.fill('[name="email"]', email);
  await page.fill('[name="password"]', password);
  await page.click('form[action="/login"] .btn--primary');
}

// A refused form answers 422 by design, and Chromium logs every such status as an error.
function isProblem(message) {
  return message.type() === 'error' && !/the server responded with a status of 4\d\d/.test(message.text());
}

/** No serious or critical finding; looked at in full height, where no sticky bar lies over a control. */
export async function assertAccessible(page, what) {
  const size = page.viewportSize();
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ width: size.width, height: Math.min(Math.max(height, size.height), 8000) });
  const { violations } = await new AxeBuilder({ page }).analyze();
  await page.setViewportSize(size);
  const grave = violations.filter((found) => ['serious', 'critical'].includes(found.impact));
  assert.deepEqual(grave.map(describe), [], `axe on ${what}`);
}

const describe = (found) => `${found.id}: ${found.nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(' | ')}`;

export function assertNoProblems(page) {
  assert.deepEqual(page.problems, []);
}

/** Nothing makes the page scroll sideways. */
export async function assertNoSideways(page) {
  const excess = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(excess <= 0, `the page is ${excess} px wider than its window`);
}
