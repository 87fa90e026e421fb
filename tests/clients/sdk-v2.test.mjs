// The official TypeScript SDK, version 2, which speaks both eras: the session of 2025-11-25 and the stateless requests of 2026-07-28.
import assert from 'node:assert/strict';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { serverProgram } from './support/programs.mjs';
import { withNewProcess, withNewSession, withSameClient } from './support/restarts.mjs';
import { meet, userHeaders } from './support/steps.mjs';

const isModern = (mode) => mode !== 'legacy';

async function connect(transport, mode, { fill } = {}) {
  const client = new Client({ name: 'voygen-clients', version: '1.0.0' }, { capabilities: fill ? { elicitation: { form: {} } } : {}, versionNegotiation: { mode } });
  if (fill) client.setRequestHandler('elicitation/create', async ({ params }) => fill(params));
  const ended = new Promise((resolve) => { client.onclose = resolve; });
  await client.connect(transport);
  return {
    client, ended,
    pid: () => transport.pid,
    tools: async () => (await client.listTools()).tools,
    prompts: async () => (await client.listPrompts()).prompts,
    resources: async () => (await client.listResources()).resources,
    templates: async () => (await client.listResourceTemplates()).resourceTemplates,
    call: (name, args, options) => client.callTool({ name, arguments: args }, options),
    read: async (uri) => (await client.readResource({ uri })).contents[0],
    prompt: (name, args) => client.getPrompt({ name, arguments: args }),
    complete: async (ref, argument) => (await client.complete({ ref, argument })).completion.values,
    async onNewResources(handler) {
      client.setNotificationHandler('notifications/resources/list_changed', handler);
      if (isModern(mode)) await client.listen({ resourcesListChanged: true });
    },
    close: () => client.close(),
  };
}

const overHttp = (mode) => (world, options = {}) => connect(new StreamableHTTPClientTransport(new URL(world.host.url), userHeaders(options.user)), mode, options);
const overStdio = (mode) => (world, options = {}) => connect(new StdioClientTransport(serverProgram(world)), mode, options);
const oneUser = { 'does not see the search of another user': 'a process has one user' };

const agreesOn = (era, version) => async (world, { client }) => {
  assert.equal(client.getProtocolEra(), era);
  assert.equal(client.getNegotiatedProtocolVersion(), version);
  assert.equal(client.getServerVersion().name, 'voygen');
  assert.match(client.getInstructions(), /search_hotels/);
};

async function listens(world, { client }) {
  const subscription = await client.listen({ toolsListChanged: true, promptsListChanged: true, resourcesListChanged: true, resourceSubscriptions: ['voygen://search/no-such-search'] });
  assert.deepEqual(subscription.honoredFilter, { toolsListChanged: true, promptsListChanged: true, resourcesListChanged: true, resourceSubscriptions: [] });
  await client.listPrompts({}, { cacheMode: 'refresh' });
  await subscription.close();
  assert.equal(await subscription.closed, 'local');
  await client.listPrompts({}, { cacheMode: 'refresh' });
}

meet({
  name: 'SDK v2 over Streamable HTTP, legacy',
  open: overHttp('legacy'),
  restart: withNewSession({ status: 404 }),
  also: { 'agrees on the newest version with sessions': agreesOn('legacy', '2025-11-25') },
});

meet({
  name: 'SDK v2 over Streamable HTTP, modern',
  open: overHttp('auto'),  // it asks first, and finds that the modern era is served
  async restart(world, client) {
    const subscription = await client.client.listen({ toolsListChanged: true });
    const same = await withSameClient(world, client);
    assert.equal(await subscription.closed, 'graceful');
    return same;
  },
  also: { 'agrees on the modern version': agreesOn('modern', '2026-07-28'), 'listens for changes': listens },
});

meet({
  name: 'SDK v2 over stdio, legacy',
  open: overStdio('legacy'),
  restart: withNewProcess,
  cannot: oneUser,
  also: { 'agrees on the newest version with sessions': agreesOn('legacy', '2025-11-25') },
});

meet({
  name: 'SDK v2 over stdio, modern',
  open: overStdio({ pin: '2026-07-28' }),
  restart: withNewProcess,
  cannot: oneUser,
  also: { 'agrees on the modern version': agreesOn('modern', '2026-07-28'), 'listens for changes': listens },
});
