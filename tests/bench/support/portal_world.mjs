// One host with all four platforms over one simulated world: cpmaxx, vax, delta, and an ordinary site (rivage, which fills its list by script).
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { spawn } from 'node:child_process';
import { build, connect, makeConfig, startHost, stop } from '../../e2e/support/world.mjs';

const policy = { block: ['image', 'font', 'media', 'stylesheet'], blockUrls: ['*/tracker/*'] };
const rivage = JSON.parse(await readFile(new URL('../../plugins/generic/sites.json', import.meta.url), 'utf8')).find((site) => site.id === 'rivage');

// The simulated portals, each with its address: {cpmaxx, delta, vax, 'vax-login', sites}.
async function startPortals(delayScale) {
  const child = spawn(join(build, 'bin/voygen-sim'), ['--seed', '7', '--port', '0', '--delay-scale', String(delayScale)], { stdio: ['ignore', 'pipe', 'ignore'] });
  child.ended = new Promise((resolve) => child.once('exit', (code) => resolve([code])));
  const urls = {};
  for await (const line of createInterface({ input: child.stdout })) {
    const [, name, url] = /^(\S+) (http:\S+)/.exec(line);
    urls[name] = url;
    if (name === 'sites') break;
  }
  return { child, urls };
}

// `open`: nothing is blocked and every page is visited, as an ordinary browser would.
export async function makePortalWorld({ delayScale, open = false }) {
  const folder = await mkdtemp(join(tmpdir(), 'voygen-bench-'));
  const { child, urls } = await startPortals(delayScale);
  const resources = open ? { block: [], blockUrls: [] } : policy;
  const platforms = {
    vax: { settings: { baseUrl: urls.vax, loginUrl: urls['vax-login'] } },
    delta: { settings: { baseUrl: urls.delta } },
    generic: { settings: { hosts: [urls.sites], allowPrivateAddresses: true, sites: [JSON.parse(JSON.stringify(rivage).replaceAll('@', urls.sites))] } },
  };
  const configFile = await makeConfig(folder, urls.cpmaxx, {
    platform: { resources, settings: { baseUrl: urls.cpmaxx, ...(open ? { repeatRequests: false } : {}) } },
    extraPlatforms: Object.fromEntries(Object.entries(platforms).map(([id, platform]) => [`${id}.json`, { id, resources, ...platform }])),
  });
  const host = await startHost(configFile, {
    VOYGEN_SECRET_VAX_AGENCY: '05512340', VOYGEN_SECRET_VAX_USERNAME: 'harbour.desk', VOYGEN_SECRET_VAX_PASSWORD: 'green-lantern-4',
    VOYGEN_SECRET_DELTA_ARC_NUMBER: '05512345', VOYGEN_SECRET_DELTA_USERNAME: 'harbour-agent', VOYGEN_SECRET_DELTA_PASSWORD: 'blue-harbour-7',
  });
  const client = await connect(host.url);
  return {
    urls,
    async call(name, args) {
      const result = await client.callTool({ name, arguments: { forceRefresh: true, ...args } }, undefined, { timeout: 120_000 });
      if (result.isError) throw new Error(`${name}: ${result.content[0].text}`);
      return result.structuredContent;
    },
    async bytesServed(portal) {
      const { bytes } = await (await fetch(`${urls[portal]}/__sim/stats`)).json();
      return Object.values(bytes).reduce((sum, part) => sum + part, 0);
    },
    async close() {
      await client.close().catch(() => {});
      await host.close();
      await stop(child);
      await rm(folder, { recursive: true, force: true });
    },
  };
}
