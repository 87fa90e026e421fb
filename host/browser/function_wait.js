// Waits in the page's own world until an expression is truthy. It looks again after every change of the document, after user input,
// after every network answer (the host sends `recheck`), and every quarter second for what only a script's timer changed.
(check, recheck, timeout) => new Promise((resolve) => {
  const events = ['input', 'change', 'DOMContentLoaded', recheck];
  const end = (value) => {
    observer.disconnect();
    clearInterval(heartbeat);
    clearTimeout(timer);
    for (const event of events) document.removeEventListener(event, look, true);
    resolve(value);
  };
  let thrown = null;
  const look = () => {
    if (document.readyState === 'loading') return;
    try {
      const value = check();
      thrown = null;
      if (value) end({found: value});
    } catch (error) {
      thrown = String(error);  // what it asks for may not be there yet
    }
  };
  const observer = new MutationObserver(() => look());
  observer.observe(document, {subtree: true, childList: true, attributes: true, characterData: true});
  for (const event of events) document.addEventListener(event, look, true);
  const heartbeat = setInterval(() => look(), 250);
  const timer = setTimeout(() => end({timedOut: true, thrown}), timeout);
  look();
})
