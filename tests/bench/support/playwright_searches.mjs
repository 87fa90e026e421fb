// The searches as somebody who knows Playwright writes them: locators, waits for what is visible, one evaluate to read a page. Each class has
// open(urls), which signs in, and search(wish), which returns what it found as [key, price] in the order of the portal or by price.
import { chromium } from 'playwright-core';
import { secrets } from '../../e2e/support/world.mjs';

const executablePath = '/usr/lib/chromium/chromium-headless-shell';
const usDate = (iso) => `${iso.slice(5, 7)}/${iso.slice(8, 10)}/${iso.slice(0, 4)}`;
const vaxDate = (iso) => iso.slice(8, 10) + ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'][Number(iso.slice(5, 7)) - 1] + iso.slice(2, 4);

class Search {
  async start(urls) {
    this.urls = urls;
    this.browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
    this.page = await this.browser.newPage();
    await this.signIn?.();
    return this;
  }
  static open(urls) { return new this().start(urls); }
  close() { return this.browser.close(); }
}

export class CpmaxxSearch extends Search {
  async signIn() {
    const { page } = this;
    await page.goto(`${this.urls.cpmaxx}/HotelEngine`);
    await page.fill('input[placeholder*="mail"]', secrets.VOYGEN_SECRET_CPMAXX_USERNAME);
    await page.fill('input[placeholder*="assword"]', secrets.VOYGEN_SECRET_CPMAXX_PASSWORD);
    await page.click('button:has-text("Sign In")');
    await page.getByText('Research Hub').first().waitFor();
  }
  async search({ destination, checkIn, checkOut, maxResults }) {
    const { page } = this;
    const field = (name) => page.locator(`#hotelenginesearch-${name}`);
    await page.goto(`${this.urls.cpmaxx}/HotelEngine`);
    await field('location_search').pressSequentially(destination, { delay: 20 });
    await page.locator('.dropdown-menu .dropdown-item').first().click();
    for (const [name, date] of [['checkin', checkIn], ['checkout', checkOut]]) {
      await field(name).fill(usDate(date));
      await field(name).press('Tab');
      if (name === 'checkin') await page.waitForFunction(() => document.querySelector('#hotelenginesearch-checkout_hidden')?.value);
    }
    await page.click('button:has-text("Start Search")');
    const hotels = [];
    for (;;) {
      await page.locator('.results .result.rounded').first().waitFor({ timeout: 60_000 });
      hotels.push(...await page.locator('.results .result.rounded').evaluateAll((cards) => cards.map((card) => [
        card.querySelector('.hotel-image').dataset.giataId, card.querySelector('.min-rate')?.textContent.trim().replace(/[$,]/g, '') ?? ''])));
      if (hotels.length >= maxResults) return hotels.slice(0, maxResults);
      const [first] = hotels[hotels.length - 20];
      await page.locator('a[aria-label=Next]').first().click();
      await page.waitForFunction((id) => {
        const image = document.querySelector('.results .result.rounded .hotel-image');
        return image && image.dataset.giataId !== id;
      }, first);
    }
  }
}

// With all rooms of the hotels, which the portal fetches by a "+" beside each.
export class VaxSearch extends Search {
  async signIn() {
    const { page } = this;
    await page.goto(`${this.urls['vax-login']}/default.aspx`);
    await page.fill('input[name$="$Arc"]', secrets.VOYGEN_SECRET_VAX_AGENCY);
    await page.fill('input[name$="$UserName"]', secrets.VOYGEN_SECRET_VAX_USERNAME);
    await page.fill('input[name$="$Password"]', secrets.VOYGEN_SECRET_VAX_PASSWORD);
    await page.click('input[name$="$LoginButton"]');
    await page.getByText('Welcome back').waitFor();
  }
  async search({ destination, checkIn, checkOut, maxResults }) {
    const { page } = this;
    const field = (name) => page.locator(`[name$="$rt$${name}"]`);
    await page.goto(`${this.urls.vax}/Search/Default.aspx`);
    await field('Destination').fill(destination.split(',')[0]);
    await page.locator('.market-list li').first().dispatchEvent('mousedown');
    await field('departure').fill(vaxDate(checkIn));
    await field('departure').press('Tab');
    await field('return').fill(vaxDate(checkOut));
    await field('return').press('Tab');
    await page.click('input[type=submit][name$="$submit"]');
    await page.locator('tr.room-repeater-visibility').first().waitFor({ timeout: 60_000 });
    await page.waitForLoadState('domcontentloaded');  // the first row is there before the last
    const items = page.locator('#availList > li');
    const pluses = items.locator('button.view-all-room-types');
    await pluses.evaluateAll((buttons, most) => buttons.filter((button) => [...document.querySelectorAll('#availList > li')].indexOf(button.closest('li')) < most)
      .forEach((button) => { button.dataset.wanted = ''; button.click(); }), maxResults);
    await page.waitForFunction(() => !document.querySelector('button[data-wanted]'), undefined, { timeout: 60_000 });
    return (await items.evaluateAll((rows) => rows.map((row) => {
      const totals = [...row.querySelectorAll('.avail-hotel-price strong')].map((price) => Number(price.textContent.replace(/[^\d.]/g, '')));
      return [row.querySelector('h2 a').textContent.trim().replace(/\s+/g, ' '), `${totals.length} rooms from ${Math.min(...totals)}`];
    }))).slice(0, maxResults);
  }
}

export class DeltaSearch extends Search {
  async signIn() {
    const { page } = this;
    await page.goto(`${this.urls.delta}/login.do`);
    await page.fill('#arcNumber', secrets.VOYGEN_SECRET_DELTA_ARC_NUMBER);
    await page.fill('#userId', secrets.VOYGEN_SECRET_DELTA_USERNAME);
    await page.fill('#password', secrets.VOYGEN_SECRET_DELTA_PASSWORD);
    await page.click('input[name=loginButton]');
    await page.locator('a[href*="/logout"]').first().waitFor();
  }
  async search({ origin, destination, departureDate, returnDate, maxResults }) {
    const { page } = this;
    const field = (name) => page.locator(`#pkgSharedBookingSchedAirIndexForm [name="${name}"]`);
    await page.goto(`${this.urls.delta}/delta/booking/index.do`);
    await field('originAirportCode').fill(origin);
    await field('destinationAirportCode').fill(destination);
    await field('departureDate').fill(usDate(departureDate).replace(/\b0/g, ''));
    await field('returnDate').fill(usDate(returnDate).replace(/\b0/g, ''));
    await field('partyComposition.adultCount').fill('2');
    await field('roomCount').fill('1');
    await page.click('#continueButton');
    await page.locator('#_hotelList > li.hotelItem').first().waitFor({ timeout: 60_000 });
    await page.waitForLoadState('domcontentloaded');
    const hotels = await page.locator('#_hotelList > li.hotelItem').evaluateAll((items) => items.map((item) => {
      const totals = [...item.querySelectorAll('tr')].filter((row) => row.querySelector('[name="hotelValueString"]') && !row.querySelector('.boldblue, img[src*="call_to_request"]'))
        .map((row) => /=\s*\$([\d,]+\.\d\d)/.exec(row.textContent.replace(/\s+/g, ' '))?.[1]).filter(Boolean).map((total) => Number(total.replace(',', '')));
      return [item.dataset.hotelCode, totals.length ? Math.min(...totals) : Infinity];
    }));
    return hotels.sort((a, b) => a[1] - b[1]).slice(0, maxResults).map(([code, total]) => [code, String(total)]);
  }
}

export class RivageSearch extends Search {
  async search({ destination, checkIn, checkOut, maxResults }) {
    const { page } = this;
    await page.goto(`${this.urls.sites}/rivage/search?${new URLSearchParams({ q: destination, in: checkIn, out: checkOut })}`);
    await page.locator('.hotel-card').first().waitFor({ timeout: 60_000 });
    return (await page.locator('.hotel-card').evaluateAll((cards) => cards.map((card) => [
      card.querySelector('h3 a').textContent.trim().replace(/\s+/g, ' '), card.querySelector('.price')?.textContent.trim() ?? '']))).slice(0, maxResults);
  }
}
