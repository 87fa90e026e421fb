// What one cached search costs our server, counted and not timed: system calls by name (strace), instructions outside the kernel (valgrind; the
// difference between a long and a short run, so that starting and ending cancel out), and memory. The same on any machine.
//   scripts/install-dependencies --tests && node tests/bench/mcp_cost.mjs
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { startHost } from '../e2e/support/world.mjs';
import { environment, makeCachedWorld, newUser, send } from './support/cached_world.mjs';
import { memory, systemCalls } from './support/process_figures.mjs';

async function ask(base, request, times) { for (let i = 0; i < times; ++i) await send(base, request); }

// One connection, one request after the other: what load from many connections only hides.
export async function countSystemCalls(job, requests = 200) {
  const world = await makeCachedWorld();
  try {
    const user = await newUser(world.host.base, 'counted');
    await ask(world.host.base, user[job], 3);
    const counts = await systemCalls(world.host.pid, () => ask(world.host.base, user[job], requests));
    return Object.fromEntries(Object.entries(counts).map(([name, count]) => [name, count / requests]));
  } finally {
    await world.close();
  }
}

async function instructions(world, job, requests, profile) {
  const host = await startHost(world.configFile, environment, ['valgrind', '--tool=callgrind', `--callgrind-out-file=${profile}`, '-q']);
  try {
    const user = await newUser(host.base, 'counted');
    await ask(host.base, user[job], requests);
  } finally {
    await host.close();
  }
  return Number(/^(?:summary|totals): (\d+)/m.exec(await readFile(profile, 'utf8'))[1]);
}

export async function countInstructions(job, keepProfile) {
  const folder = await mkdtemp(join(tmpdir(), 'voygen-cost-'));
  const world = await makeCachedWorld();
  try {
    await world.host.close();
    const [few, many] = [100, 600];
    const short = await instructions(world, job, few, join(folder, 'short'));
    const long = await instructions(world, job, many, keepProfile ?? join(folder, 'long'));
    return (long - short) / (many - few);
  } finally {
    await world.close();
    await rm(folder, { recursive: true, force: true });
  }
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  for (const job of ['call', 'modernCall', 'list', 'health']) {
    const calls = await countSystemCalls(job);
    const total = Object.values(calls).reduce((sum, count) => sum + count, 0);
    console.log(`${job}: ${total.toFixed(2)} system calls a request (${Object.entries(calls).map(([name, count]) => `${name} ${count.toFixed(2)}`).join(', ')})`);
    console.log(`${job}: ${Math.round((await countInstructions(job, process.argv[2] && `${process.argv[2]}.${job}`)) / 1000)}k instructions a request`);
  }
}
