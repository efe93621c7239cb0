// Finds the machine's Chromium and starts it quiet: nothing is downloaded, nothing is kept, nobody is called.
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];
const QUIET = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage', // a container's is too small
];

function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

export function findChromium() {
  if (process.env.PADRON_CHROMIUM) return process.env.PADRON_CHROMIUM;
  const folders = ['/usr/bin', ...(process.env.PATH ?? '').split(delimiter)];
  const found = folders.flatMap((folder) => NAMES.map((name) => join(folder, name))).find(isExecutable);
  if (!found) throw new Error(`No Chromium: none of ${NAMES.join(', ')} is installed (or set PADRON_CHROMIUM)`);
  return found;
}

// Each launch has a user data folder of its own, which Playwright makes and removes.
export function launch() {
  const isRoot = process.getuid?.() === 0; // the sandbox refuses root
  return chromium.launch({
    executablePath: findChromium(),
    headless: true,
    args: isRoot ? [...QUIET, '--no-sandbox'] : QUIET,
  });
}
