// Whatever comes in: a clear error that names the field and what to do, nothing lost, and the host keeps serving.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { connect, day, makeConfig, makeWorld, secrets, start, startHost, startPortal, voygen } from './support/world.mjs';

const run = promisify(execFile);
let world;
before(async () => { world = await makeWorld(); });
after(() => world?.close());

const wish = (changes) => ({ destination: 'Miami, FL', checkIn: day(30), checkOut: day(33), maxResults: 3, ...changes });
const stillServes = async () => {
  const result = await world.search(wish({}));
  assert.notEqual(result.isError, true, result.content[0].text);
};

test('arguments that cannot be searched', async (t) => {
  for (const [name, changes, says] of [
    ['past', { checkIn: '2020-01-01', checkOut: '2020-01-03' }, /"checkIn" is 2020-01-01.*past/],
    ['reversed', { checkIn: day(33), checkOut: day(30) }, /"checkOut".*not after "checkIn"/],
    ['400 nights', { checkOut: day(430) }, /400 nights/],
    ['30 February', { checkIn: '2027-02-30', checkOut: '2027-03-04' }, /"checkIn" is "2027-02-30".*no date/],
    ['no date', { checkIn: 'tomorrow' }, /"checkIn" is "tomorrow"/],
    ['unknown platform', { platforms: ['amadeus'] }, /"amadeus".*cpmaxx/s],
    ['empty destination', { destination: '' }, /"destination"/],
    ['blank destination', { destination: '   ' }, /"destination" is empty/],
    ['10 kB destination', { destination: 'x'.repeat(10_240) }, /"destination".*200/],
    ['0 guests', { guests: 0 }, /"guests" is 0.*at least 1/],
    ['99 guests', { guests: 99 }, /"guests" is 99.*at most 20/],
    ['unknown field', { guest: 2 }, /"guest".*did you mean "guests"/],
    ['wrong type', { guests: 'two' }, /"guests" is "two".*(integer|whole number)/],
    ['missing field', { destination: undefined }, /"destination" is missing/],
    ['child age', { childAges: [4, 18] }, /childAges\[1\]"? is 18.*at most 17/],
    ['no such place', { destination: 'Xyzzyville, Nowhere' }, /cpmaxx: .*Xyzzyville/],
    ['more rooms than the portal has', { rooms: 5, guests: 10 }, /cpmaxx: unsupported.*4/],
  ]) {
    await t.test(name, async () => {
      const result = await world.search(wish(changes));
      assert.equal(result.isError, true);
      assert.equal(result.structuredContent, undefined);
      assert.match(result.content[0].text, says);
      assert.ok(result.content[0].text.length < 2000, 'an error is short');
    });
  }
  await stillServes();
});

test('bytes that are no message', async (t) => {
  const post = (body, headers = {}) => fetch(world.host.url, {
    method: 'POST', body, headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream', ...headers },
  });
  await t.test('not JSON', async () => {
    const answer = await post('{"jsonrpc": "2.0", ');
    assert.equal(answer.status, 400);
    assert.equal((await answer.json()).error.code, -32700);
  });
  await t.test('50 MB', async () => {
    // The server may close before it has taken everything: then the upload fails, which is an answer, too.
    const outcome = await post('x'.repeat(50 << 20)).then((answer) => answer.status, (error) => error.cause?.code);
    assert.ok([413, 'ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET'].includes(outcome), String(outcome));
  });
  await t.test('unknown tool', async () => {
    await assert.rejects(world.client.callTool({ name: 'search_cruises', arguments: {} }), /search_cruises/);
  });
  await stillServes();
});

test('portal down, then up again', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'voygen-e2e-'));
  const closed = await new Promise((resolve) => { const server = createServer().listen(0, '127.0.0.1', () => { const { port } = server.address(); server.close(() => resolve(port)); }); });
  const host = await startHost(await makeConfig(folder, `http://127.0.0.1:${closed}`));
  const client = await connect(host.url);
  const down = await client.callTool({ name: 'search_hotels', arguments: wish({}) });
  assert.equal(down.isError, true);
  assert.match(down.content[0].text, /cpmaxx: unavailable.*127\.0\.0\.1/);
  const portal = await startPortal('--delay-scale', '0', '--port', String(closed));
  const up = await client.callTool({ name: 'search_hotels', arguments: wish({}) });
  assert.notEqual(up.isError, true, up.content[0].text);
  await client.close();
  await host.close();
  await portal.close();
  await rm(folder, { recursive: true });
});

// A host of its own with something wrong about it.
async function withHost({ environment, config, platform, extraPlatforms }, use) {
  const folder = await mkdtemp(join(tmpdir(), 'voygen-e2e-'));
  const configFile = await makeConfig(folder, world.portal.url, { config, platform, extraPlatforms });
  const host = await startHost(configFile, environment);
  const client = await connect(host.url);
  try {
    await use({ host, client, folder, configFile, search: (changes) => client.callTool({ name: 'search_hotels', arguments: wish(changes) }) });
  } finally {
    await client.close().catch(() => {});
    await host.close();
    await rm(folder, { recursive: true, force: true });
  }
}

test('a wrong password is told in neutral words, and never shown', async () => {
  await withHost({ environment: { VOYGEN_SECRET_CPMAXX_PASSWORD: 'not-the-password-9', VOYGEN_LOG_LEVEL: 'debug' }, config: { logLevel: 'debug' } }, async ({ host, search }) => {
    const result = await search({});
    assert.equal(result.isError, true);
    assert.match(result.content[0].text, /cpmaxx: login_required/);
    assert.match(result.content[0].text, /cpmaxx\.password|VOYGEN_SECRET_CPMAXX_PASSWORD/);
    assert.doesNotMatch(JSON.stringify(result) + host.child.errors, /not-the-password-9/);
  });
});

test('a secret that is not set', async () => {
  await withHost({ environment: { VOYGEN_SECRET_CPMAXX_PASSWORD: '' } }, async ({ search }) => {
    const result = await search({});
    assert.equal(result.isError, true);
    assert.match(result.content[0].text, /cpmaxx: login_required.*VOYGEN_SECRET_CPMAXX_PASSWORD/s);
  });
});

test('Chromium missing', async () => {
  await withHost({ config: { browser: { executable: '/nowhere/chromium' } } }, async ({ search, host }) => {
    const result = await search({});
    assert.equal(result.isError, true);
    assert.match(result.content[0].text, /\/nowhere\/chromium/);
    assert.match(result.content[0].text, /browser\.executable|apt-get install/);
    assert.equal((await host.health()).components.database.connected, true);
  });
});

test('a database that refuses to be written costs a warning, not the answer', async () => {
  await withHost({}, async ({ search, folder, host, client }) => {
    // Another program holds the file for writing.
    const { child: holder } = await start('python3', ['-c', [
      'import sqlite3, sys', `db = sqlite3.connect(${JSON.stringify(join(folder, 'voygen.db'))}, isolation_level=None)`,
      'db.execute("BEGIN IMMEDIATE")', 'print("held", flush=True)', 'sys.stdin.read()', 'db.execute("ROLLBACK")', 'print("free", flush=True)'].join('\n')], /held/);
    const result = await search({});
    assert.notEqual(result.isError, true, result.content[0].text);
    assert.equal(result.structuredContent.results.length, 3);
    assert.ok(result.structuredContent.platforms[0].warnings.some((warning) => /cost row is not on disk/.test(warning)));
    const health = await host.health();
    assert.equal(health.status, 'degraded');
    assert.equal(health.components.database.unsavedCostRows, 1);
    holder.stdin.end();
    await holder.ended;
    await search({ checkOut: day(34) });
    const costs = await client.callTool({ name: 'get_cost_metrics', arguments: {} });
    assert.equal(costs.structuredContent.totals.searches, 2, 'nothing was lost');
    assert.equal((await host.health()).status, 'healthy');
  });
});

test('a database that cannot be made refuses to start with a reason', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'voygen-e2e-'));
  const configFile = await makeConfig(folder, world.portal.url, { config: { store: { path: '/dev/full/voygen.db' } } });
  await assert.rejects(run(voygen, ['serve', '--config', configFile]), (error) => {
    assert.equal(error.code, 2);
    assert.match(error.stderr, /\/dev\/full/);
    return true;
  });
  await rm(folder, { recursive: true });
});

test('what stops a start is one clear sentence with exit code 2', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'voygen-e2e-'));
  const refuses = async (configFile, says, environment = {}) => assert.rejects(
    run(voygen, ['serve', '--config', configFile], { env: { ...process.env, ...secrets, ...environment }, timeout: 20_000 }),
    (error) => { assert.equal(error.code, 2, error.stderr); assert.match(error.stderr, says); return true; });

  await t.test('port taken', async () => {
    const port = Number(new URL(world.host.url).port);
    await refuses(await makeConfig(folder, world.portal.url, { config: { server: { port } } }), new RegExp(`${port}`));
  });
  await t.test('database newer than the program', async () => {
    const configFile = await makeConfig(folder, world.portal.url, { config: { store: { path: '../newer.db' } } });
    await run(voygen, ['db', 'migrate', '--config', configFile]);
    await run('python3', ['-c', `import sqlite3; db = sqlite3.connect(${JSON.stringify(join(folder, 'newer.db'))}); db.execute("INSERT INTO schema_migrations (number, name, digest) VALUES (9999, 'x', 'y')"); db.commit()`]);
    await refuses(configFile, /version 9999.*newer/s);
  });
  for (const [name, config, says] of [
    ['unknown key', { serverr: {} }, /voygen\.json: .*"serverr".*did you mean "server"/],
    ['wrong type', { server: { port: 'eighty' } }, /voygen\.json: .*server\.port" is "eighty"/],
    ['out of range', { search: { deadlineSeconds: 0 } }, /search\.deadlineSeconds" is 0.*at least 1/],
    ['variable not set', { environment: '${VOYGEN_NO_SUCH_VARIABLE}' }, /"environment".*VOYGEN_NO_SUCH_VARIABLE/],
  ]) {
    await t.test(name, async () => refuses(await makeConfig(folder, world.portal.url, { config }), says));
  }
  await t.test('no file', () => refuses(join(folder, 'nothing.json'), /nothing\.json: cannot be read/));
  await t.test('not JSON', async () => {
    await writeFile(join(folder, 'broken.json'), '{\n  "server": {\n');
    await refuses(join(folder, 'broken.json'), /broken\.json: is not JSON \(line \d\)/);
  });
  await rm(folder, { recursive: true });
});

test('a platform that cannot be loaded is named, and the others serve', async () => {
  const extraPlatforms = {
    'absent.json': { id: 'absent' },
    'typo.json': { id: 'typo', enabledd: true },
    'off.json': { id: 'off', enabled: false },
    'notes.txt': 'no platform',
  };
  await withHost({ extraPlatforms }, async ({ host, search, configFile }) => {
    const result = await search({});
    assert.notEqual(result.isError, true, result.content[0].text);
    const health = await host.health();
    assert.equal(health.status, 'degraded');
    const of = (id) => health.components.platforms.find((platform) => platform.id === id);
    assert.equal(of('cpmaxx').state, 'loaded');
    assert.match(of('absent').error, /absent\.so/);
    assert.match(of('typo').error, /typo\.json.*"enabledd".*"enabled"/);
    const { stdout } = await run(voygen, ['plugin', 'list', '--json', '--config', configFile]);
    assert.equal(JSON.parse(stdout).length, health.components.platforms.length);
  });
});

test('wrong settings of a platform name the key', async () => {
  await withHost({ platform: { settings: { baseUrl: world.portal.url, radiusMiles: 7 } } }, async ({ host, search }) => {
    const platform = (await host.health()).components.platforms[0];
    assert.equal(platform.state, 'failed');
    assert.match(platform.error, /cpmaxx\.json.*radiusMiles.*7/);
    const result = await search({});
    assert.equal(result.isError, true);
    assert.match(result.content[0].text, /no platform that searches hotels/);
  });
});
