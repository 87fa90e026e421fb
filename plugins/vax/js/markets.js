// Asks the portal's own service for its markets, as the form does: {status, type, signedOut, markets: [{code, label}]}.
async (method, vendor, packageCode, origin, patience) => {
  const quoted = (value) => encodeURIComponent('"' + value + '"');
  const common = 'vendorCode=' + quoted(vendor) + '&packageCode=' + quoted(packageCode);
  const rest = method === 'GetOriginMarkets'
    ? '&destinationCode=' + quoted('') + '&filterOrgs=' + quoted('') + '&plCode=' + quoted('')
    : '&originCode=' + quoted(origin) + '&regionCode=' + quoted('') + '&themeIds=null&specialId=null&filterDests=' + quoted('') + '&supplierCode=' + quoted('');
  const nothing = {status: 0, type: '', signedOut: false, markets: []};
  try {
    const answer = await fetch('/Search/RestoolConfiguration.asmx/' + method + '?' + common + rest, {
      credentials: 'same-origin', redirect: 'manual', headers: {'Content-Type': 'application/json; charset=utf-8'}, signal: AbortSignal.timeout(patience)});
    if (answer.type === 'opaqueredirect') return {...nothing, signedOut: true};
    const type = answer.headers.get('Content-Type') || '';
    if (!answer.ok || !/json/i.test(type)) return {...nothing, status: answer.status, type};
    const list = (await answer.json()).d;
    const markets = (Array.isArray(list) ? list : []).map((market) => ({code: String(market.C ?? ''), label: String(market.D ?? '')}));
    return {...nothing, status: answer.status, type, markets};
  } catch (error) {
    return {...nothing, type: String(error.name)};
  }
}
