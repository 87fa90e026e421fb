// The MCP Inspector's command line: one process, one request, then its end. It shows results, not what comes before them.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { packaged, serverProgram } from './support/programs.mjs';
import { leavesSearchBehind, meet } from './support/steps.mjs';

const program = packaged('@modelcontextprotocol/inspector/clients/launcher/build/index.js');

const failedTool = 5;

// What one request brings. An error of the protocol or the end of the process rejects.
async function ask(world, args, signal) {
  const child = spawn(process.execPath, [program, '--cli', ...args, '--format', 'json', '--quiet'], {
    env: { ...serverProgram(world).env, HOME: world.folder }, stdio: ['ignore', 'pipe', 'pipe'],
  });
  signal?.addEventListener('abort', () => child.kill('SIGTERM'));
  const [[code], out, errors] = await Promise.all([once(child, 'close'), text(child.stdout), text(child.stderr)]);
  if (code !== 0 && code !== failedTool) throw new Error(`ended with ${code}: ${errors}`);
  return JSON.parse(out).result;
}

const inspector = (address) => async (world, { user } = {}) => {
  const target = [...address(world), ...(user ? ['--header', `X-User-Id: ${user}`] : [])];
  const run = (method, ...more) => ask(world, [...target, '--method', method, ...more]);
  return {
    tools: async () => (await run('tools/list')).tools,
    prompts: async () => (await run('prompts/list')).prompts,
    resources: async () => (await run('resources/list')).resources,
    templates: async () => (await run('resources/templates/list')).resourceTemplates,
    call: (name, args, { signal } = {}) => ask(world, [...target, '--method', 'tools/call', '--tool-name', name, '--tool-args-json', JSON.stringify(args)], signal),
    read: async (uri) => (await run('resources/read', '--uri', uri)).contents[0],
    prompt: (name, args) => run('prompts/get', '--prompt-name', name, ...(Object.keys(args).length ? ['--prompt-args', ...Object.entries(args).map(([key, value]) => `${key}=${value}`)] : [])),
    close: async () => {},
  };
};

const oneShot = {
  'is told of a new resource': 'it does not stay to listen',
  'completes an argument': 'its command line has no completion',
  'fills in the dates the server asks for': 'nobody is there to fill in a form',
  'chooses one of several places, then fills in the dates': 'nobody is there to fill in a form',
  'declines a form': 'nobody is there to fill in a form',
};

// Every request makes its own session, or none.
const withNextRequest = async (world, client) => {
  await world.restart();
  return client;
};
const http = (world) => ['--server-url', world.host.url, '--transport', 'http'];

meet({
  name: 'Inspector over Streamable HTTP, legacy',
  open: inspector(http),
  hidesProgress: true,
  restart: withNextRequest,
  cannot: { ...oneShot, 'cancels a search': 'it can only be killed, and a legacy connection that ends cancels nothing' },
  also: {
    'killed, leaves its search to the next one': leavesSearchBehind,
    'finds nothing wrong with the schemas of the tools': async (world) => {
      const { tools } = await ask(world, [...http(world), '--method', 'tools/list', '--strict']);
      assert.ok(tools.length > 0);
    },
  },
});

// In the modern era the end of the connection is how a request is cancelled, so here killing it is enough.
meet({
  name: 'Inspector over Streamable HTTP, modern',
  open: inspector((world) => [...http(world), '--protocol-era', 'modern']),
  hidesProgress: true,
  restart: withNextRequest,
  cannot: oneShot,
});

// And here: the session ends with the stream.
meet({
  name: 'Inspector over HTTP+SSE',
  open: inspector((world) => ['--server-url', `${world.host.base}/sse`, '--transport', 'sse']),
  hidesProgress: true,
  restart: withNextRequest,
  cannot: oneShot,
});

meet({
  name: 'Inspector over stdio',
  async open(world, options) {
    // As a configuration of its own: on the command line, --config would be its own option.
    const { command, args, env } = serverProgram(world);
    const file = join(world.folder, 'inspector.json');
    await writeFile(file, JSON.stringify({ mcpServers: { voygen: { type: 'stdio', command, args, env } } }));
    return inspector(() => ['--config', file, '--server', 'voygen'])(world, options);
  },
  hidesProgress: true,
  restart: withNextRequest,
  cannot: {
    ...oneShot,
    'cancels a search': 'the server ends with it, so nobody is left to ask',
    'reads a finished search': 'the server ends with the search',
    'does not see the search of another user': 'the server ends with the search',
  },
});
