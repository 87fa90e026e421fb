// Everything the page says, raw: no text is interpreted here. Strings and trees only.
//   jsonLd     the texts of the blocks              microdata, rdfa   trees shaped like JSON-LD
//   openGraph  [property, content]                  blob              the text of the configured script or variable
//   cards      {field: [strings]} per item          page              {field: [strings]} of the whole page
(site) => {
  const kStruck = 'del, s, strike, [style*="line-through"]';
  const kStruckClass = /(^|[-_\s])(strike|strikethrough|strike-through|line-through|crossed|crossed-out|old-price|price-old|oldprice|was-price|price-was|original-price|price-original|rrp)($|[-_\s])/i;
  const isStruck = (node, root) => {
    for (let at = node; at && at !== root; at = at.parentElement) {
      if (at.matches(kStruck) || kStruckClass.test(at.getAttribute('class') || '')) return true;
    }
    return false;
  };
  const text = (root, withStruck) => {
    if (!root) return '';
    const pieces = [];
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    let last = null;
    while (walker.nextNode()) {
      const parent = walker.currentNode.parentElement;
      if (parent?.closest('script, style, noscript, template')) continue;
      if (!withStruck && isStruck(parent, root)) continue;
      const inline = last && parent && (parent === last || /^(SPAN|B|I|EM|STRONG|SMALL|SUP|SUB|FONT|BDI|BDO|A|U)$/.test(parent.tagName));
      pieces.push(inline ? walker.currentNode.data : ' ' + walker.currentNode.data);
      last = parent;
    }
    return pieces.join('').replace(/\s+/g, ' ').trim();
  };
  const absolute = (address) => {
    try {
      return new URL(address, document.baseURI).href;
    } catch {
      return '';
    }
  };
  const list = (value) => (value === undefined || value === null ? [] : Array.isArray(value) ? value : [value]);

  // One field of a card: the first selector that finds something that says something.
  const kLinks = new Set(['url', 'image', 'images']);
  const read = (root, name, spec) => {
    const wish = typeof spec === 'string' || Array.isArray(spec) ? {selectors: spec} : spec;
    const attribute = wish.attribute;
    const pattern = wish.pattern ? new RegExp(wish.pattern, 'iu') : null;
    const valueOf = (node) => {
      let value = '';
      if (attribute) value = node.getAttribute(attribute) || '';
      else if (name === 'url') value = node.getAttribute('href') || '';
      else if (name === 'image' || name === 'images') value = node.getAttribute('src') || node.getAttribute('data-src') || (node.getAttribute('srcset') || '').trim().split(/[\s,]/)[0];
      else if (node.matches('meta')) value = node.getAttribute('content') || '';
      else if (node.matches('input, select, textarea')) value = node.value;
      else value = text(node, name === 'original');
      if (pattern) {
        const match = pattern.exec(value);
        value = match ? (match[1] ?? match[0]) : '';
      }
      value = value.trim();
      const link = kLinks.has(name) && value && !value.startsWith('data:') && !value.startsWith('javascript:');
      return kLinks.has(name) ? (link ? absolute(value) : '') : value;
    };
    for (const selector of list(wish.selectors).length ? list(wish.selectors) : [':scope']) {
      let nodes = selector === ':scope' ? [root] : [...root.querySelectorAll(selector)];
      if (name !== 'original') nodes = nodes.filter((node) => !isStruck(node, root) || node === root);
      if (wish.as === 'count') {
        if (nodes.length) return [String(nodes.length)];
        continue;
      }
      if (wish.index !== undefined) nodes = nodes.slice(wish.index, wish.index + 1);
      const values = nodes.map(valueOf).filter((value) => value);
      if (values.length) return wish.as === 'list' || name === 'images' || name === 'amenities' ? values : values.slice(0, 1);
    }
    return [];
  };
  const readAll = (root, fields) => Object.fromEntries(Object.entries(fields || {}).map(([name, spec]) => [name, read(root, name, spec)]));
  // What stands around a price, "207 € per night": whether it is for a night or for the stay is often said outside of the price itself.
  const kPrices = ['total', 'stay', 'nightly', 'price'];
  const aroundPrices = (root, fields) => Object.fromEntries(kPrices.filter((name) => fields?.[name]).map((name) => {
    const spec = fields[name];
    const selectors = typeof spec === 'string' || Array.isArray(spec) ? spec : spec.selectors;
    const node = list(selectors).map((selector) => [...root.querySelectorAll(selector)].find((one) => !isStruck(one, root))).find((one) => one);
    const around = node && node !== root && node.parentElement !== root ? text(node.parentElement) : '';
    return [name + '#around', around && around.length <= 160 ? [around] : []];
  }));
  const cards = () => {
    for (const selector of site.cards ? list(site.cards.item) : []) {
      const found = [...document.querySelectorAll(selector)];
      const outermost = found.filter((node) => !found.some((other) => other !== node && other.contains(node)));
      if (outermost.length) return outermost.map((card) => ({...readAll(card, site.cards.fields), ...aroundPrices(card, site.cards.fields), '#text': [text(card).slice(0, 300)]}));
    }
    return [];
  };

  const add = (tree, name, value) => {
    if (value === '' || value === null || value === undefined) return;
    if (name in tree) tree[name] = [...list(tree[name]), value];
    else tree[name] = value;
  };
  const typesOf = (words) => words.trim().split(/\s+/).map((type) => type.replace(/^.*[/#:]/, ''));
  const plainValue = (node) => {
    if (node.hasAttribute('content')) return node.getAttribute('content');
    if (node.matches('a, area, link')) return absolute(node.getAttribute('href') || '');
    if (node.matches('img, audio, embed, iframe, source, track, video')) return absolute(node.getAttribute('src') || node.getAttribute('data-src') || '');
    if (node.matches('object')) return absolute(node.getAttribute('data') || '');
    if (node.matches('data, meter')) return node.getAttribute('value') || text(node);
    if (node.matches('time')) return node.getAttribute('datetime') || text(node);
    return text(node);
  };
  const addWords = (tree, scope) => {   // "a night" may stand beside the price without any markup
    if (tree['@type'].some((type) => /Offer|PriceSpecification/.test(type))) tree['#text'] = text(scope).slice(0, 500);
  };
  const itemOf = (scope, depth) => {
    const tree = {'@type': typesOf(scope.getAttribute('itemtype') || '')};
    addWords(tree, scope);
    if (scope.getAttribute('itemid')) tree['@id'] = scope.getAttribute('itemid');
    const visit = (node) => {
      for (const child of node.children) {
        const names = (child.getAttribute('itemprop') || '').trim().split(/\s+/).filter((name) => name);
        const isItem = child.hasAttribute('itemscope');
        if (names.length && !isStruck(child, scope)) {
          const value = isItem && depth < 12 ? itemOf(child, depth + 1) : plainValue(child);
          for (const name of names) add(tree, name.replace(/^.*[/#]/, ''), value);
        }
        if (!isItem) visit(child);
      }
    };
    visit(scope);
    for (const id of (scope.getAttribute('itemref') || '').split(/\s+/).filter((word) => word)) {
      const holder = document.getElementById(id);
      if (holder && !holder.contains(scope)) visit({children: [holder]});
    }
    return tree;
  };
  const nodeOf = (scope, depth) => {
    const tree = {'@type': typesOf(scope.getAttribute('typeof') || '')};
    addWords(tree, scope);
    if (scope.getAttribute('resource')) tree['@id'] = scope.getAttribute('resource');
    const visit = (node) => {
      for (const child of node.children) {
        const names = (child.getAttribute('property') || '').trim().split(/\s+/).filter((name) => name);
        const isNode = child.hasAttribute('typeof');
        if (names.length && !isStruck(child, scope)) {
          const value = isNode && depth < 12 ? nodeOf(child, depth + 1) : plainValue(child);
          for (const name of names) add(tree, name.replace(/^.*[/#:]/, ''), value);
        }
        if (!isNode) visit(child);
      }
    };
    visit(scope);
    return tree;
  };

  const blob = () => {
    if (!site.blob) return '';
    for (const selector of list(site.blob.script)) {
      const script = document.querySelector(selector);
      if (script) return script.textContent;
    }
    const value = site.blob.variable ? site.blob.variable.split('.').reduce((at, key) => at?.[key], window) : undefined;
    return value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value);
  };
  const next = list(site.next).map((selector) => document.querySelector(selector)).find((link) => link);
  const nextAllowed = next && !next.closest('[disabled], [aria-disabled="true"], .disabled');
  return {
    url: location.href,
    base: document.baseURI,
    title: document.title,
    language: document.documentElement.getAttribute('lang') || '',
    jsonLd: [...document.querySelectorAll('script[type*="ld+json" i]')].map((script) => script.textContent),
    microdata: [...document.querySelectorAll('[itemscope][itemtype]:not([itemprop])')].map((scope) => itemOf(scope, 0)),
    rdfa: [...document.querySelectorAll('[typeof]')].filter((scope) => !(scope.hasAttribute('property') && scope.parentElement?.closest('[typeof]'))).map((scope) => nodeOf(scope, 0)),
    openGraph: [...document.querySelectorAll('meta[property], meta[name^="og:"]')].map((meta) => [meta.getAttribute('property') || meta.getAttribute('name'), meta.getAttribute('content') || '']),
    blob: blob(),
    cards: cards(),
    page: readAll(document, site.page),
    next: nextAllowed ? absolute(next.getAttribute('href') || '') : '',
  };
}
