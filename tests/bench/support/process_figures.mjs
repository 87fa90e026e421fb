// What a running program uses, read from /proc, and what a request costs it, counted by strace and valgrind.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { cpus } from 'node:os';

const ticksPerSecond = 100;  // USER_HZ, the same on every Linux

function stat(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /, '').split(' ');
  return { parent: Number(fields[1]), ticks: Number(fields[11]) + Number(fields[12]) };
}

// A program and its children (nginx's workers).
function family(pid) {
  const members = [pid];
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    try {
      if (stat(entry).parent === pid) members.push(Number(entry));
    } catch { /* ended meanwhile */ }
  }
  return members;
}

export function cpuSeconds(pid) { return family(pid).reduce((sum, member) => sum + stat(member).ticks, 0) / ticksPerSecond; }

// Of the whole machine; what a hypervisor took counts as used by others.
export function machineBusySeconds() {
  const [user, nice, system, , , irq, softirq, steal] = readFileSync('/proc/stat', 'utf8').split('\n')[0].trim().split(/\s+/).slice(1).map(Number);
  return (user + nice + system + irq + softirq + steal) / ticksPerSecond;
}
export const cores = cpus().length;

function status(pid, field) { return Number(new RegExp(`^${field}:\\s+(\\d+)`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]); }
export function memory(pid) { return { residentKb: status(pid, 'VmRSS'), peakKb: status(pid, 'VmHWM'), threads: status(pid, 'Threads') }; }

// System calls while `work` runs, by name.
export async function systemCalls(pid, work) {
  const strace = spawn('strace', ['-f', '-qq', '-e', 'signal=none', '-p', String(pid)], { stdio: ['ignore', 'ignore', 'pipe'] });
  let lines = '';
  strace.stderr.on('data', (chunk) => { lines += chunk; });
  const ended = once(strace, 'exit');
  await new Promise((resolve) => strace.stderr.once('data', resolve));  // attached: the threads' waits show
  lines = '';
  await work();
  strace.kill('SIGINT');
  await ended;
  const counts = {};
  for (const [, name] of lines.matchAll(/^(?:\[pid +\d+\] )?([a-z_0-9]+)\(/gm)) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}
