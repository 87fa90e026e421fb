// mcp-remote: the bridge that desktop programs use, which know only stdio, to reach a server over HTTP. A client of the SDK v1 drives it.
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { until } from '../e2e/support/world.mjs';
import { packaged } from './support/programs.mjs';
import { withSameClient } from './support/restarts.mjs';
import { connectSdk1 } from './support/sdk1.mjs';
import { leavesSearchBehind, meet } from './support/steps.mjs';

const bridge = (address, ...flags) => (world, options = {}) => connectSdk1(new StdioClientTransport({
  command: process.execPath,
  args: [packaged('mcp-remote/dist/proxy.js'), address(world), '--allow-http', ...flags, ...(options.user ? ['--header', `X-User-Id:${options.user}`] : [])],
  env: { ...process.env, MCP_REMOTE_CONFIG_DIR: world.folder },
  stderr: 'ignore',
}), options);

const mcp = (world) => world.host.url;
const sse = (world) => `${world.host.base}/sse`;

// A lost session is the bridge's business: it makes itself a new one and repeats the request.
meet({ name: 'mcp-remote over Streamable HTTP', open: bridge(mcp, '--transport', 'http-only'), restart: withSameClient });

// Here it notices the loss only when its event stream has come back, a few seconds later.
meet({
  name: 'mcp-remote over HTTP+SSE',
  open: bridge(sse, '--transport', 'sse-only'),
  async restart(world, client) {
    await world.restart();
    await until(() => client.call('get_session_status', {}).then(() => true, () => false), 'the bridge has a session again');
    return client;
  },
});

// The client speaks 2025-11-25, the bridge translates: forms come out of input_required results, notifications out of subscriptions/listen.
meet({
  name: 'mcp-remote over Streamable HTTP, translating into the modern era',
  open: bridge(mcp, '--transport', 'http-only', '--protocol', 'auto'),
  restart: withSameClient,
  cannot: { 'cancels a search': 'it passes on notifications/cancelled, but in that era a request is cancelled by closing its connection' },
  also: { 'leaves a search it gave up to the next one': leavesSearchBehind },
});
