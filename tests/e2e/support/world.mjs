// The world of one test file: the simulated portal, a voygen host with a configuration and database of its own, and MCP clients.
// Everything is a real program on a free port; close() ends it all.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';

export const build = process.env.VOYGEN_BUILD ?? new URL('../../../build/release', import.meta.url).pathname;
export const voygen = join(build, 'bin/voygen');
export const secrets = {
  VOYGEN_SECRET_CPMAXX_USERNAME: 'agent@example.com', VOYGEN_SECRET_CPMAXX_PASSWORD: 'blue-harbour-7',
  VOYGEN_SECRET_VAX_AGENCY: '05512340', VOYGEN_SECRET_VAX_USERNAME: 'harbour.desk', VOYGEN_SECRET_VAX_PASSWORD: 'green-lantern-4',
  VOYGEN_SECRET_DELTA_ARC_NUMBER: '05512345', VOYGEN_SECRET_DELTA_USERNAME: 'harbour-agent', VOYGEN_SECRET_DELTA_PASSWORD: 'blue-harbour-7',
};

// Starts a program and resolves with it when a line of its stdout matches; rejects with its stderr when it ends first.
export async function start(command, args, ready, options = {}) {
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'pipe'], ...options });
  child.errors = '';
  child.stderr.on('data', (chunk) => { child.errors += chunk; });
  const ended = once(child, 'exit');
  child.ended = ended;
  const lines = createInterface({ input: child.stdout });
  const found = new Promise((resolve) => lines.on('line', (line) => { const match = ready.exec(line); if (match) resolve(match); }));
  const match = await Promise.race([found, ended.then(([code]) => { throw new Error(`${command} ended with ${code}:\n${child.errors}`); })]);
  return { child, match };
}

export async function stop(child, signal = 'SIGTERM') {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  child.kill(signal);
  const [code] = await child.ended;
  return code;
}

export async function startPortal(...args) {
  const { child, match } = await start(join(build, 'bin/voygen-sim'), ['--portal', 'cpmaxx', '--seed', '7', ...(args.includes('--port') ? [] : ['--port', '0']), ...args], /^cpmaxx (http:\S+)/);
  const url = match[1];
  return {
    url, child,
    async json(path, init) {
      const answer = await fetch(url + path, init);
      if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
      return answer.json();
    },
    setFaults(set) { return this.json('/__sim/faults', { method: 'POST', body: JSON.stringify({ set }) }); },
    clearFaults() { return this.json('/__sim/faults', { method: 'DELETE' }); },
    truth({ place, checkIn, checkOut, rooms = [{ adults: 2, childAges: [] }] }) {
      const query = new URLSearchParams({ place, checkIn, checkOut, rooms: JSON.stringify(rooms), radius: 20 });
      return this.json(`/__sim/catalogue/search?${query}`);
    },
    close() { return stop(child); },
  };
}

// All portals of one world: {child, urls: {cpmaxx, delta, vax, 'vax-login', sites}}.
export async function startPortals(...args) {
  const child = spawn(join(build, 'bin/voygen-sim'), ['--seed', '7', '--port', '0', ...args], { stdio: ['ignore', 'pipe', 'ignore'] });
  child.ended = once(child, 'exit');
  const urls = {};
  for await (const line of createInterface({ input: child.stdout })) {
    const [name, url] = line.split(' ');
    urls[name] = url;
    if (name === 'sites') return { child, urls };  // the last one
  }
  throw new Error(`the simulated portals ended with ${(await child.ended)[0]}`);
}

// A configuration folder like the product's own, with changes: config merges over config/voygen.json's keys, platform over cpmaxx.json's.
export async function makeConfig(folder, portalUrl, { config = {}, platform = {}, extraPlatforms = {} } = {}) {
  await cp(new URL('../../../docs/schemas', import.meta.url).pathname, join(folder, 'docs/schemas'), { recursive: true });
  await mkdir(join(folder, 'config/platforms'), { recursive: true });
  await writeFile(join(folder, 'config/voygen.json'), JSON.stringify({
    server: { port: 0 }, store: { path: '../voygen.db' }, environment: 'test', browser: { tempFolder: join(folder, 'profiles') }, ...config,
  }));
  await writeFile(join(folder, 'config/platforms/cpmaxx.json'), JSON.stringify({
    id: 'cpmaxx', settings: { baseUrl: portalUrl },
    resources: { block: ['image', 'font', 'media', 'stylesheet'], blockUrls: ['*/tracker/*'] }, ...platform,
  }));
  for (const [name, content] of Object.entries(extraPlatforms)) {
    await writeFile(join(folder, 'config/platforms', name), typeof content === 'string' ? content : JSON.stringify(content));
  }
  return join(folder, 'config/voygen.json');
}

// `under`: a program to run it in, with its arguments.
export async function startHost(configFile, environment = {}, under = []) {
  const [command, ...args] = [...under, voygen, 'serve', '--config', configFile];
  const { child, match } = await start(command, args, /MCP at (http:\S+\/mcp)/, { env: { ...process.env, ...secrets, ...environment } });
  const url = match[1];
  return {
    url, child, base: url.replace(/\/mcp$/, ''),
    async health() { const answer = await fetch(url.replace(/\/mcp$/, '/health')); return answer.json(); },
    close(signal) { return stop(child, signal); },
  };
}

export async function connect(url, headers = {}) {
  const client = new Client({ name: 'voygen-e2e', version: '1.0.0' });
  await client.connect(new StreamableHTTPClientTransport(new URL(url), { requestInit: { headers } }));
  return client;
}

// The usual world: portal without delays, host, one client.
export async function makeWorld({ portalArgs = ['--delay-scale', '0'], environment, clientHeaders, ...options } = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'voygen-e2e-'));
  const portal = await startPortal(...portalArgs);
  const configFile = await makeConfig(folder, portal.url, options);
  const host = await startHost(configFile, environment);
  const client = await connect(host.url, clientHeaders);
  return {
    folder, portal, host, client, configFile,
    // The same host again on the same port, as after an update: it has the database, and forgets every session.
    async restart() {
      const config = JSON.parse(await readFile(configFile, 'utf8'));
      config.server.port = Number(new URL(this.host.url).port);
      await writeFile(configFile, JSON.stringify(config));
      await this.host.close();
      this.host = await startHost(configFile, environment);
    },
    search(args, options) { return client.callTool({ name: 'search_hotels', arguments: args }, undefined, { timeout: 60_000, ...options }); },
    async close() {
      await client.close().catch(() => {});
      await this.host.close();
      await portal.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

// What others do is done when it is done: looked at until then, at most so long.
export async function until(holds, what, seconds = 10) {
  for (const deadline = Date.now() + seconds * 1000; Date.now() < deadline; await pause(50)) if (await holds()) return;
  throw new Error(`not within ${seconds} seconds: ${what}`);
}

// A day some days from now, as the tools want it.
export function day(offset) { return new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10); }
