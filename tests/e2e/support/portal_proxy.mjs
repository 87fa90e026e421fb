// A reverse proxy between the browser and a simulated portal. It is honest until a mutation is set: then the answers that the mutation
// names are rewritten as a portal's redesign, or its trouble, would write them. Every rewriting is counted, so that a test can prove
// that its mutation took place.
//
// A mutation is {on, when, rewrite | reply | hang}:
//   on       a pattern of the path and query of the requests it is about
//   when     optional: a pattern the body must hold; other answers pass as they are
//   rewrite  (body, context) => the new body; context is {path, proxy}. The same text again is no rewriting
//   reply    (context) => {status, headers, body} in place of the portal's answer, which is not asked for
//   hang     true: the request is never answered
import { Agent, createServer, request as ask } from 'node:http';
import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib';

const decoders = { gzip: gunzipSync, deflate: inflateSync, br: brotliDecompressSync };
const hopHeaders = new Set(['connection', 'keep-alive', 'transfer-encoding', 'content-length', 'content-encoding', 'proxy-connection', 'upgrade']);

async function whole(stream) {
  const chunks = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function replaceAll(text, pairs) {
  for (const [from, to] of pairs) text = text.replaceAll(from, to);
  return text;
}

export async function startProxy(target) {
  const agent = new Agent({ keepAlive: true });
  const hung = new Set();
  const proxy = {
    url: '', target: new URL(target).origin, mutation: null, rewrites: 0, requests: 0,
    others: [],  // proxies of the portal's other hosts: what names their targets must lead to them, too
    use(mutation) {
      this.mutation = mutation;
      this.rewrites = 0;
      for (const response of hung) response.destroy();
      hung.clear();
    },
    async close() {
      this.use(null);
      server.closeAllConnections();
      agent.destroy();
      await new Promise((done) => server.close(done));
    },
  };
  const inward = () => [proxy, ...proxy.others].map(({ url, target: own }) => [url, own]);
  const outward = () => inward().map(([url, own]) => [own, url]);

  async function forward(request, response) {
    ++proxy.requests;
    const mutation = proxy.mutation?.on.test(request.url) ? proxy.mutation : null;
    const context = { path: request.url, method: request.method, proxy };
    if (mutation?.hang) {
      ++proxy.rewrites;
      hung.add(response);
      return;
    }
    const body = await whole(request);
    if (mutation?.reply) {
      const { status = 200, headers = { 'content-type': 'text/html; charset=utf-8' }, body: text = '' } = await mutation.reply(context);
      ++proxy.rewrites;
      response.writeHead(status, headers).end(text);
      return;
    }
    const headers = Object.fromEntries(Object.entries(request.headers).filter(([name]) => !hopHeaders.has(name)));
    for (const name of ['origin', 'referer']) if (headers[name]) headers[name] = replaceAll(headers[name], inward());
    headers.host = new URL(proxy.target).host;
    if (body.length) headers['content-length'] = body.length;
    const answer = await new Promise((resolve, reject) => {
      ask(proxy.target + request.url, { method: request.method, headers, agent }, resolve).on('error', reject).end(body);
    });
    let content = await whole(answer);
    const decode = decoders[answer.headers['content-encoding']];
    if (decode) content = decode(content);
    if (/text|json|javascript|xml/.test(answer.headers['content-type'] ?? '')) {
      let text = replaceAll(content.toString('utf8'), outward());
      if (mutation && (!mutation.when || mutation.when.test(text))) {
        const changed = mutation.rewrite(text, context);
        if (changed !== text) ++proxy.rewrites;
        text = changed;
      }
      content = Buffer.from(text);
    }
    const out = {};
    for (const [name, value] of Object.entries(answer.headers)) if (!hopHeaders.has(name)) out[name] = value;
    if (out.location) out.location = replaceAll(out.location, outward());
    response.writeHead(answer.statusCode, { ...out, 'content-length': content.length }).end(content);
  }

  const server = createServer((request, response) => {
    forward(request, response).catch((error) => {
      if (!response.headersSent) response.writeHead(502);
      response.end(String(error.message));
    });
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  proxy.url = `http://127.0.0.1:${server.address().port}`;
  return proxy;
}
