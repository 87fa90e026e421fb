// The official TypeScript SDK, version 1: the client inside most programs of today. It speaks every transport of the versions up to 2025-11-25.
import assert from 'node:assert/strict';
import { SSEClientTransport } from '@modelcontextprotocol/sdk/client/sse.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { serverProgram } from './support/programs.mjs';
import { withNewProcess, withNewSession } from './support/restarts.mjs';
import { connectSdk1 } from './support/sdk1.mjs';
import { meet, userHeaders } from './support/steps.mjs';

const overHttp = (world, options = {}) => connectSdk1(new StreamableHTTPClientTransport(new URL(world.host.url), userHeaders(options.user)), options);
const overSse = (world, options = {}) => connectSdk1(new SSEClientTransport(new URL(`${world.host.base}/sse`), userHeaders(options.user)), options);
const overStdio = (world, options = {}) => connectSdk1(new StdioClientTransport(serverProgram(world)), options);

meet({
  name: 'SDK v1 over Streamable HTTP',
  open: overHttp,
  restart: withNewSession({ code: 404 }),
  also: {
    'agrees on the newest version it knows': async (world, { client }) => {
      assert.equal(client.transport.protocolVersion, '2025-11-25');
      assert.equal(client.getServerVersion().name, 'voygen');
      assert.match(client.getInstructions(), /search_hotels/);
      assert.match(client.transport.sessionId, /^[\x21-\x7e]+$/);
    },
  },
});

meet({ name: 'SDK v1 over HTTP+SSE', open: overSse, restart: withNewSession(/404/) });

meet({
  name: 'SDK v1 over stdio',
  open: overStdio,
  restart: withNewProcess,
  cannot: { 'does not see the search of another user': 'a process has one user' },
});
