// What LibreChat makes of a librechat.yaml, by LibreChat's own schema, without starting LibreChat.
//   npm ci --prefix tests
//   node tests/librechat/validate.mjs librechat.yaml
// Ends with 1 when LibreChat would refuse the file, drop a part of it silently, or not connect to a server in it.
import { readFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import { pathToFileURL } from 'node:url';
import { load } from 'js-yaml';
import { allowedAddressesSchema, configSchema, extractEnvVariable } from 'librechat-data-provider';

// {servers, problems}: the MCP servers as LibreChat will see them, and one sentence for each thing that is wrong.
export function check(text) {
  let given;
  try {
    given = load(text);
  } catch (error) {
    return { servers: {}, problems: [`is not YAML: ${error.message}`] };
  }
  const unset = noAddresses(given);
  if (unset.length) return { servers: {}, problems: unset };
  const parsed = configSchema.strict().safeParse(given);
  if (!parsed.success) {
    // The first issue of each path: the others follow from it.
    const first = new Map(parsed.error.issues.flatMap(plain).reverse().map(({ path, message }) => [path.join('.'), message]));
    return { servers: {}, problems: [...first].reverse().map(([path, message]) => `"${path || 'the file'}": ${message}`) };
  }
  const servers = parsed.data.mcpServers ?? {};
  const problems = [
    ...dropped(given, parsed.data).map((path) => `"${path}" is unknown: LibreChat drops it without a word`),
    ...Object.entries(servers).filter(([name, { type }]) => type === 'sse' && given.mcpServers[name].type === undefined)
      .map(([name]) => `"mcpServers.${name}.type" is missing: LibreChat takes the server for "sse"`),
    ...refusedAddresses(servers, parsed.data.mcpSettings),
  ];
  return { servers, problems };
}

// LibreChat's schema does not refuse such an address, it throws, and LibreChat does not start.
function noAddresses(given) {
  return Object.entries(given?.mcpServers ?? {}).filter(([, server]) => typeof server?.url === 'string' && !URL.canParse(extractEnvVariable(server.url)))
    .map(([name, { url }]) => `"mcpServers.${name}.url" is no address: ${url} (variables in it must be set, here and for LibreChat)`);
}

// A server that fits no transport has a list of issues for each. The transport it names is the one that was meant, else the nearest.
function plain(issue) {
  if (issue.code !== 'invalid_union') return [issue];
  const distance = ({ issues }) => issues.length + (issues.some(({ path }) => path.at(-1) === 'type') ? 1000 : 0);
  return issue.unionErrors.reduce((a, b) => (distance(b) < distance(a) ? b : a)).issues.flatMap(plain);
}

// Paths of keys that are in the file and not in what LibreChat keeps of it.
function dropped(given, kept, path = []) {
  if (given === null || typeof given !== 'object') return [];
  return Object.entries(given).flatMap(([key, value]) =>
    (kept !== null && typeof kept === 'object' && key in kept ? dropped(value, kept[key], [...path, key]) : [[...path, key].join('.')]));
}

// The schema does not know what LibreChat's guard against requests into the private network does when it connects.
function refusedAddresses(servers, { allowedAddresses = [], allowedDomains = [] } = {}) {
  if (allowedDomains.length) return allowedAddresses.length ? ['"mcpSettings.allowedAddresses" does nothing while there is "allowedDomains"'] : [];
  const allowed = new Set(allowedAddresses.map((address) => address.trim().toLowerCase()));
  return Object.entries(servers).filter(([, server]) => server.url).flatMap(([name, { url }]) => {
    const { hostname, port, protocol } = new URL(url);
    const address = `${hostname}:${port || (/s:$/.test(protocol) ? 443 : 80)}`;
    if (!isPrivate(hostname) || allowed.has(address)) return [];
    return [`"mcpServers.${name}.url" is in a private network: LibreChat connects only with '${address}' in "mcpSettings.allowedAddresses"`];
  });
}

function isPrivate(hostname) {
  // The schema takes literal addresses only when they are private.
  if (isIP(hostname.replace(/^\[|\]$/g, ''))) return allowedAddressesSchema.safeParse([`${hostname}:1`]).success;
  return !hostname.includes('.') || /\.(localhost|local|internal)$/.test(hostname);
}

async function main(files) {
  if (!files.length) {
    console.error('usage: node validate.mjs librechat.yaml...');
    return 2;
  }
  let bad = 0;
  for (const file of files) {
    const { servers, problems } = await readFile(file, 'utf8').then(check, (error) => ({ servers: {}, problems: [`cannot be read: ${error.message}`] }));
    for (const problem of problems) console.error(`${file}: ${problem}`);
    for (const [name, server] of Object.entries(servers)) console.log(`${file}: server "${name}": ${server.type} ${server.url ?? server.command}`);
    if (problems.length) ++bad;
    else console.log(`${file}: LibreChat takes it as it is`);
  }
  return bad ? 1 : 0;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) process.exitCode = await main(process.argv.slice(2));
