// All simulated portals and a host with config/simulation: what run.sh starts, on free ports and without delays.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, startHost, startPortals, stop } from './world.mjs';

export async function makeFourPortals() {
  const folder = await mkdtemp(join(tmpdir(), 'voygen-four-'));
  const { child, urls } = await startPortals('--delay-scale', '0');
  const configFile = join(folder, 'voygen.json');
  await writeFile(configFile, JSON.stringify({
    server: { port: 0 }, store: { path: 'voygen.db' }, environment: 'test', browser: { tempFolder: join(folder, 'profiles') },
    platforms: { folder: new URL('../../../config/simulation', import.meta.url).pathname },
  }));
  const variables = Object.fromEntries(Object.entries(urls).map(([portal, url]) => [`SIM_${portal.toUpperCase().replace('-', '_')}`, url]));
  const host = await startHost(configFile, variables);
  const client = await connect(host.url);
  return {
    host, client, urls,
    call(name, args) { return client.callTool({ name, arguments: args }, undefined, { timeout: 90_000 }); },
    async truth(portal, query) {
      const answer = await fetch(`${urls[portal]}/__sim/catalogue/search?${new URLSearchParams(query)}`);
      if (!answer.ok) throw new Error(`${portal}: ${answer.status} ${await answer.text()}`);
      return answer.json();
    },
    faults(portal, set) { return fetch(`${urls[portal]}/__sim/faults`, set ? { method: 'POST', body: JSON.stringify({ set }) } : { method: 'DELETE' }); },
    async close() {
      await client.close().catch(() => {});
      await host.close();
      await stop(child);
      await rm(folder, { recursive: true, force: true });
    },
  };
}
