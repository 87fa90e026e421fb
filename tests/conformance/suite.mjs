// The official conformance suite against one server: the runs there are, and what became of one.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, start } from '../e2e/support/world.mjs';

const modules = new URL('../node_modules', import.meta.url).pathname;
const suite = join(modules, '@modelcontextprotocol/conformance/dist/index.js');
const ownNode = join(modules, `node-linux-${process.arch}/bin/node`);  // the suite needs a newer one than Debian has
const node = existsSync(ownNode) ? ownNode : process.execPath;
const slowestRun = 5 * 60_000;

// Resolves with the fixture server's child process and its URL.
export async function startFixtureServer() {
  const { child, match } = await start(join(build, 'bin/voygen-fixture-server'), [], /fixture MCP at (http:\S+)/);
  return { child, url: match[1] };
}

async function suiteSays(...args) {
  const child = spawn(node, [suite, ...args], { stdio: ['ignore', 'pipe', 'pipe'], timeout: slowestRun });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => { said += chunk; });
  const [code] = await once(child, 'close');
  return { code, said };
}

// What each revision requires of a server, everything there is for each version, and the extension for tasks, which no requirement scores.
export async function listRuns() {
  const { said } = await suiteSays('list', '--server');
  const tasks = [...said.matchAll(/^ +- (tasks-\S+)/gm)].map(([, name]) => name);
  if (tasks.length === 0) throw new Error(`the suite lists no tasks scenarios:\n${said}`);
  return [
    ...['2025-11-25', '2026-07-28'].map((version) => ({ name: `requirements ${version}`, args: ['--requirements', version] })),
    ...['2025-03-26', '2025-06-18', '2025-11-25', '2026-07-28'].map((version) => ({ name: `all ${version}`, args: ['--suite', 'all', '--spec-version', version] })),
    ...tasks.map((name) => ({ name, args: ['--scenario', name, '--spec-version', '2026-07-28', '--force'] })),
  ];
}

// {scenarios, passed, failed, warned, skipped, problems}: scenarios run, checks by outcome; problems names what failed, and is empty when all is well.
export async function run({ args }, url) {
  const folder = await mkdtemp(join(tmpdir(), 'voygen-conformance-'));
  try {
    const { code, said } = await suiteSays('server', '--url', url, ...args, '--output-dir', folder);
    const result = { scenarios: 0, passed: 0, failed: 0, warned: 0, skipped: 0, problems: [] };
    for (const entry of (await readdir(folder)).sort()) {
      const scenario = entry.replace(/^server-/, '').replace(/-\d{4}-\d\d-\d\dT.*$/, '');
      const file = join(folder, entry, 'checks.json');
      if (existsSync(file)) count(result, scenario, JSON.parse(await readFile(file, 'utf8')));
      else result.problems.push(`${scenario}: ended without a result`);
    }
    if (result.scenarios === 0 || (code !== 0 && result.problems.length === 0)) result.problems.push(`the suite ended with ${code}:\n${said.slice(-2000)}`);
    return result;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function count(result, scenario, checks) {
  result.scenarios += 1;
  for (const { id, status, description, errorMessage } of checks) {
    if (status === 'SUCCESS') result.passed += 1;
    if (status === 'WARNING') result.warned += 1;
    if (status === 'SKIPPED') result.skipped += 1;
    if (status !== 'FAILURE') continue;
    result.failed += 1;
    result.problems.push(`${scenario}: ${id}: ${errorMessage ?? description}`);
  }
}
