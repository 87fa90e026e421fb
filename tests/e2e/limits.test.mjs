// Every limit of the server can be configured, and answers with the status that says what was wrong.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect as connectSocket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { connect, makeConfig, startHost } from './support/world.mjs';

let folder;
before(async () => { folder = await mkdtemp(join(tmpdir(), 'voygen-limits-')); });
after(() => rm(folder, { recursive: true, force: true }));

// A host with these server settings; nothing is searched, so there is no portal.
let hosts = 0;
async function withServer(server, use, environment = {}) {
  const host = await startHost(await makeConfig(join(folder, String(++hosts)), 'http://127.0.0.1:1', { config: { server: { port: 0, ...server } } }), environment);
  try { await use(host); } finally { await host.close(); }
}

// A connection on which bytes are written as they are, and everything that came back until it closed or `until` was seen.
async function raw(host, bytes, { until } = {}) {
  const { hostname, port } = new URL(host.url);
  const socket = connectSocket(Number(port), hostname);
  await once(socket, 'connect');
  if (bytes) socket.write(bytes);
  let received = '';
  for await (const chunk of socket) {
    received += chunk;
    if (until?.test(received)) break;
  }
  socket.destroy();
  return received;
}

const hello = { jsonrpc: '2.0', id: 0, method: 'initialize', params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 't', version: '1' } } };
const headers = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' };
const post = (host, body, more = {}) => fetch(host.url, { method: 'POST', headers: { ...headers, ...more }, body: typeof body === 'string' ? body : JSON.stringify(body) });

test('maxBodyBytes: 413', () => withServer({ maxBodyBytes: 2000 }, async (host) => {
  assert.equal((await post(host, 'x'.repeat(2001))).status, 413);
  assert.equal((await post(host, hello)).status, 200);
}));

test('maxHeadBytes: 431', () => withServer({ maxHeadBytes: 2000 }, async (host) => {
  assert.equal((await post(host, hello, { 'x-long': 'x'.repeat(2000) })).status, 431);
  assert.equal((await post(host, hello)).status, 200);
}));

test('maxJsonDepth: 400 and a parse error', () => withServer({ maxJsonDepth: 8 }, async (host) => {
  const answer = await post(host, `{"a":${'['.repeat(9)}${']'.repeat(9)}}`);
  assert.equal(answer.status, 400);
  assert.equal((await answer.json()).error.code, -32700);
}));

test('headSeconds and bodySeconds: 408', () => withServer({ headSeconds: 1, bodySeconds: 1 }, async (host) => {
  assert.match(await raw(host, 'POST /mcp HTTP/1.1\r\nHost: localhost\r\n'), /^HTTP\/1\.1 408 /);
  assert.match(await raw(host, 'POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 10\r\n\r\n{'), /^HTTP\/1\.1 408 /);
}));

test('connectionIdleSeconds: the connection is closed without a word', () => withServer({ connectionIdleSeconds: 1 }, async (host) => {
  assert.equal(await raw(host), '');
}));

test('maxConnections: the longest idle makes room, and 503 when none is idle', () => withServer({ maxConnections: 2 }, async (host) => {
  const { hostname, port } = new URL(host.url);
  const busy = [];
  for (let i = 0; i < 2; ++i) {
    const socket = connectSocket(Number(port), hostname);
    await once(socket, 'connect');
    socket.write('GET /sse HTTP/1.1\r\nHost: localhost\r\n\r\n');
    await once(socket, 'data');  // an open event stream is never idle
    busy.push(socket);
  }
  assert.match(await raw(host, 'GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n'), /^HTTP\/1\.1 503 /);
  for (const socket of busy) socket.destroy();
}));

test('maxClientSessions: the longest idle session is lost, and says so', () => withServer({ maxClientSessions: 1 }, async (host) => {
  const first = (await post(host, hello)).headers.get('mcp-session-id');
  await post(host, hello);
  const lost = await post(host, { jsonrpc: '2.0', id: 1, method: 'ping' }, { 'mcp-session-id': first });
  assert.equal(lost.status, 404);
}));

test('callsPerMinute: an error the model understands, not an HTTP status', () => withServer({ callsPerMinute: 60, callBurst: 2 }, async (host) => {
  const client = await connect(host.url);
  const call = () => client.callTool({ name: 'get_session_status', arguments: {} });
  for (let i = 0; i < 2; ++i) assert.ok(!(await call()).isError);
  const refused = await call();
  assert.equal(refused.isError, true);
  assert.equal(refused.content[0].text, 'Too many calls in a short time. Wait 1 seconds, then try again.');
  await client.close();
}));

test('allowedHosts and allowedOrigins: 403 at every door', () => withServer({ allowedHosts: ['travel-mcp'], allowedOrigins: ['https://chat.example.com'] }, async (host) => {
  const ask = (path, name, origin = '') => raw(host, `GET ${path} HTTP/1.1\r\nHost: ${name}\r\n${origin && `Origin: ${origin}\r\n`}Connection: close\r\n\r\n`, { until: /\r\n\r\n/ });
  for (const path of ['/mcp', '/sse', '/messages']) {
    assert.match(await ask(path, 'evil.example.com'), /^HTTP\/1\.1 403 /, path);
    assert.match(await ask(path, 'localhost', 'http://evil.example.com'), /^HTTP\/1\.1 403 /, path);
    assert.doesNotMatch(await ask(path, 'travel-mcp:8920', 'https://chat.example.com'), /^HTTP\/1\.1 403 /, path);
  }
}));

const keys = { VOYGEN_SECRET_APIKEY_LIBRECHAT: 'correct-horse-battery', VOYGEN_SECRET_APIKEY_OTHER: 'another-key-of-length' };

test('apiKeys: 401 without the right one, and what one key and user has made is nobody else\'s', () => withServer({ apiKeys: ['librechat', 'other'] }, async (host) => {
  const ask = (key, user, more = {}, body = hello) => post(host, body, { ...(key && { authorization: `Bearer ${key}` }), 'x-user-id': user, ...more });
  for (const wrong of ['', 'correct-horse-batterx', 'correct-horse-battery ', 'correct-horse']) {
    const answer = await ask(wrong.trimEnd() === keys.VOYGEN_SECRET_APIKEY_LIBRECHAT ? `${wrong}x` : wrong, '');
    assert.equal(answer.status, 401, wrong);
    assert.equal(answer.headers.get('www-authenticate'), 'Bearer');
  }
  const session = { 'mcp-session-id': (await ask(keys.VOYGEN_SECRET_APIKEY_LIBRECHAT, 'ada')).headers.get('mcp-session-id') };
  const ping = { jsonrpc: '2.0', id: 1, method: 'ping' };
  assert.equal((await ask(keys.VOYGEN_SECRET_APIKEY_LIBRECHAT, 'ada', session, ping)).status, 200);
  assert.equal((await ask(keys.VOYGEN_SECRET_APIKEY_LIBRECHAT, 'eve', session, ping)).status, 404);
  assert.equal((await ask(keys.VOYGEN_SECRET_APIKEY_OTHER, 'ada', session, ping)).status, 404);
  const byHeader = await post(host, hello, { 'x-api-key': keys.VOYGEN_SECRET_APIKEY_OTHER });
  assert.equal(byHeader.status, 200);
}, keys));

test('an API key that is not set, or too short, stops the start with one sentence', async () => {
  const configured = await makeConfig(join(folder, 'keyless'), 'http://127.0.0.1:1', { config: { server: { port: 0, apiKeys: ['librechat'] } } });
  await assert.rejects(startHost(configured), /the API key "librechat" of server\.apiKeys is not set\n\s+set VOYGEN_SECRET_APIKEY_LIBRECHAT/);
  await assert.rejects(startHost(configured, { VOYGEN_SECRET_APIKEY_LIBRECHAT: 'x2y4z6' }), /shorter than 16 characters/);
});
