// Load from wrk: one kind of request over some connections for some seconds, with what the server and others used meanwhile.
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { cpuSeconds, machineBusySeconds } from './process_figures.mjs';

const luaText = (text) => `[==[${text}]==]`;
const factors = { us: 0.001, ms: 1, s: 1000, m: 60_000 };
const milliseconds = (text) => { const [, number, unit] = /^([\d.]+)(us|ms|s|m)$/.exec(text); return Number(number) * factors[unit]; };
let scripts = 0;

// request: {method, path, headers, body}
export async function load(folder, server, request, { connections, seconds }) {
  const script = join(folder, `load-${++scripts}.lua`);
  const headers = Object.entries(request.headers ?? {}).map(([name, value]) => `wrk.headers[ ${luaText(name)} ] = ${luaText(value)}\n`).join('');
  await writeFile(script, `wrk.method = "${request.method}"\n${headers}${request.body ? `wrk.body = ${luaText(request.body)}\n` : ''}`);
  const before = { server: cpuSeconds(server.pid), machine: machineBusySeconds(), wrk: process.resourceUsage() };
  const { stdout } = await promisify(execFile)('sh', ['-c', 'wrk "$@"; times', 'sh', '-t', '1', '-c', String(connections), '-d', `${seconds}s`, '--latency', '-s', script, server.base + request.path]);
  const used = cpuSeconds(server.pid) - before.server;
  const wrkUsed = stdout.trim().split('\n').at(-1).split(' ').reduce((sum, part) => { const [, m, s] = /(\d+)m([\d.]+)s/.exec(part); return sum + Number(m) * 60 + Number(s); }, 0);
  const found = (pattern) => pattern.exec(stdout)?.[1];
  const requests = Number(found(/(\d+) requests in/));
  return {
    perSecond: Number(found(/Requests\/sec:\s+([\d.]+)/)),
    p50: milliseconds(found(/^\s+50%\s+(\S+)/m)),
    p99: milliseconds(found(/^\s+99%\s+(\S+)/m)),
    cpuMicros: used * 1e6 / requests,
    foreignCpu: Math.max(0, machineBusySeconds() - before.machine - used - wrkUsed) / seconds,
    failures: Number(found(/Non-2xx or 3xx responses: (\d+)/) ?? 0) + Number(/Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)/.exec(stdout)?.slice(1).reduce((sum, n) => sum + Number(n), 0) ?? 0),
    requests,
  };
}
