// The official TypeScript SDK, version 1, as a client of steps.mjs.
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { ElicitRequestSchema, ResourceListChangedNotificationSchema } from '@modelcontextprotocol/sdk/types.js';

export async function connectSdk1(transport, { fill } = {}) {
  const client = new Client({ name: 'voygen-clients', version: '1.0.0' }, { capabilities: fill ? { elicitation: {} } : {} });
  if (fill) client.setRequestHandler(ElicitRequestSchema, async ({ params }) => fill(params));
  const ended = new Promise((resolve) => { client.onclose = resolve; });
  await client.connect(transport);
  return {
    client, ended,
    pid: () => transport.pid,
    tools: async () => (await client.listTools()).tools,
    prompts: async () => (await client.listPrompts()).prompts,
    resources: async () => (await client.listResources()).resources,
    templates: async () => (await client.listResourceTemplates()).resourceTemplates,
    call: (name, args, options) => client.callTool({ name, arguments: args }, undefined, options),
    read: async (uri) => (await client.readResource({ uri })).contents[0],
    prompt: (name, args) => client.getPrompt({ name, arguments: args }),
    complete: async (ref, argument) => (await client.complete({ ref, argument })).completion.values,
    onNewResources: async (handler) => client.setNotificationHandler(ResourceListChangedNotificationSchema, handler),
    close: () => client.close(),
  };
}
