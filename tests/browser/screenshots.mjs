// node screenshots.mjs FOLDER PATH...   Each path in full height, at two widths, light and dark.
// PADRON_ADDRESS, PADRON_EMAIL and PADRON_PASSWORD use a panel that already runs; without them one is started.
// Paths of the customers' portal are shown to its customer: PADRON_PORTAL_EMAIL and PADRON_PORTAL_PASSWORD.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { launch } from './chromium.mjs';
import { startPanel } from './panel.mjs';

const WIDTHS = [390, 1366];
const SCHEMES = ['light', 'dark'];

const [folder, ...paths] = process.argv.slice(2);
if (!folder || paths.length === 0) {
  console.error('node screenshots.mjs FOLDER PATH...');
  process.exit(2);
}

const own = process.env.PADRON_ADDRESS ? null : await startPanel();
const address = process.env.PADRON_ADDRESS ?? own.address;
const account = own ? await own.account('admin') : { email: process.env.PADRON_EMAIL, password: process.env.PADRON_PASSWORD };
const customer = own ? await own.account('portal') : { email: process.env.PADRON_PORTAL_EMAIL, password: process.env.PADRON_PORTAL_PASSWORD };
const browser = await launch();

try {
  await mkdir(folder, { recursive: true });
  const page = await browser.newPage({ baseURL: address, locale: 'es-AR' });
  for (const path of paths.filter(isPublic)) await shoot(page, path);
  await visit(page, '/login', account, paths.filter((path) => !isPublic(path) && !isOfPortal(path)));
  await visit(page, '/portal/login', customer, paths.filter((path) => !isPublic(path) && isOfPortal(path)));
} finally {
  await browser.close();
  await own?.stop();
}

async function visit(page, door, { email, password }, inside) {
  if (inside.length === 0) return;
  await page.goto(door);
  await page.fill('[name="email"]', email);
  await page.fill('[name="password"]', password);
  await page.click(`form[action="${door}"] .btn--primary`);
  await page.waitForURL((url) => url.pathname !== door);
  for (const path of inside) await shoot(page, path);
}

function isPublic(path) {
  return ['/login', '/setup', '/portal/login', '/portal/forgot', '/portal/password?'].some((start) => path.startsWith(start));
}

function isOfPortal(path) {
  return /^\/portal(\/|$|\?)/.test(path);
}

async function shoot(page, path) {
  for (const width of WIDTHS) {
    for (const colorScheme of SCHEMES) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme });
      const answer = await page.goto(path);
      const file = join(folder, `${fileName(path)}-${width}-${colorScheme}.png`);
      await page.screenshot({ path: file, fullPage: true, animations: 'disabled' });
      console.log(`${answer?.status()} ${path} ${file}`);
    }
  }
}

function fileName(path) {
  return path.replace(/^\/+/, '').replace(/[^\p{L}\p{N}]+/gu, '-').replace(/-+$/, '') || 'root';
}
