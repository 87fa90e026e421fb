// How fast a cached search is answered: our server with everything on (API key, validation, rate limit, receipt), nginx serving the very same
// bytes as files, and the official TypeScript SDK serving the same answer from memory. wrk asks; all servers stay up and the innermost loop goes
// over the servers, so that they share the machine's moods. Of each cell the repeat with the least foreign CPU counts. Ratios only.
//   scripts/install-dependencies --tests && node tests/bench/mcp_throughput.mjs [--seconds 4] [--repeats 3] [--connections 1,16,64,256] [--jobs call,list]
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { pathToFileURL } from 'node:url';
import { makeCachedWorld, newUser, send } from './support/cached_world.mjs';
import { load } from './support/load.mjs';
import { startNginx, startSdkServer } from './support/peers.mjs';
import { memory } from './support/process_figures.mjs';

// What each server is asked for each job; a server that is not named does not take part.
function requestsFor(job, user) {
  const file = { method: 'GET', path: `/${job}.json` };
  const legacy = job === 'modernCall' ? user.call : user[job];
  const { 'Mcp-Session-Id': session, ...withoutSession } = legacy.headers ?? {};
  const modern = { call: user.modernCall, modernCall: user.modernCall, list: user.modernList, health: user.health }[job];
  return { voygen: user[job], nginx: file, 'sdk-v1': { ...legacy, headers: withoutSession }, 'sdk-v2': modern };
}

export async function compare({ seconds, repeats, connections, jobs, log = () => {} }) {
  const folder = await mkdtemp(join(tmpdir(), 'voygen-bench-'));
  const world = await makeCachedWorld();
  const servers = [{ ...world.host, close: () => {} }];
  try {
    const first = await newUser(world.host.base, 'first');
    const bodies = Object.fromEntries(await Promise.all(jobs.map(async (job) => [`${job}.json`, (await send(world.host.base, first[job])).text])));
    const result = JSON.parse((await send(world.host.base, first.call)).text).result;
    const tools = (await send(world.host.base, first.list)).message().result;
    await writeFile(join(folder, 'result.json'), JSON.stringify(result));
    await writeFile(join(folder, 'tools.json'), JSON.stringify(tools));
    servers.push(await startNginx(folder, bodies));
    for (const generation of ['v1', 'v2']) servers.push(await startSdkServer(generation, join(folder, 'result.json'), join(folder, 'tools.json')));
    const cells = [];
    for (const job of jobs) {
      for (const count of connections) {
        const cell = { job, connections: count, bytes: Buffer.byteLength(bodies[`${job}.json`]), servers: {} };
        for (let repeat = 0; repeat < repeats; ++repeat) {
          const user = await newUser(world.host.base, `${job}-${count}-${repeat}`);
          const requests = requestsFor(job, user);
          for (const server of servers) {
            const sample = await load(folder, server, requests[server.name], { connections: count, seconds });
            log(`${job} c=${count} #${repeat} ${server.name}: ${Math.round(sample.perSecond)}/s, p50 ${sample.p50} p99 ${sample.p99} ms, ${sample.cpuMicros.toFixed(1)} us CPU, foreign ${sample.foreignCpu.toFixed(2)}, failures ${sample.failures}`);
            const best = cell.servers[server.name];
            if (!best || sample.foreignCpu < best.foreignCpu) cell.servers[server.name] = sample;
          }
        }
        cells.push(cell);
      }
    }
    return { cells, memory: memory(world.host.pid) };
  } finally {
    for (const server of servers) await server.close();
    await world.close();
    await rm(folder, { recursive: true, force: true });
  }
}

export function ratios({ servers }) {
  const { voygen, nginx } = servers;
  const bestSdk = Math.max(servers['sdk-v1'].perSecond, servers['sdk-v2'].perSecond);
  return { toNginx: voygen.perSecond / nginx.perSecond, toBestSdk: voygen.perSecond / bestSdk, cpuToNginx: voygen.cpuMicros / nginx.cpuMicros };
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { values } = parseArgs({ options: {
    seconds: { type: 'string', default: '4' }, repeats: { type: 'string', default: '3' },
    connections: { type: 'string', default: '1,16,64,256' }, jobs: { type: 'string', default: 'call,modernCall,list,health' } } });
  const { cells, memory: used } = await compare({
    seconds: Number(values.seconds), repeats: Number(values.repeats), connections: values.connections.split(',').map(Number), jobs: values.jobs.split(','),
    log: (line) => console.error(line) });
  console.log('| job | bytes | c | req/s: ours, nginx, SDK v1, SDK v2 | x nginx | x best SDK | CPU x nginx | p50 / p99 ms ours | nginx |');
  console.log('|---|---|---|---|---|---|---|---|---|');
  for (const cell of cells) {
    const { toNginx, toBestSdk, cpuToNginx } = ratios(cell);
    const rates = ['voygen', 'nginx', 'sdk-v1', 'sdk-v2'].map((name) => Math.round(cell.servers[name].perSecond)).join(', ');
    const times = ({ p50, p99 }) => `${p50.toFixed(2)} / ${p99.toFixed(1)}`;
    console.log(`| ${cell.job} | ${cell.bytes} | ${cell.connections} | ${rates} | ${toNginx.toFixed(2)} | ${toBestSdk.toFixed(1)} | ${cpuToNginx.toFixed(2)} | ${times(cell.servers.voygen)} | ${times(cell.servers.nginx)} |`);
  }
  console.log(`memory of our server after it all: ${(used.peakKb / 1024).toFixed(1)} MB at its peak, ${used.threads} threads`);
}
