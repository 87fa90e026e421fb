// A chat client for the view: a page that embeds it in a sandboxed frame as the specification asks, and the official AppBridge, which
// speaks the host's side and checks every message. The bridge runs here, so nothing has to be bundled for the browser.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { AppBridge } from '@modelcontextprotocol/ext-apps/app-bridge';
import { chromium } from 'playwright-core';

const viewFile = new URL('../../../host/search/app/hotel_cards.html', import.meta.url);
const hostFile = new URL('./host.html', import.meta.url);
const hostUrl = 'https://chat.example/';
const viewUrl = 'https://view.chat.example/hotel_cards.html';

export const launch = () => chromium.launch({ executablePath: '/usr/lib/chromium/chromium-headless-shell', args: ['--no-sandbox'] });

// The policy a host must enforce for a resource that declares nothing, widened by what it does declare.
function policy(resourceDomains) {
  const domains = resourceDomains.join(' ');
  return `default-src 'none'; script-src 'self' 'unsafe-inline' ${domains}; style-src 'self' 'unsafe-inline' ${domains}; ` +
    `img-src 'self' data: ${domains}; font-src 'self' ${domains}; media-src 'self' data: ${domains}; connect-src 'none'; frame-src 'none'; object-src 'none'; base-uri 'self'`;
}

class RelayTransport {
  constructor(page, sent) { Object.assign(this, { page, sent }); }
  async start() {}
  async close() { this.onclose?.(); }
  async send(message) { await this.page.evaluate((m) => window.toView(m), message); }
  receive(message) {
    this.sent.push(message);
    this.onmessage?.(message);
  }
}

async function inTime(promise, what) {
  let timer;
  const late = new Promise((_, reject) => { timer = setTimeout(() => reject(new Error(`${what} took more than 10 s`)), 10_000); });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

// Opens the view in a chat. Afterwards `view` is its frame, `sent` all it has sent, and `opened` the links it asked to open.
// photos: what the network answers for https://photos.example; greet: false keeps the host silent until chat.greet().
export async function openChat(browser, { width = 1280, height = 900, hostContext = {}, resourceDomains = [], photos, greet = true, openLink, context: contextOptions } = {}) {
  const context = await browser.newContext({ viewport: { width, height }, ...contextOptions });
  const page = await context.newPage();
  const chat = { page, sent: [], opened: [], requests: [], faults: [], popups: 0 };
  page.on('pageerror', (error) => chat.faults.push(String(error)));
  page.on('request', (request) => chat.requests.push(request));
  context.on('page', () => { ++chat.popups; });
  await context.route('**', (route) => {
    const url = route.request().url();
    if (url.startsWith('https://photos.example/') && photos) return route.fulfill(photos);
    return route.abort();
  });
  await context.route(hostUrl, async (route) => route.fulfill({ contentType: 'text/html', body: await readFile(hostFile, 'utf8') }));
  await context.route(viewUrl, async (route) => route.fulfill({
    contentType: 'text/html', body: await readFile(viewFile, 'utf8'), headers: { 'content-security-policy': policy(resourceDomains) },
  }));

  const transport = new RelayTransport(page, chat.sent);
  const bridge = new AppBridge(null, { name: 'chat', version: '1.0.0' }, { openLinks: {} }, { hostContext });
  bridge.onerror = (error) => chat.faults.push(String(error));
  bridge.onopenlink = async ({ url }) => { chat.opened.push(url); return openLink?.(url) ?? {}; };
  const initialized = new Promise((resolve) => { bridge.oninitialized = resolve; });
  // As tall as it says, like hosts do; bounded only by the test's own patience.
  bridge.addEventListener('sizechange', ({ height }) => {
    chat.height = height;
    page.evaluate((h) => { document.getElementById('view').style.height = `${h}px`; }, height).catch(() => {});
  });

  const held = [];
  let receive = (message) => held.push(message);
  const asked = new Map();
  await page.exposeFunction('fromView', (message) => (asked.has(message.id) ? asked.get(message.id)(message) : receive(message)));
  // Asks the view past the bridge. Messages keep their order, so an answer says that all before were handled and what they caused is here.
  chat.ask = (method) => inTime(new Promise((resolve) => {
    const id = `past-the-bridge-${asked.size}`;
    asked.set(id, resolve);
    page.evaluate((m) => window.toView(m), { jsonrpc: '2.0', id, method });
  }), `the answer to ${method}`);
  chat.greet = async () => {
    await bridge.connect(transport);
    receive = (message) => transport.receive(message);
    held.splice(0).forEach(receive);
    await inTime(initialized, 'the greeting');
  };
  await page.goto(hostUrl);
  await page.locator('#view').evaluate((frame, url) => { frame.src = url; }, viewUrl);
  chat.view = await (await page.locator('#view').elementHandle()).contentFrame();
  await chat.view.waitForURL(viewUrl);
  await chat.view.waitForLoadState('load');
  if (greet) await chat.greet();

  Object.assign(chat, {
    bridge,
    // A notification past the bridge, for what it would refuse to send.
    raw: (message) => page.evaluate((m) => window.toView(m), message),
    async show(structuredContent, extra = {}) {
      await bridge.sendToolResult({ content: [{ type: 'text', text: 'The same as text.' }], structuredContent, ...extra });
      await chat.settle();
    },
    // What was told is on the screen, and its size has been told back.
    async settle() {
      await chat.ask('ping');
      await chat.view.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done)))));
      await chat.ask('ping');
    },
    names: () => chat.view.locator('.card h3').allTextContents(),
    text: () => chat.view.locator('body').innerText(),
    // What left the page. The browser also tells of requests that the policy stopped inside of it.
    foreignRequests: () => chat.requests.filter((request) => request.failure()?.errorText !== 'csp').map((request) => request.url()).filter((url) => url !== hostUrl && url !== viewUrl),
    async close() {
      await context.close();
      assert.deepEqual(chat.faults, [], 'no error in the view, none in the bridge');
    },
  });
  return chat;
}
