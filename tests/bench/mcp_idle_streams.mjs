// What clients cost that only listen: memory and threads for 500 open event streams, and how fast /health answers meanwhile. And whether memory
// stays flat over many calls.
//   node tests/bench/mcp_idle_streams.mjs [--streams 500] [--calls 1000000]
import { mkdtemp, rm } from 'node:fs/promises';
import { connect as open } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { makeCachedWorld, newUser, newSession } from './support/cached_world.mjs';
import { load } from './support/load.mjs';
import { memory } from './support/process_figures.mjs';

const { values } = parseArgs({ options: { streams: { type: 'string', default: '500' }, calls: { type: 'string', default: '1000000' } } });
const folder = await mkdtemp(join(tmpdir(), 'voygen-idle-'));
const world = await makeCachedWorld();

// Resolves when the head of the stream has come.
function listen(base, session) {
  const { hostname, port } = new URL(base);
  const socket = open(Number(port), hostname);
  const headers = Object.entries({ ...session, Accept: 'text/event-stream' }).map(([name, value]) => `${name}: ${value}\r\n`).join('');
  socket.write(`GET /mcp HTTP/1.1\r\nHost: ${hostname}:${port}\r\n${headers}\r\n`);
  return new Promise((resolve, reject) => {
    socket.once('data', (chunk) => (/^HTTP\/1.1 200/.test(chunk) ? resolve(socket) : reject(new Error(String(chunk)))));
    socket.once('error', reject);
  });
}

try {
  const { host } = world;
  const user = await newUser(host.base, 'idle');
  await load(folder, host, user.health, { connections: 64, seconds: 2 });
  await load(folder, host, user.call, { connections: 64, seconds: 2 });
  const sessions = [];
  for (let i = 0; i < Number(values.streams); ++i) sessions.push(await newSession(host.base, 'idle'));
  const before = memory(host.pid);
  const streams = [];
  for (const session of sessions) streams.push(await listen(host.base, session));
  const after = memory(host.pid);
  console.log(`${streams.length} idle streams: ${((after.residentKb - before.residentKb) / streams.length).toFixed(2)} kB each, ${after.threads - before.threads} threads more (${after.threads} in all), ${(after.residentKb / 1024).toFixed(1)} MB resident`);
  const health = await load(folder, host, user.health, { connections: 16, seconds: 3 });
  console.log(`/health meanwhile: p50 ${health.p50.toFixed(2)} ms, p99 ${health.p99.toFixed(2)} ms (foreign CPU ${health.foreignCpu.toFixed(2)}), failures ${health.failures}`);
  for (const stream of streams) stream.destroy();

  let done = 0;
  const sizes = [];
  for (let round = 0; done < Number(values.calls); ++round) {
    const another = await newUser(host.base, `flat-${round % 8}`);
    const sample = await load(folder, host, another.call, { connections: 256, seconds: 5 });
    if (sample.failures > 0) throw new Error(`${sample.failures} calls failed`);
    done += sample.requests;
    sizes.push(`${Math.round(done / 1000)}k: ${(memory(host.pid).residentKb / 1024).toFixed(1)}`);
  }
  console.log(`resident MB after so many calls at 256 connections: ${sizes.join(', ')}; peak ${(memory(host.pid).peakKb / 1024).toFixed(1)} MB`);
} finally {
  await world.close();
  await rm(folder, { recursive: true, force: true });
}
