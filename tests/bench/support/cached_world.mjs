// The host with one search of 20 hotels in its cache, behind an API key, with every check that the product makes switched on, and the requests that ask
// for it.
import { day, makeWorld } from '../../e2e/support/world.mjs';

const key = 'bench-bench-bench-bench';
const authorization = { Authorization: `Bearer ${key}` };
const common = { ...authorization, 'Content-Type': 'application/json', Accept: 'application/json, text/event-stream' };
const wish = { destination: 'Miami, FL', checkIn: day(30), checkOut: day(34), maxResults: 20 };
const envelope = { 'io.modelcontextprotocol/protocolVersion': '2026-07-28', 'io.modelcontextprotocol/clientCapabilities': {}, 'io.modelcontextprotocol/clientInfo': { name: 'bench', version: '1' } };

export const call = { method: 'tools/call', params: { name: 'search_hotels', arguments: wish } };
export const list = { method: 'tools/list', params: {} };

function post(message, headers = {}) { return { method: 'POST', path: '/mcp', headers: { ...common, ...headers }, body: JSON.stringify({ jsonrpc: '2.0', id: 1, ...message }) }; }

export async function send(base, { method, path, headers, body }) {
  const answer = await fetch(base + path, { method, headers, body });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${text}`);
  return { answer, text, message: () => JSON.parse(text.includes('\ndata: ') || text.startsWith('event:') || text.startsWith('data:') || text.startsWith('id:') ? text.match(/^data: (\{.*)$/m)[1] : text) };
}

// The headers of a session of this user.
export async function newSession(base, name) {
  const user = { 'X-User-Id': name };
  const hello = post({ method: 'initialize', params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'bench', version: '1' } } }, user);
  const { answer } = await send(base, hello);
  return { ...authorization, ...user, 'Mcp-Session-Id': answer.headers.get('mcp-session-id'), 'MCP-Protocol-Version': '2025-11-25' };
}

// A user of their own, with a session: the requests of one run of the benchmark. The answer to the search is at hand when it returns.
export async function newUser(base, name) {
  const session = await newSession(base, name);
  const user = { 'X-User-Id': name };
  const modern = (message, toolName) => post({ ...message, params: { ...message.params, _meta: envelope } },
    { ...user, 'MCP-Protocol-Version': '2026-07-28', 'Mcp-Method': message.method, ...(toolName ? { 'Mcp-Name': toolName } : {}) });
  const requests = { call: post(call, session), modernCall: modern(call, 'search_hotels'), list: post(list, session), modernList: modern(list), health: { method: 'GET', path: '/health' } };
  for (const request of [requests.call, requests.call, requests.modernCall, requests.modernCall]) {
    const result = (await send(base, request)).message().result;
    if (result.isError) throw new Error(result.content[0].text);
  }
  return requests;
}

export const environment = { VOYGEN_SECRET_APIKEY_BENCH: key, VOYGEN_LOG_LEVEL: 'info' };

export async function makeCachedWorld() {
  const world = await makeWorld({
    environment, clientHeaders: authorization,
    config: { server: { port: 0, apiKeys: ['bench'], callsPerMinute: 1_000_000, callBurst: 1_000_000, maxConnections: 2000, connectionIdleSeconds: 600 } },
  });
  await world.search(wish);
  world.host.name = 'voygen';
  world.host.pid = world.host.child.pid;
  return world;
}
