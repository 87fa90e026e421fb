// One host with all four platforms over one simulated world: cpmaxx, vax, delta, and an ordinary site (rivage, which fills its list by script).
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, makeConfig, startHost, startPortals, stop } from '../../e2e/support/world.mjs';

const policy = { block: ['image', 'font', 'media', 'stylesheet'], blockUrls: ['*/tracker/*'] };
const rivage = JSON.parse(await readFile(new URL('../../plugins/generic/sites.json', import.meta.url), 'utf8')).find((site) => site.id === 'rivage');

// `open`: nothing is blocked and every page is visited, as an ordinary browser would.
export async function makePortalWorld({ delayScale, open = false }) {
  const folder = await mkdtemp(join(tmpdir(), 'voygen-bench-'));
  const { child, urls } = await startPortals('--delay-scale', String(delayScale));
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
  const host = await startHost(configFile);
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
