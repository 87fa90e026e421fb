// All simulated portals and a host with config/simulation: what run.sh starts, on free ports and without delays.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { build, connect, startHost, stop } from './world.mjs';

const logins = {
  VOYGEN_SECRET_VAX_AGENCY: '05512340', VOYGEN_SECRET_VAX_USERNAME: 'harbour.desk', VOYGEN_SECRET_VAX_PASSWORD: 'green-lantern-4',
  VOYGEN_SECRET_DELTA_ARC_NUMBER: '05512345', VOYGEN_SECRET_DELTA_USERNAME: 'harbour-agent', VOYGEN_SECRET_DELTA_PASSWORD: 'blue-harbour-7',
};
const portals = ['cpmaxx', 'delta', 'vax', 'vax-login', 'sites'];

async function startPortals(args) {
  const child = spawn(join(build, 'bin/voygen-sim'), ['--seed', '7', '--port', '0', ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  child.ended = once(child, 'exit');
  const addresses = {};
  for await (const line of createInterface({ input: child.stdout })) {
    const [name, address] = line.split(' ');
    addresses[name] = address;
    if (portals.every((portal) => addresses[portal])) return { child, addresses };
  }
  throw new Error(`the simulated portals ended with ${(await child.ended)[0]}`);
}

export async function makeFourPortals({ portalArgs = ['--delay-scale', '0'], config = {}, environment = {} } = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'voygen-four-'));
  const { child, addresses } = await startPortals(portalArgs);
  const configFile = join(folder, 'voygen.json');
  await writeFile(configFile, JSON.stringify({
    server: { port: 0 }, store: { path: 'voygen.db' }, environment: 'test', browser: { tempFolder: join(folder, 'profiles') },
    platforms: { folder: new URL('../../../config/simulation', import.meta.url).pathname }, ...config,
  }));
  const variables = Object.fromEntries(portals.map((portal) => [`SIM_${portal.toUpperCase().replace('-', '_')}`, addresses[portal]]));
  const host = await startHost(configFile, { ...logins, ...variables, ...environment });
  const client = await connect(host.url);
  return {
    host, client, addresses,
    call(name, args) { return client.callTool({ name, arguments: args }, undefined, { timeout: 90_000 }); },
    async truth(portal, query) {
      const answer = await fetch(`${addresses[portal]}/__sim/catalogue/search?${new URLSearchParams(query)}`);
      if (!answer.ok) throw new Error(`${portal}: ${answer.status} ${await answer.text()}`);
      return answer.json();
    },
    faults(portal, set) { return fetch(`${addresses[portal]}/__sim/faults`, set ? { method: 'POST', body: JSON.stringify({ set }) } : { method: 'DELETE' }); },
    async close() {
      await client.close().catch(() => {});
      await host.close();
      await stop(child);
      await rm(folder, { recursive: true, force: true });
    },
  };
}
