// The agent: what the host runs inside a page. It lives in an isolated world, so it sees the document but not the page's scripts,
// and they do not see it. The host calls voygen.run(name, ...arguments) and gets {value} or {error: {code, message}}.
// Nothing here asks for layout except `locate`, and nothing polls.
(() => {
  'use strict';
  if (globalThis.voygen) return;

  class Failure extends Error {
    constructor(code, message) {
      super(message);
      this.code = code;
    }
  }
  const fail = (code, message) => { throw new Failure(code, message); };
  const quoted = (text) => '"' + text + '"';

  // ---------------------------------------------------------------- finding

  const find = (selector) => {
    try {
      return document.querySelector(selector);
    } catch {
      fail('invalid_argument', quoted(selector) + ' is not a CSS selector');
    }
  };
  const need = (selector) => find(selector) ?? fail('drift', 'no element matches ' + quoted(selector));

  // As core/web_address.hpp writes it: without a port it is https.
  const ownHost = () => (location.protocol === 'http:' && !location.port ? location.host + ':80' : location.host);

  // ---------------------------------------------------------------- waiting

  const waiting = new Set();  // functions that end a wait early

  // Resolves with what `check` gives as soon as that is not undefined; with {timedOut: true} after `timeout` milliseconds.
  // Never before the document is parsed: until then the page's scripts have not bound their handlers.
  const when = (check, timeout) => new Promise((resolve, reject) => {
    let timer = 0;
    const end = (settle, value) => {
      observer.disconnect();
      clearTimeout(timer);
      waiting.delete(abandon);
      settle(value);
    };
    const look = () => {
      if (document.readyState === 'loading') return;
      try {
        const found = check();
        if (found !== undefined) end(resolve, {found});
      } catch (error) {
        end(reject, error);
      }
    };
    const abandon = () => end(resolve, {timedOut: true});
    const observer = new MutationObserver(look);
    observer.observe(document, {subtree: true, childList: true, attributes: true, characterData: true});
    timer = setTimeout(abandon, timeout);
    waiting.add(abandon);
    document.addEventListener('DOMContentLoaded', look, {once: true});
    look();
  });

  // ---------------------------------------------------------------- text

  const clean = (text) => text.replace(/[\s\u00a0]+/g, ' ').trim();
  const isSkipped = (element) => /^(SCRIPT|STYLE|NOSCRIPT|TEMPLATE)$/i.test(element.tagName);

  const collect = (node, parts) => {
    for (let child = node.firstChild; child; child = child.nextSibling) {
      if (child.nodeType === Node.TEXT_NODE) parts.push(child.data);
      else if (child.nodeType !== Node.ELEMENT_NODE || isSkipped(child)) continue;
      else if (child.tagName === 'BR') parts.push(' ');
      else collect(child, parts);
    }
    return parts;
  };
  const textOf = (element) => collect(element, []).join('');
  const ownTextOf = (element) => [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE).map((node) => node.data).join(' ');

  const inert = document.implementation.createHTMLDocument('');
  const decodeEntities = (text) => {
    const area = inert.createElement('textarea');
    area.innerHTML = text.replace(/</g, '&lt;');
    return area.value;
  };

  // ---------------------------------------------------------------- extract

  const types = {
    text: (text) => text,
    integer: (text) => {
      if (!/^[-+]?(\d+|\d{1,3}(,\d{3})+)$/.test(text)) return undefined;
      const number = Number(text.replace(/,/g, ''));
      return Number.isSafeInteger(number) ? number : undefined;
    },
    decimal: (text) => (/^[-+]?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?$/.test(text) ? text : undefined),
    boolean: (text) => (/^(true|yes|1)$/i.test(text) ? true : /^(false|no|0)$/i.test(text) ? false : undefined),
    json: (text) => {
      try {
        return JSON.parse(text);
      } catch {
        return undefined;
      }
    },
  };

  const within = (root, selector) => {
    if (!selector) return root.nodeType === Node.DOCUMENT_NODE ? [] : [root];
    try {
      return [...root.querySelectorAll(selector)];
    } catch {
      fail('invalid_argument', quoted(selector) + ' is not a CSS selector');
    }
  };

  // The texts that one source gives for one item; empty ones count as absent.
  const textsFrom = (item, source, field) => {
    const texts = [];
    const verbatim = field.type === 'json' || source.html;
    for (const element of within(item, source.selector)) {
      let text = source.attribute ? element.getAttribute(source.attribute) : source.html ? element.innerHTML : source.own_text ? ownTextOf(element) : textOf(element);
      if (text === null) continue;
      if (field.decode === 'entities') text = decodeEntities(text);
      if (!verbatim) text = clean(text);
      if (field.matcher) {
        const match = field.matcher.exec(text);
        if (!match) continue;
        text = match[1] ?? '';
        if (!verbatim) text = clean(text);
      }
      if (text.trim() === '') continue;
      texts.push(text);
      if (!field.all) break;
    }
    return texts;
  };

  const isPresent = (item, source) => within(item, source.selector).some((element) => !source.attribute || element.hasAttribute(source.attribute));

  const increment = (object, key) => { object[key] = (object[key] ?? 0) + 1; };

  const readField = (item, name, field, report) => {
    if (field.type === 'present') return field.from.some((source) => isPresent(item, source));
    const refused = [];
    for (let index = 0; index < field.from.length; ++index) {
      const source = field.from[index];
      const values = [];
      for (const text of textsFrom(item, source, field)) {
        const value = types[field.type](text);
        if (value === undefined) refused.push(text.slice(0, 200));
        else values.push(value);
      }
      if (values.length === 0) continue;
      if (index > 0) increment(report.fallbacks[name] ??= {}, source.selector ?? '');
      if (field.all && refused.length > 0) (report.badType[name] ??= []).push(...refused);
      return field.all ? values : values[0];
    }
    if (refused.length > 0) (report.badType[name] ??= []).push(...refused);
    increment(report.missing, name);
    return undefined;
  };

  const prepare = (fields) => Object.entries(fields).map(([name, field]) => {
    let matcher;
    try {
      if (field.pattern !== undefined) matcher = new RegExp(field.pattern);
    } catch {
      fail('invalid_argument', 'the pattern of field ' + quoted(name) + ' is not a regular expression: ' + field.pattern);
    }
    return [name, {...field, type: field.type ?? 'text', matcher}];
  });

  const extract = (spec) => {
    const fields = prepare(spec.fields);
    const root = spec.within === undefined ? document : find(spec.within);
    const report = {items: [], itemSelector: null, matched: 0, incomplete: 0, missing: {}, fallbacks: {}, badType: {}};
    let elements = [];
    for (const selector of spec.items) {
      elements = root ? within(root, selector) : [];
      if (elements.length === 0) continue;
      report.itemSelector = selector;
      break;
    }
    report.matched = elements.length;
    for (const element of elements) {
      const item = {};
      let complete = true;
      for (const [name, field] of fields) {
        const value = readField(element, name, field, report);
        if (value !== undefined) item[name] = value;
        else if (field.required) complete = false;
      }
      if (complete) report.items.push(item);
      else ++report.incomplete;
    }
    return report;
  };

  // ---------------------------------------------------------------- acting

  const shielded = new Set();  // fields that hold a secret

  const tell = (element, ...names) => {
    for (const name of names) element.dispatchEvent(new Event(name, {bubbles: true, composed: true}));
  };
  const setValue = (element, text) => {
    const prototype = element instanceof HTMLTextAreaElement ? HTMLTextAreaElement.prototype : HTMLInputElement.prototype;
    Object.getOwnPropertyDescriptor(prototype, 'value').set.call(element, text);  // past any framework's own setter
  };
  const isField = (element) => element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement;
  const needField = (selector) => {
    const element = need(selector);
    if (!isField(element) && !element.isContentEditable) fail('drift', quoted(selector) + ' is a <' + element.localName + '>, not a text field');
    if (element instanceof HTMLInputElement && /^(file|checkbox|radio|submit|button|image|reset)$/.test(element.type)) {
      fail('invalid_argument', quoted(selector) + ' is an input of type ' + quoted(element.type) + '; no text can be put in');
    }
    if (element.disabled || element.readOnly) fail('drift', quoted(selector) + ' is ' + (element.disabled ? 'disabled' : 'read-only'));
    return element;
  };

  const actions = {
    waitFor: async (selector, timeout) => when(() => (find(selector) ? true : undefined), timeout),

    abandon: () => {
      for (const end of [...waiting]) end();
    },

    fill: (selector, text, secretForHost) => {
      if (secretForHost !== null && ownHost() !== secretForHost) fail('invalid_argument', 'the page moved to another host');
      const element = needField(selector);
      element.focus();
      if (secretForHost !== null) shielded.add(element);
      if (isField(element)) setValue(element, text);
      else element.textContent = text;
      tell(element, 'input', 'change');
    },

    // Makes a field ready for keys: focused, its old text selected so that the first key replaces it.
    focusToType: (selector) => {
      const element = needField(selector);
      element.focus();
      if (isField(element)) element.select();
      else getSelection().selectAllChildren(element);
      return {isEmpty: (isField(element) ? element.value : element.textContent) === ''};
    },

    select: (selector, value) => {
      const element = need(selector);
      if (!(element instanceof HTMLSelectElement)) fail('drift', quoted(selector) + ' is a <' + element.localName + '>, not a <select>');
      const option = [...element.options].find((candidate) => candidate.value === value);
      if (!option) {
        const known = [...element.options].slice(0, 20).map((candidate) => quoted(candidate.value)).join(', ');
        fail('not_found', quoted(selector) + ' has no option of value ' + quoted(value) + '; it has ' + (known || 'none'));
      }
      element.focus();
      element.value = value;
      tell(element, 'input', 'change');
    },

    check: (selector, on) => {
      const element = need(selector);
      if (!(element instanceof HTMLInputElement) || !/^(checkbox|radio)$/.test(element.type)) fail('drift', quoted(selector) + ' is not a check box');
      if (element.checked !== on) element.click();
      if (element.checked !== on) fail('drift', quoted(selector) + ' did not stay ' + (on ? 'checked' : 'unchecked'));
    },

    // Where a mouse would hit the element: {x, y}, or {why} when it cannot.
    locate: (selector) => {
      const element = need(selector);
      if (element.disabled) fail('drift', quoted(selector) + ' is disabled');
      element.scrollIntoView({block: 'center', inline: 'center', behavior: 'instant'});
      const box = element.getClientRects()[0];
      if (!box || box.width < 1 || box.height < 1) return {why: 'it has no box'};
      const x = box.left + box.width / 2;
      const y = box.top + box.height / 2;
      const hit = document.elementFromPoint(x, y);
      if (!hit || !(element.contains(hit) || hit.contains(element) && hit.closest('a,button,label') === hit)) return {why: 'something else covers it'};
      landed = false;
      // The press tells, not the click: a menu may close on it, and then no click follows.
      addEventListener('mousedown', (event) => { landed = event.composedPath().includes(element) || event.target.contains(element); }, {capture: true, once: true});
      return {x, y};
    },
    hasLanded: () => landed,
    clickByScript: (selector) => need(selector).click(),

    extract,

    content: () => {
      const type = document.doctype ? '<!DOCTYPE ' + document.doctype.name + '>\n' : '';
      return type + (document.documentElement?.outerHTML ?? '');
    },

    // Before and after a picture: hides what secret fields show, and tells all other text a person would see.
    shield: (on) => {
      for (const element of shielded) element.style?.setProperty('-webkit-text-security', on ? 'disc' : '');
      const fields = [...document.querySelectorAll('input,textarea')].filter((field) => field.type !== 'password' && !shielded.has(field));
      return on ? fields.map((field) => field.value).join('\n') + '\n' + (document.body?.innerText ?? '') : '';
    },
  };
  let landed = false;

  globalThis.voygen = {
    run: async (name, ...args) => {
      try {
        return {value: (await actions[name](...args)) ?? null};
      } catch (error) {
        return {error: {code: error.code && error instanceof Failure ? error.code : 'internal', message: error.message}};
      }
    },
  };
})();
