// Reads the page of the results list that is shown: raw strings only, nothing is computed here. Comments, scripts and styles are
// never text: every card carries a commented-out box with prices of other agencies. `document` may be a page that was fetched, not shown.
(selectors, document = window.document) => {
  const all = (key, root = document) => {
    for (const selector of selectors[key]) {
      const found = [...root.querySelectorAll(selector)];
      if (found.length) return found;
    }
    return [];
  };
  const first = (key, root) => all(key, root)[0] || null;
  const textNodes = (node) => {
    const nodes = [];
    const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      if (!walker.currentNode.parentElement?.closest('script, style, noscript, template')) nodes.push(walker.currentNode);
    }
    return nodes;
  };
  const join = (nodes) => nodes.map((node) => node.data).join(' ').replace(/\s+/g, ' ').trim();
  const text = (node) => (node ? join(textNodes(node)) : '');
  const textOutsideLinks = (node) => (node ? join(textNodes(node).filter((piece) => !node.contains(piece.parentElement?.closest('a')))) : '');
  const attribute = (node, name) => node?.getAttribute(name) || '';
  const data = (node) => Object.fromEntries([...(node?.attributes || [])].filter((a) => a.name.startsWith('data-')).map((a) => [a.name, a.value]));
  const textSaying = (key, root, pattern) => {   // the first element of any selector that says it
    for (const selector of selectors[key]) {
      const words = [...root.querySelectorAll(selector)].map(text).find((candidate) => pattern.test(candidate));
      if (words) return words;
    }
    return '';
  };

  const otaRates = (box) => {
    let html = attribute(box, 'data-content');
    for (let round = 0; html && round < 2; ++round) {
      const shown = new DOMParser().parseFromString(html, 'text/html');
      const items = [...shown.querySelectorAll('.ota-item, li')].filter((item) => item.querySelector('.provider-price'));
      if (items.length) return items.map((item) => [text(item.querySelector('.provider-name')), text(item.querySelector('.provider-price'))]);
      html = shown.body.textContent.includes('<') ? shown.body.textContent : '';   // encoded once more than it should be
    }
    return [];
  };
  const anchorBefore = (card) => {
    for (let node = card.previousElementSibling; node && !node.matches('.result'); node = node.previousElementSibling) {
      if (node.matches('a[name]')) return attribute(node, 'name');
    }
    return '';
  };
  const description = (card) => {
    const address = first('cardAddress', card);
    for (let node = address?.nextElementSibling; node; node = node.nextElementSibling) {
      if (node.matches('p') && !node.querySelector('a, input')) return text(node);
    }
    return '';
  };

  const common = (card) => ({
    compare: data(first('cardCompare', card)),
    sheet: attribute(first('cardSheet', card), 'href'),
    select: attribute(first('cardSelect', card), 'href'),
    text: text(card),
  });
  const result = (card) => {
    const image = first('cardImage', card);
    const count = first('cardImageCount', card);
    const verified = first('cardVerified', card);
    return {
      ...common(card),
      imageId: attribute(image, 'data-giata-id'),
      anchor: anchorBefore(card),
      name: text(first('cardName', card)),
      address: textOutsideLinks(first('cardAddress', card)),
      description: description(card),
      marker: attribute(first('cardMarker', card), 'data-marker'),
      nightly: text(first('cardNightly', card)),
      original: text(first('cardOriginal', card)),
      total: textSaying('cardTotal', card, /^total\s*(:|[^\sa-z])/i),
      commission: textSaying('cardCommission', card, /commission/i),
      verified: text(verified),
      ota: otaRates(verified),
      programs: all('cardProgram', card).map((badge) => ({code: attribute(badge, 'data-rate-code'), text: text(badge)})),
      collections: all('cardCollection', card).filter((label) => !label.hasAttribute('data-rate-code')).map(text),
      style: attribute(image, 'style'),
      background: attribute(image, 'data-background-image'),
      imageCount: /visibility\s*:\s*hidden/.test(attribute(count, 'style')) ? '' : text(count),
    };
  };
  const featured = (card) => {
    const image = first('featuredImage', card);
    return {
      ...common(card),
      imageId: attribute(image, 'data-giata-id'),
      name: text(first('featuredName', card)),
      description: text(first('featuredDescription', card)),
      style: attribute(image, 'style'),
      background: attribute(image, 'data-background-image'),
      amenities: all('featuredAmenity', card).map(text),
      collections: [...all('featuredCollection', card).map(text),
                    ...[...card.querySelectorAll('[data-collection]')].map((link) => attribute(link, 'data-collection'))],
      programs: all('featuredProgram', card).map((link) => ({code: attribute(link, 'data-rate-code'), text: ''})),
    };
  };

  const featuredRoots = all('featuredContainer');
  const outermost = (nodes) => nodes.filter((node) => !nodes.some((other) => other !== node && other.contains(node)));
  const cards = outermost(all('card').filter((card) => !featuredRoots.some((root) => root.contains(card))));
  const results = cards.map(result);
  const next = first('next');
  const valueOf = (key) => (first(key)?.value || '').trim();
  const dateOf = (key) => valueOf(key + 'Hidden') || attribute(first(key), 'data-value');   // before the portal's script made the hidden twin
  return {
    displaying: text(first('displaying')),
    pageOf: text(first('pageOf')),
    activePage: text(first('activePage')),
    next: Boolean(next && !next.closest('.disabled')),
    checkIn: dateOf('checkIn'),
    checkOut: dateOf('checkOut'),
    place: valueOf('place'),
    results,
    featured: outermost(all('featuredCard')).filter((card) => !cards.includes(card)).map(featured),
    markers: results.some((card) => !card.marker) ? attribute(first('mapMarkers'), 'data-map-markers') : '',
  };
}
