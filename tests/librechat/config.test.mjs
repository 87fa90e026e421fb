// The example and the guide against LibreChat's own schema and naming rules, and against what voygen's configuration says. No server runs.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { dump, load } from 'js-yaml';
import { Constants, extractEnvVariable, normalizeServerName, replaceSpecialVars, stripServerNamePrefixes } from 'librechat-data-provider';
import { check } from './validate.mjs';

const product = (path) => new URL(`../../${path}`, import.meta.url);
const text = (path) => readFile(product(path), 'utf8');
const example = await text('config/librechat.example.yaml');
const guide = await text('docs/librechat.md');
const schema = JSON.parse(await text('docs/schemas/config.schema.json'));
const manifest = JSON.parse(await text('docs/schemas/manifest.schema.json'));
const { servers, problems } = check(example);

const folder = await mkdtemp(join(tmpdir(), 'voygen-librechat-'));
after(() => rm(folder, { recursive: true }));

const fenced = (language) => [...guide.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, 'gms'))].map((match) => match[1]);

// The example as one operator keeps it, with a change.
function edited(change) {
  const document = load(example);
  document.mcpServers = { voygen: document.mcpServers.voygen };
  change(document, document.mcpServers.voygen);
  return check(dump(document));
}

test('the example is taken as it is, nothing dropped', () => {
  assert.deepEqual(problems, []);
  assert.deepEqual(Object.keys(servers), ['voygen', 'voygen-network', 'voygen-remote']);
  assert.equal(load(example).version, Constants.CONFIG_VERSION);
});

test('each entry alone is a whole configuration, with no more addresses than it needs', () => {
  for (const [name, addresses] of [['voygen', ['127.0.0.1:8920']], ['voygen-network', ['voygen:8920']], ['voygen-remote', undefined]]) {
    const alone = edited((document) => {
      document.mcpServers = { voygen: load(example).mcpServers[name] };
      if (addresses) document.mcpSettings.allowedAddresses = addresses;
      else delete document.mcpSettings;
    });
    assert.deepEqual(alone.problems, [], name);
  }
});

test('the entries differ in nothing but the address', () => {
  const [first, ...others] = Object.values(servers).map(({ url, ...rest }) => rest);
  for (const other of others) assert.deepEqual(other, first);
  assert.equal(first.type, 'streamable-http');
  assert.equal(first.requiresOAuth, false);
  assert.equal(first.serverInstructions, true);
  assert.deepEqual(first.headers, { Authorization: 'Bearer ${VOYGEN_API_KEY}', 'X-User-Id': '{{LIBRECHAT_USER_ID}}' });
  assert.deepEqual(first.requestHeaders, { 'X-Conversation-Id': '{{LIBRECHAT_BODY_CONVERSATIONID}}' });
});

test('port, path and timeout agree with voygen', async () => {
  const { server, search } = schema.properties;
  const port = server.properties.port.default;
  assert.match(await text('config/voygen.json'), new RegExp(`VOYGEN_PORT:-${port}\\}`));
  for (const [name, { url, timeout }] of Object.entries(servers)) {
    const address = new URL(url);
    assert.equal(address.pathname, '/mcp', name);
    if (address.protocol === 'http:') assert.equal(Number(address.port), port, name);
    // 5 s after the search's deadline its call is stopped, 5 s later the client is answered in its place.
    assert.ok(timeout >= (search.properties.deadlineSeconds.default + 10 + 15) * 1000, `${name}: ${timeout}`);
  }
});

test('tool names stay within what model providers allow', () => {
  const longestId = Number(/\{0,(\d+)\}/.exec(manifest.properties.id.pattern)[1]) + 1;
  const names = ['search_hotels', `search_hotels_${'x'.repeat(longestId)}`, 'y'.repeat(40)];
  for (const server of Object.keys(servers)) {
    assert.equal(normalizeServerName(server), server, 'LibreChat does not rename the server');
    const shown = stripServerNamePrefixes(names, server);
    for (const name of names) {
      const key = shown.get(name) + Constants.mcp_delimiter + server;
      assert.ok(key.length <= 64, key);
    }
  }
  const [, longest] = /at most (\d+) characters/.exec(guide);
  assert.equal(40 + Constants.mcp_delimiter.length + Number(longest), 64, 'the guide allows exactly what fits');
  assert.match(guide, new RegExp(`search_hotels${Constants.mcp_delimiter}voygen`));
});

test('the key comes from the environment, and is sent as the placeholder when it is not there', () => {
  const { Authorization } = servers.voygen.headers;
  delete process.env.VOYGEN_API_KEY;
  assert.equal(extractEnvVariable(Authorization), 'Bearer ${VOYGEN_API_KEY}');
  process.env.VOYGEN_API_KEY = 'k-123';
  try {
    assert.equal(extractEnvVariable(Authorization), 'Bearer k-123');
  } finally {
    delete process.env.VOYGEN_API_KEY;
  }
});

test('what operators get wrong is named', async (t) => {
  assert.deepEqual(edited(() => {}).problems, [], 'unchanged, it is fine');
  for (const [name, change, says] of [
    ['a character in the title', (_, server) => { server.title = 'Voygen (hotels)'; }, /mcpServers\.voygen\.title": Title must start with/],
    ['an address without port', ({ mcpSettings }) => { mcpSettings.allowedAddresses = ['voygen']; }, /allowedAddresses\.0": .*must include a port/],
    ['a url as address', ({ mcpSettings }) => { mcpSettings.allowedAddresses = ['http://voygen:8920']; }, /allowedAddresses\.0": .*no URLs/],
    ['a public address', ({ mcpSettings }) => { mcpSettings.allowedAddresses = ['8.8.8.8:8920']; }, /allowedAddresses\.0": .*private/],
    ['a misspelt key', (_, server) => { server.timeOut = server.timeout; delete server.timeout; }, /"mcpServers\.voygen\.timeOut" is unknown/],
    ['a misspelt key of the settings', ({ mcpSettings }) => { mcpSettings.allowedAdresses = []; }, /"mcpSettings\.allowedAdresses" is unknown/],
    ['a misspelt key at the top', (document) => { document.mcpServer = {}; }, /Unrecognized key\(s\) in object: 'mcpServer'/],
    ['a negative timeout', (_, server) => { server.timeout = -1; }, /mcpServers\.voygen\.timeout": /],
    ['a WebSocket address', (_, server) => { server.url = 'ws://127.0.0.1:8920/mcp'; }, /mcpServers\.voygen\.url": Streamable HTTP URL/],
    ['a variable that is not set', (_, server) => { server.url = '${VOYGEN_NO_SUCH_URL}'; }, /mcpServers\.voygen\.url" is no address: .*VOYGEN_NO_SUCH_URL/],
    ['a type there is not', (_, server) => { server.type = 'https'; }, /mcpServers\.voygen\.type": /],
    ['no version', (document) => { delete document.version; }, /"version": Required/],
    ['no address for localhost', (document) => { delete document.mcpSettings; }, /'127\.0\.0\.1:8920' in "mcpSettings\.allowedAddresses"/],
    ['another spelling of the address', (_, server) => { server.url = 'http://localhost:8920/mcp'; }, /'localhost:8920' in/],
    ['another port', (_, server) => { server.url = 'http://127.0.0.1:8921/mcp'; }, /'127\.0\.0\.1:8921' in/],
    ['a container name', (_, server) => { server.url = 'http://voygen/mcp'; }, /'voygen:80' in/],
    ['a loopback address of IPv6', (_, server) => { server.url = 'http://[::1]:8920/mcp'; }, /'\[::1\]:8920' in/],
    ['two lists', ({ mcpSettings }) => { mcpSettings.allowedDomains = ['voygen']; }, /allowedAddresses" does nothing/],
  ]) {
    await t.test(name, () => {
      const { problems } = edited(change);
      assert.equal(problems.length, 1, problems.join('\n'));
      assert.match(problems[0], says);
    });
  }
  await t.test('no type: LibreChat speaks sse', () => {
    const { servers, problems } = edited((_, server) => { delete server.type; });
    assert.equal(servers.voygen.type, 'sse');
    assert.equal(problems.length, 1);
    assert.match(problems[0], /"mcpServers\.voygen\.type" is missing: LibreChat takes the server for "sse"/);
  });
  await t.test('other servers are none of our business', () => {
    const { problems } = edited(({ mcpServers }) => { mcpServers.files = { command: 'npx', args: ['files'] }; });
    assert.deepEqual(problems, []);
  });
  await t.test('not YAML, or two documents', () => {
    assert.match(check('mcpServers:\n\tvoygen: {}\n').problems[0], /is not YAML/);
    assert.match(check(`${example}---\n${example}`).problems[0], /is not YAML/);
  });
});

test('every piece of configuration in the guide is valid', () => {
  const documents = fenced('yaml');
  assert.equal(documents.length, 2);
  for (const document of documents) assert.deepEqual(check(document).problems, [], document);

  const unknown = (value, { properties = {} }, path = '') => Object.entries(value).flatMap(([key, member]) => (
    !(key in properties) ? [path + key] : properties[key].type === 'object' ? unknown(member, properties[key], `${path}${key}.`) : []));
  const own = fenced('json');
  assert.equal(own.length, 2);
  for (const document of own) assert.deepEqual(unknown(JSON.parse(document), schema), [], document);
  for (const [, section, key] of guide.matchAll(/`(server|search)\.(\w+)`/g)) assert.ok(key in schema.properties[section].properties, `${section}.${key}`);
});

test('the guide says what is true of this version', async () => {
  const { dependencies } = JSON.parse(await text('tests/package.json'));
  assert.ok(guide.includes(`\`librechat-data-provider\` ${dependencies['librechat-data-provider']}`));
  assert.ok(guide.includes(`LibreChat ${Constants.VERSION.replace(/^v/, '')}`));
  const [instructions] = fenced('text');
  assert.doesNotMatch(replaceSpecialVars({ text: instructions, user: null }), /\{\{/, 'LibreChat fills what is left open');
});

test('validate.mjs on the command line', async () => {
  const validate = (...files) => promisify(execFile)(process.execPath, [fileURLToPath(new URL('validate.mjs', import.meta.url)), ...files])
    .then(({ stdout }) => ({ code: 0, stdout }), ({ code, stdout, stderr }) => ({ code, stdout, stderr }));
  const good = await validate(fileURLToPath(product('config/librechat.example.yaml')));
  assert.equal(good.code, 0);
  assert.match(good.stdout, /server "voygen": streamable-http http:\/\/127\.0\.0\.1:8920\/mcp/);

  const file = join(folder, 'librechat.yaml');
  await writeFile(file, example.replace('    chatMenu:', '    chatmenu:'));
  const bad = await validate(file);
  assert.equal(bad.code, 1);
  assert.match(bad.stderr, /librechat\.yaml: "mcpServers\.voygen\.chatmenu" is unknown/);
  assert.doesNotMatch(bad.stdout, /as it is/);

  assert.match((await validate(join(folder, 'nothing.yaml'))).stderr, /nothing\.yaml: cannot be read/);
  assert.equal((await validate()).code, 2);
});
