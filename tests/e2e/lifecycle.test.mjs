// What is left behind: nothing. However the host ends, its browsers and their profiles end with it.
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { day, makeWorld, secrets, voygen } from './support/world.mjs';

const wish = { destination: 'Miami, FL', checkIn: day(30), checkOut: day(33), maxResults: 3 };

// Processes whose command line names the world's profile folder.
async function browsersOf(world) {
  const found = [];
  for (const pid of await readdir('/proc')) {
    if (!/^\d+$/.test(pid)) continue;
    const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    if (command.includes(join(world.folder, 'profiles'))) found.push(Number(pid));
  }
  return found;
}
const profilesOf = (world) => readdir(join(world.folder, 'profiles')).catch(() => []);

// Processes of others end when they end: looked at until then, at most so long.
async function until(holds, what) {
  for (const deadline = Date.now() + 10_000; Date.now() < deadline; await pause(50)) if (await holds()) return;
  assert.fail(`not within ten seconds: ${what}`);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGKILL']) {
  test(`after ${signal} no browser and no profile is left`, async () => {
    const world = await makeWorld();
    await world.search(wish);
    assert.ok((await browsersOf(world)).length > 0, 'a browser runs');
    assert.equal((await profilesOf(world)).length, 1);
    const code = await world.host.close(signal);
    if (signal !== 'SIGKILL') assert.equal(code, 0, world.host.child.errors);
    await until(async () => (await browsersOf(world)).length === 0, 'browsers ended');
    await until(async () => (await profilesOf(world)).length === 0, 'profiles removed');
    await world.close();
  });
}

test('a browser killed in mid-search fails that search within seconds, and the next one works', async () => {
  const world = await makeWorld();
  await world.search(wish);
  await world.portal.setFaults({ spinner_forever: true });
  let killed;
  const search = world.search({ ...wish, checkOut: day(34) }, {
    onprogress: async (note) => {
      if (killed || !/search/.test(note.message)) return;
      killed = Date.now();
      for (const pid of await browsersOf(world)) try { process.kill(pid, 'SIGKILL'); } catch { /* already gone */ }
    },
  });
  const result = await search;
  assert.ok(killed, 'the search was under way');
  assert.ok(Date.now() - killed < 3000, 'the failure came at once');
  assert.equal(result.isError, true);
  assert.match(result.content[0].text, /cpmaxx: unavailable/);
  await world.portal.clearFaults();
  const next = await world.search({ ...wish, checkOut: day(34) });
  assert.notEqual(next.isError, true, next.content[0].text);
  await world.close();
});

test('stdio: the same tools, stdout carries only the protocol, the end of stdin ends it', async () => {
  const world = await makeWorld();
  const transport = new StdioClientTransport({ command: voygen, args: ['stdio', '--config', world.configFile], env: { ...process.env, ...secrets }, stderr: 'ignore' });
  const client = new Client({ name: 'voygen-e2e', version: '1.0.0' });
  await client.connect(transport);
  const { tools } = await client.listTools();
  assert.deepEqual(tools.map((tool) => tool.name), (await world.client.listTools()).tools.map((tool) => tool.name));
  assert.ok(tools.some((tool) => tool.name === 'search_hotels_cpmaxx'));
  const result = await client.callTool({ name: 'search_hotels_cpmaxx', arguments: wish });
  assert.equal(result.structuredContent.results.length, 3, result.content[0].text);
  const pid = transport.pid;
  await client.close();
  await until(async () => !(await readdir('/proc')).includes(String(pid)), 'the program ended');
  await until(async () => (await browsersOf(world)).length === 0, 'its browsers ended');
  await world.close();
});

test('ten searches at a time on two browsers all answer', async () => {
  const world = await makeWorld();
  const results = await Promise.all(Array.from({ length: 10 }, (_, i) => world.search({ ...wish, checkIn: day(40 + i), checkOut: day(43 + i) })));
  for (const result of results) {
    assert.notEqual(result.isError, true, result.content[0].text);
    assert.equal(result.structuredContent.results.length, 3);
  }
  await world.close();
});
