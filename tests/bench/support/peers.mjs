// The servers that mcp_throughput measures ours against, each ready when its function returns: {name, base, pid, close()}.
import { spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { start, stop, until } from '../../e2e/support/world.mjs';

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

// nginx serves the very bytes of our answers as files: what a request costs at the least. `files`: name -> text.
export async function startNginx(folder, files) {
  const root = join(folder, 'nginx');
  await mkdir(join(root, 'files'), { recursive: true });
  for (const [name, text] of Object.entries(files)) await writeFile(join(root, 'files', name), text);
  const port = await freePort();
  await writeFile(join(root, 'nginx.conf'), `
    ${process.getuid() === 0 ? 'user root;' : ''} daemon off; worker_processes 2; pid ${root}/pid; error_log ${root}/error.log;
    events { worker_connections 1024; }
    http {
      access_log off; sendfile on; tcp_nopush on; keepalive_requests 100000000; default_type application/json; open_file_cache max=100;
      client_body_temp_path ${root}/t1; proxy_temp_path ${root}/t2; fastcgi_temp_path ${root}/t3; uwsgi_temp_path ${root}/t4; scgi_temp_path ${root}/t5;
      server { listen 127.0.0.1:${port}; root ${root}/files; }
    }`);
  const child = spawn('nginx', ['-p', root, '-e', join(root, 'error.log'), '-c', join(root, 'nginx.conf')], { stdio: ['pipe', 'pipe', 'pipe'] });
  child.ended = new Promise((resolve) => child.once('exit', (code) => resolve([code])));
  const base = `http://127.0.0.1:${port}`;
  await until(() => fetch(`${base}/${Object.keys(files)[0]}`).then((answer) => answer.ok, () => false), 'nginx answers');
  return { name: 'nginx', base, pid: child.pid, close: () => stop(child, 'SIGQUIT') };
}

export async function startSdkServer(generation, resultFile, toolsFile) {
  const { child, match } = await start(process.execPath, [new URL('sdk_server.mjs', import.meta.url).pathname, generation, resultFile, toolsFile], /serves at (http:\S+)/);
  return { name: `sdk-${generation}`, base: match[1], pid: child.pid, close: () => stop(child) };
}
