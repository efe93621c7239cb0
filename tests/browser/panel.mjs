// The built binary, serving invented customers from a folder of its own on a port of its own.
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const START_MS = 60_000;
const STOP_MS = 10_000;
const READY = /^Padrón listens on (http:\/\/\S+)/;
const ACCOUNT = /^\s+(\w+)\s+(\S+@\S+)\s+(\S+)\s*$/;

const binary = () => process.env.PADRON_BINARY ?? join(process.env.CARGO_TARGET_DIR ?? join(ROOT, 'target'), 'debug/padron');

export async function startPanel({ customers = 60 } = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'padron-browser-'));
  const child = spawn(binary(), ['demo', '--customers', String(customers)], {
    cwd: folder,
    env: { ...process.env, PADRON_LISTEN: '127.0.0.1:0', PADRON_DATA_DIR: folder, DATABASE_URL: undefined },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const panel = new Panel(child, folder);
  try {
    await panel.until(() => panel.address, START_MS, 'its address');
  } catch (error) {
    await panel.stop();
    throw error;
  }
  return panel;
}

class Panel {
  constructor(child, folder) {
    this.child = child;
    this.folder = folder;
    this.address = null;
    this.accounts = new Map();
    this.tail = [];
    this.ended = new Promise((done) => { child.once('close', done); child.once('error', (error) => { this.note(String(error)); done(); }); });
    this.isEnded = false;
    this.ended.then(() => { this.isEnded = true; });
    createInterface({ input: child.stdout }).on('line', (line) => this.read(line));
    createInterface({ input: child.stderr }).on('line', (line) => this.note(line));
  }

  read(line) {
    this.note(line);
    const ready = READY.exec(line);
    if (ready) this.address = ready[1].replace(/\/$/, '');
    const account = ACCOUNT.exec(line);
    if (account) this.accounts.set(account[1], { email: account[2], password: account[3] });
  }

  note(line) {
    this.tail = [...this.tail.slice(-29), line];
  }

  // The accounts may be printed after the address.
  async account(role) {
    await this.until(() => this.accounts.has(role), 5000, `the ${role} account`);
    return this.accounts.get(role);
  }

  async until(isTrue, limit, what) {
    const end = Date.now() + limit;
    while (!isTrue()) {
      if (this.isEnded || Date.now() > end) {
        throw new Error(`The panel ${this.isEnded ? 'ended before' : 'did not'} print ${what}. Its last lines:\n${this.tail.join('\n')}`);
      }
      await new Promise((done) => { setTimeout(done, 20); });
    }
  }

  async stop() {
    const killer = setTimeout(() => this.child.kill('SIGKILL'), STOP_MS);
    this.child.kill('SIGTERM');
    await this.ended;
    clearTimeout(killer);
    await rm(this.folder, { recursive: true, force: true });
  }
}
