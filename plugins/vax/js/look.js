// What page is this? Names the state of the document and quotes its evidence.
//   before.document   the document a step was taken in: until another one is there, only what a step can cause in place counts
//   before.alert      an alert that stood there already
//   wanted            states worth reporting; null stands for any. Otherwise the answer is null: keep waiting.
(selectors, texts, before, wanted) => {
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
  const isShown = (node) => Boolean(node) && node.style.display !== 'none' && !node.closest('[style*="display:none"], [style*="display: none"]');

  const hotels = all('hotelRow').length;
  const content = all('availContent')[0];
  const waits = all('waitIndicator').some(isShown);
  const password = all('loginPassword')[0];
  const alert = all('loginAlert').map(text).find((words) => words) || '';
  const status = String(performance.getEntriesByType('navigation')[0]?.responseStatus || '');
  const look = {
    state: 'unknown', detail: '', title: document.title.replace(/\s+/g, ' ').trim(), status, alert, document: String(performance.timeOrigin), hotels,
    containers: all('hotelContainer').length, form: all('destination').length > 0,
    challenge: all('challenge').length > 0,
  };
  const newDocument = !before.document || before.document !== look.document;

  const ofAvailability = () => {
    if (hotels) return ['hotels', ''];
    const words = text(content);
    if (waits) return ['loading', ''];
    const nothing = mentions(words, texts.nothing);
    if (nothing) return ['nothing', around(words, nothing)];
    const broken = mentions(words, texts.unavailable);
    if (broken) return ['unavailable', around(words, broken)];
    return ['empty', words.slice(0, 160)];
  };
  const ofForm = () => {
    const problems = all('formProblem').map(text).filter((words) => words);
    if (problems.length) return ['refused', problems.join('; ').slice(0, 300)];
    return [before.document && newDocument ? 'form_again' : 'form', ''];
  };
  const ofStranger = () => {
    const words = document.title + ' ' + text(document.body);
    const challenge = mentions(words, texts.challenge);
    if (look.challenge || challenge) return ['challenge', challenge ? around(words, challenge) : document.title];
    const stale = mentions(words, texts.viewState);
    if (stale) return ['view_state', around(words, stale)];
    const down = mentions(words, texts.unavailable);
    if (down) return ['unavailable', around(words, down)];
    if (/^5\d\d$/.test(status)) return ['unavailable', 'HTTP ' + status];
    if (/^(403|429)$/.test(status)) return ['challenge', 'HTTP ' + status];
    const nothing = mentions(words, texts.nothing);
    if (nothing && words.length < 4000) return ['nothing', around(words, nothing)];
    return [all('signedIn').length ? 'signed_in' : 'unknown', ''];
  };
  const ofDocument = () => {
    if (password) {
      if (before.document && (newDocument || (alert && alert !== before.alert))) return ['login_refused', alert];
      return ['login', alert];
    }
    if (hotels || content) return ofAvailability();
    if (look.form) return ofForm();
    return ofStranger();
  };

  [look.state, look.detail] = ofDocument();
  if (!wanted) return look;
  if (!newDocument && !['refused', 'login_refused'].includes(look.state)) return null;
  return wanted.includes(look.state) ? look : null;
}
