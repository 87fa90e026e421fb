// Finds fields and buttons by lists of selectors, the best first, and marks each with data-voygen="<key>" for the step that follows.
// wants: {key: {selectors: [...], texts: [...]}}; with texts, one of them must stand in the element's text or value.
(wants) => {
  const found = {};
  for (const [key, want] of Object.entries(wants)) {
    for (const old of document.querySelectorAll('[data-voygen="' + key + '"]')) old.removeAttribute('data-voygen');
    const says = (node) => {
      if (!want.texts) return true;
      const words = ((node.value || '') + ' ' + node.textContent).replace(/\s+/g, ' ').toLowerCase();
      return want.texts.some((text) => words.includes(text.toLowerCase()));
    };
    let node = null;
    for (const selector of want.selectors) {
      node = [...document.querySelectorAll(selector)].find(says) || null;
      if (node) break;
    }
    if (!node) {
      found[key] = {found: false, value: '', type: '', folded: false};
      continue;
    }
    node.setAttribute('data-voygen', key);
    found[key] = {found: true, value: node.value || '', type: node.getAttribute('type') || '',
                  folded: Boolean(node.closest('.collapse:not(.show):not(.in)'))};
  }
  return found;
}
