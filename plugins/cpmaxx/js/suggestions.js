// The autocomplete's suggestions, as soon as there are any that are not in `known`, or when `patience` milliseconds are over.
// Marks the n-th with data-voygen-suggestion="n". Menus of the page's frame use the same classes as the list: what stood there
// before the typing (`ignored`) and what sits in the navigation is none of ours. `requests` tells how the page's own requests
// since the `since`-th were answered: a list may stay away because they failed.
async (selectors, refusals, ignored, known, since, patience) => {
  const words = (node) => node.textContent.replace(/\s+/g, ' ').trim();
  const collect = () => {
    for (const selector of selectors) {
      const nodes = [...document.querySelectorAll(selector)].filter(
          (node) => words(node) && !node.closest('nav, header, .navbar') && !ignored.includes(words(node)));
      if (!nodes.length) continue;
      for (const old of document.querySelectorAll('[data-voygen-suggestion]')) old.removeAttribute('data-voygen-suggestion');
      nodes.forEach((node, index) => node.setAttribute('data-voygen-suggestion', String(index)));
      return nodes.map(words);
    }
    return [];
  };
  const isRefusal = (label) => refusals.some((refusal) => label.toLowerCase().includes(refusal.toLowerCase()));
  const now = () => {
    const labels = collect();
    const entries = performance.getEntriesByType('resource');
    const own = entries.slice(since).filter((entry) => /xmlhttprequest|fetch/.test(entry.initiatorType));
    return {
      labels: labels.map((label) => (isRefusal(label) ? '' : label)),
      refused: labels.length > 0 && labels.every(isRefusal),
      requests: own.map((entry) => ({status: entry.responseStatus || 0, type: entry.contentType || ''})),
      since: entries.length,
    };
  };
  const isNews = (state) => state.labels.some((label) => label) && JSON.stringify(state.labels) !== JSON.stringify(known);
  if (isNews(now())) return now();
  return new Promise((resolve) => {
    const finish = () => {
      observer.disconnect();
      clearTimeout(timer);
      resolve(now());
    };
    const observer = new MutationObserver((changes) => {
      if (changes.every((change) => change.attributeName === 'data-voygen-suggestion')) return;
      if (isNews(now())) finish();
    });
    observer.observe(document.documentElement, {subtree: true, childList: true, characterData: true, attributes: true});
    const timer = setTimeout(finish, patience);
  });
}
