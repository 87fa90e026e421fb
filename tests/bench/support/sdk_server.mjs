// The official TypeScript SDK as a server of one tool with one answer, which it keeps in memory: the baseline of mcp_throughput.
//   node sdk_server.mjs v1|v2 RESULT.json TOOLS.json
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';

const [, , generation, resultFile, toolsFile] = process.argv;
const result = JSON.parse(readFileSync(resultFile, 'utf8'));
const { tools } = JSON.parse(readFileSync(toolsFile, 'utf8'));

// The fastest way each generation offers: a server object for each request, JSON answers, no framework in front.
async function firstGeneration() {
  const { Server } = await import('@modelcontextprotocol/sdk/server/index.js');
  const { StreamableHTTPServerTransport } = await import('@modelcontextprotocol/sdk/server/streamableHttp.js');
  const { CallToolRequestSchema, ListToolsRequestSchema } = await import('@modelcontextprotocol/sdk/types.js');
  return async (request, response) => {
    const server = new Server({ name: 'baseline', version: '1' }, { capabilities: { tools: {} } });
    server.setRequestHandler(CallToolRequestSchema, () => result);
    server.setRequestHandler(ListToolsRequestSchema, () => ({ tools }));
    const transport = new StreamableHTTPServerTransport({ sessionIdGenerator: undefined, enableJsonResponse: true });
    response.on('close', () => { transport.close(); server.close(); });
    await server.connect(transport);
    await transport.handleRequest(request, response);
  };
}

async function secondGeneration() {
  const { Server, createMcpHandler } = await import('@modelcontextprotocol/server');
  const { toNodeHandler } = await import('@modelcontextprotocol/node');
  return toNodeHandler(createMcpHandler(() => {
    const server = new Server({ name: 'baseline', version: '1' }, { capabilities: { tools: {} } });
    server.setRequestHandler('tools/call', () => result);
    server.setRequestHandler('tools/list', () => ({ tools }));
    return server;
  }));
}

const serveMcp = await (generation === 'v1' ? firstGeneration() : secondGeneration());
const server = createServer((request, response) => {
  if (request.url === '/mcp') return serveMcp(request, response);
  response.setHeader('Content-Type', 'application/json');
  response.end('{"status":"healthy"}');
});
server.listen(0, '127.0.0.1', () => console.log(`serves at http://127.0.0.1:${server.address().port}`));
