// The lists as a session of each version gets them, against the schemas of the SDK that most clients are made of: one member it does not
// like, and it refuses the whole list.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { InitializeResultSchema, ListPromptsResultSchema, ListResourcesResultSchema, ListResourceTemplatesResultSchema, ListToolsResultSchema } from '@modelcontextprotocol/sdk/types.js';
import { makeWorld } from '../e2e/support/world.mjs';

let world;
before(async () => { world = await makeWorld(); });
after(() => world?.close());

async function ask(method, params, headers = {}) {
  const answer = await fetch(world.host.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream', ...headers },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
  });
  return { session: answer.headers.get('mcp-session-id'), ...(await answer.json()) };
}

for (const version of ['2024-11-05', '2025-03-26', '2025-06-18', '2025-11-25']) {
  test(`${version}: every list passes`, async () => {
    const { session, result } = await ask('initialize', { protocolVersion: version, capabilities: {}, clientInfo: { name: 'voygen-clients', version: '1.0.0' } });
    assert.equal(result.protocolVersion, version);
    assert.equal(InitializeResultSchema.parse(result).serverInfo.icons.length, 1);
    const schemas = {
      'tools/list': ListToolsResultSchema, 'prompts/list': ListPromptsResultSchema, 'resources/list': ListResourcesResultSchema,
      'resources/templates/list': ListResourceTemplatesResultSchema,
    };
    for (const [method, schema] of Object.entries(schemas)) {
      const list = await ask(method, {}, { 'mcp-session-id': session });
      schema.parse(list.result);
    }
    // Since 2025-06-18 there have been clients that read "sizes" as one string, and others that read it as a list.
    const { tools } = (await ask('tools/list', {}, { 'mcp-session-id': session })).result;
    for (const { name, icons } of tools) assert.deepEqual(Object.keys(icons[0]).sort(), ['mimeType', 'src'], name);
  });
}
