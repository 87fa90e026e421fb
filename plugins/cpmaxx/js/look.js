// What page is this? Names the state of the document and quotes its evidence.
//   before.document   the document a step was taken in: until another one is there, only what a step can cause in place counts
//   before.signature  the page of the list that was left: while it is still shown, the list is loading
//   before.alert      an alert that stood there already
//   wanted            states worth reporting; null stands for any. Otherwise the answer is null: keep waiting.
//   document          the page that is shown, or one that was fetched
(selectors, texts, before, wanted, document = window.document) => {
  if (document.readyState === 'loading') return null;
  const all = (key, root = document) => {
    for (const selector of selectors[key]) {
      const found = [...root.querySelectorAll(selector)];
      if (found.length) return found;
    }
    return [];
  };
  const text = (node) => {
    if (!node) return '';
    const pieces = [];
    const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      if (!walker.currentNode.parentElement?.closest('script, style, noscript, template')) pieces.push(walker.currentNode.data);
    }
    return pieces.join(' ').replace(/\s+/g, ' ').trim();
  };
  const mentions = (haystack, needles) => {
    const lower = haystack.toLowerCase();
    return needles.find((needle) => lower.includes(needle.toLowerCase()));
  };
  const around = (haystack, needle) => {
    const at = haystack.toLowerCase().indexOf(needle.toLowerCase());
    return haystack.slice(at, at + needle.length + 80).trim();
  };

  const featuredRoots = all('featuredContainer');
  const isFeatured = (node) => featuredRoots.some((root) => root.contains(node));
  const container = all('resultsContainer')[0];
  const cards = all('card').filter((card) => !isFeatured(card));
  const form = all('form')[0];
  const password = all('loginPassword')[0];
  const signedIn = all('signedIn').length > 0;
  const overlay = all('overlay').length > 0;
  const displaying = text(all('displaying')[0]);
  const active = text(all('activePage')[0]);
  const firstId = cards.length ? (cards[0].querySelector('[data-giata-id]')?.getAttribute('data-giata-id') || text(cards[0]).slice(0, 80)) : '';
  const status = String(performance.getEntriesByType('navigation')[0]?.responseStatus || '');
  const alert = all('loginAlert').map(text).find((words) => words) || '';

  const look = {
    state: 'unknown', detail: '', url: location.href, title: document.title, status, alert, displaying,
    document: String(performance.timeOrigin), signature: active + '|' + firstId,
    cards: cards.length, featured: all('featuredCard').length, overlay, signedIn, form: Boolean(form),
    challenge: all('challenge').length > 0,
  };
  const newDocument = !before.document || before.document !== look.document;

  const ofList = () => {
    const busy = overlay || container?.style.pointerEvents === 'none';
    if (before.signature && before.signature === look.signature) return ['loading', ''];
    if (cards.length) return [busy ? 'cards_loading' : 'cards', ''];
    const words = text(container);
    const broken = mentions(words, texts.supplierError);
    if (broken) return ['supplier_error', around(words, broken)];
    if (busy) return ['loading', ''];
    const nothing = mentions(words, texts.nothing);
    if (nothing) return ['nothing', around(words, nothing)];
    if (/\b0\s*[-\u2013]\s*0\s+of\s+0\b/.test(displaying)) return ['nothing', displaying];
    const finished = container && (container.style.pointerEvents === 'auto' || words);
    return finished ? ['empty', words.slice(0, 120)] : ['loading', ''];   // neither hotels nor a word that there are none
  };
  const ofStranger = () => {
    const words = document.title + ' ' + text(document.body);
    const challenge = mentions(words, texts.challenge);
    if (all('challenge').length || challenge) return ['challenge', challenge ? around(words, challenge) : document.title];
    const down = mentions(words, texts.unavailable);
    if (down) return ['unavailable', around(words, down)];
    if (/^5\d\d$/.test(status)) return ['unavailable', 'HTTP ' + status];
    if (/^(403|429)$/.test(status)) return ['challenge', 'HTTP ' + status];
    const waiting = mentions(words, texts.waiting);
    if (waiting) return ['waiting', around(words, waiting)];
    return [signedIn ? 'signed_in' : 'unknown', ''];
  };
  const ofDocument = () => {
    const refusal = all('dialog').find((dialog) => mentions(text(dialog), texts.refusal) && dialog.querySelector('li'));
    if (refusal) return ['dialog', [...refusal.querySelectorAll('li')].map(text).filter((line) => line).join('; ')];
    if (all('dialog').some((dialog) => mentions(text(dialog), texts.duplicate))) return ['duplicate', ''];
    if (password && container?.contains(password)) return ['ajax_login', ''];
    if (password && !signedIn) {
      if (before.document && (newDocument || (alert && alert !== before.alert))) return ['login_refused', alert];
      return ['login', alert];
    }
    if (container || cards.length) return ofList();
    if (form) return [before.document && newDocument ? 'form_again' : 'form', ''];
    return ofStranger();
  };

  [look.state, look.detail] = ofDocument();
  if (!wanted) return look;
  if (!newDocument && !before.signature && !['dialog', 'duplicate', 'login_refused', 'ajax_login', 'signed_in'].includes(look.state)) return null;
  return wanted.includes(look.state) ? look : null;
}
