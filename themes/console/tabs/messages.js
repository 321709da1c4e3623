import { h } from '../element.js';
import { openUser } from './person.js';
import { button, count, many, methodName, notice, problem, waiting, when } from './words.js';

const PAGE = 50;
const EXPORT_PAGE = 500;
const MOST_EXPORTED = 100_000;
const COLUMNS = ['at', 'userId', 'channel', 'to', 'country', 'state', 'reason', 'service'];

/** What was sent: single messages, and what they come to. */
export const tab = { id: 'messages', title: 'Messages', render };

async function render(root, context) {
  const { api, rights } = context;
  const services = new Map();
  if (rights.viewRealm || rights.manageRealm) {
    // Without their titles the services' ids are shown.
    const all = await api.get('services', { first: 0, max: 500 }).catch(() => []);
    all.forEach((service) => services.set(service.id, service.title || service.type));
  }
  const titleOf = (id) => (id ? services.get(id) ?? id : '');
  const list = ledger(context, services, titleOf);
  root.replaceChildren(usage(context, titleOf), list.element);
  return list.close;
}

function ledger(context, services, titleOf) {
  const { api } = context;
  let first = 0;
  let turn = 0;
  let closed = false;
  let exporting = null;

  const told = h('div', { class: 'tf-told' });
  const table = h('div', {});
  const state = h('p', { class: 'tf-hint', role: 'status' });
  const newer = button('Newer', () => page(Math.max(0, first - PAGE)));
  const older = button('Older', () => page(first + PAGE));
  const exported = h('div', {});
  const start = button('Export CSV', save);
  const fields = {
    channel: choice('channel', 'Channel', [['sms', 'Text message'], ['email', 'Email']]),
    state: choice('state', 'State', [['sending', 'Sending'], ['sent', 'Sent'], ['delivered', 'Delivered'], ['failed', 'Failed']]),
    service: services.size ? choice('service', 'Service', [...services]) : text('service', 'Service', 'Its id'),
    country: text('country', 'Country', 'Two letters such as US'),
    user: text('user', 'User id', 'The id that Keycloak shows'),
  };

  function filtered(name, label, input) {
    input.id = `tf-m-${name}`;
    input.addEventListener('change', () => page(0));
    return { input, element: h('div', { class: 'tf-control' }, h('label', { class: 'tf-label', for: input.id }, label), input) };
  }

  function choice(name, label, options) {
    return filtered(name, label, h('select', {}, [['', 'Any'], ...options].map(([value, word]) => h('option', { value }, word))));
  }

  function text(name, label, placeholder) {
    return filtered(name, label, h('input', { type: 'search', maxlength: 255, autocomplete: 'off', placeholder }));
  }

  function filter() {
    const query = {};
    Object.entries(fields).forEach(([name, { input }]) => {
      const value = input.value.trim();
      if (value) {
        query[name] = name === 'country' ? value.toUpperCase() : value;
      }
    });
    return query;
  }

  async function page(from) {
    const now = ++turn;
    state.textContent = 'Loading …';
    try {
      // One more than is shown tells whether there is a next page.
      const found = await api.get('messages', { ...filter(), first: from, max: PAGE + 1 });
      if (now === turn) {
        first = from;
        told.replaceChildren();
        show(found);
      }
    } catch (error) {
      if (now === turn) {
        state.textContent = '';
        told.replaceChildren(notice('danger', error.status === 403
          ? 'You may not see messages, since they tell of all users. It needs the role view-users or manage-users of this realm.'
          : problem(error)), button('Try again', () => page(from)));
        start.disabled = error.status === 403;
      }
    }
  }

  function show(found) {
    const shown = found.slice(0, PAGE);
    state.textContent = shown.length ? `${count(first + 1)} to ${count(first + shown.length)}, the newest first` : 'No message like that.';
    newer.disabled = first === 0;
    older.disabled = found.length <= PAGE;
    table.replaceChildren(shown.length ? h('div', { class: 'tf-wide', tabindex: 0, role: 'region', 'aria-label': 'Messages' }, h('table', { class: 'tf-table' },
      h('thead', {}, h('tr', {}, ...['Sent', 'To', 'Channel', 'Country', 'State', 'Reason', 'Service', 'User'].map((name) => h('th', { scope: 'col' }, name)))),
      h('tbody', {}, ...shown.map(line)))) : '');
  }

  const line = (message) => h('tr', {}, ...[
    when(message.at), message.to, methodName(message.channel), message.country,
    h('span', { class: `tf-badge tf-state-${message.state}` }, message.state), message.reason, titleOf(message.service),
    message.userId ? button('Show user', () => openUser(context, message.userId, ''), 'link', {
      'aria-label': `Show the user of the message to ${message.to}` }) : '',
  ].map((cell) => h('td', {}, cell ?? '')));

  async function save() {
    const run = { stopped: false };
    exporting = run;
    start.disabled = true;
    const bar = h('progress', { 'aria-label': 'Messages read' });
    const read = h('p', { role: 'status' }, 'Reading …');
    exported.replaceChildren(bar, read, button('Stop', () => { run.stopped = true; }));
    try {
      const lines = await everything(run, (number) => { read.textContent = `${many(number, 'message')} read`; });
      if (!run.stopped && !closed) {
        download(`messages-${context.realm}.csv`.replace(/[^\w.-]/g, '_'), csv(
          ['Sent', 'User id', 'Channel', 'To', 'Country', 'State', 'Reason', 'Service id', 'Service'],
          lines.map((message) => [new Date(message.at).toISOString(), ...COLUMNS.slice(1).map((name) => message[name]), titleOf(message.service)])));
      }
      exported.replaceChildren(notice(run.stopped ? 'info' : 'success', run.stopped ? 'Stopped; nothing is saved.'
        : `${many(lines.length, 'message')} saved${lines.length >= MOST_EXPORTED ? '. There are more: filter them and export in parts.' : '.'}`));
    } catch (error) {
      exported.replaceChildren(notice('danger', `Nothing is saved. ${problem(error)}`));
    } finally {
      exporting = null;
      start.disabled = false;
      if (!closed) {
        start.focus();
      }
    }
  }

  // New messages push older ones over the border of a page: those that come twice are left out.
  async function everything(run, progress) {
    const query = filter();
    const lines = [];
    let before = new Set();
    for (let from = 0; from < MOST_EXPORTED && !run.stopped; from += EXPORT_PAGE) {
      const found = await api.get('messages', { ...query, first: from, max: EXPORT_PAGE });
      const seen = found.map((message) => JSON.stringify(message));
      lines.push(...found.filter((message, index) => !before.has(seen[index])));
      before = new Set(seen);
      progress(lines.length);
      if (found.length < EXPORT_PAGE) {
        break;
      }
    }
    return lines;
  }

  page(0);
  return {
    element: h('section', { class: 'tf-group', 'aria-labelledby': 'tf-ledger' },
      h('h2', { id: 'tf-ledger' }, 'Ledger'),
      h('p', { class: 'tf-hint' }, 'Numbers and addresses are masked, and no code is on record.'),
      h('div', { class: 'tf-filters' }, ...Object.values(fields).map((field) => field.element)),
      h('div', { class: 'tf-actions' }, newer, older, start), exported, told, state, table),
    close() {
      closed = true;
      turn++;
      if (exporting) {
        exporting.stopped = true;
      }
    },
  };
}

const DAYS = [7, 30, 90, 366];

/** What messages of some days come to, by service, channel and country. */
function usage(context, titleOf) {
  const told = h('div', {}, waiting('Loading …'));
  const days = h('select', { id: 'tf-days', onchange: () => load() },
    ...DAYS.map((number) => h('option', { value: number, selected: number === 30 }, `${number} days`)));

  async function load() {
    try {
      told.replaceChildren(table(sums(await context.api.get('usage', { days: days.value })), titleOf));
    } catch (error) {
      told.replaceChildren(notice(error.status === 403 ? 'info' : 'danger', error.status === 403
        ? 'You may not see what messages come to. It needs the role view-realm of this realm.' : problem(error)));
    }
  }

  load();
  return h('section', { class: 'tf-group', 'aria-labelledby': 'tf-usage' }, h('h2', { id: 'tf-usage' }, 'Usage'),
    h('div', { class: 'tf-control' }, h('label', { class: 'tf-label', for: 'tf-days' }, 'Of the last'), days), told);
}

/** Lines of the same service, channel and country as one, those with most messages first. */
function sums(lines) {
  const byKind = new Map();
  lines.forEach((line) => {
    const kind = [line.service, line.channel, line.country].join('\n');
    const sum = byKind.get(kind) ?? { ...line, messages: 0, failed: 0, verified: 0, segments: 0, money: 0 };
    ['messages', 'failed', 'verified', 'segments', 'money'].forEach((name) => { sum[name] += Number(line[name] ?? 0); });
    byKind.set(kind, sum);
  });
  return [...byKind.values()].sort((one, other) => other.messages - one.messages);
}

// Prices have six decimals at most; sums of them as well.
const money = (amount) => amount.toLocaleString('en', { maximumFractionDigits: 6 });
const share = (part, whole) => (whole ? `${Math.round((100 * part) / whole)} %` : '');

function table(kinds, titleOf) {
  if (!kinds.length) {
    return h('p', {}, 'No message was sent in these days.');
  }
  const row = (cell, kind, name, channel, country) => h('tr', {},
    h(cell, cell === 'th' ? { scope: 'row' } : {}, name), h('td', {}, channel), h('td', {}, country),
    ...[count(kind.messages), count(kind.failed), share(kind.verified, kind.messages), count(kind.segments), money(kind.money)]
      .map((number) => h('td', { class: 'tf-right' }, number)));
  const total = kinds.reduce((sum, kind) => {
    Object.keys(sum).forEach((name) => { sum[name] += kind[name]; });
    return sum;
  }, { messages: 0, failed: 0, verified: 0, segments: 0, money: 0 });
  return h('div', { class: 'tf-wide', tabindex: 0, role: 'region', 'aria-label': 'Usage by service' }, h('table', { class: 'tf-table' },
    h('caption', {}, 'Money is in the unit of your services’ prices; verified is the share of messages whose code was entered.'),
    h('thead', {}, h('tr', {}, ...['Service', 'Channel', 'Country'].map((name) => h('th', { scope: 'col' }, name)),
      ...['Messages', 'Failed', 'Verified', 'Parts', 'Money'].map((name) => h('th', { scope: 'col', class: 'tf-right' }, name)))),
    h('tbody', {}, ...kinds.map((kind) => row('td', kind, titleOf(kind.service) || 'Mail server of the realm', methodName(kind.channel), kind.country ?? ''))),
    h('tfoot', {}, row('th', total, 'All', '', ''))));
}

/** One field: quoted where it must be, and never a formula for the program that opens it. */
const cell = (value) => {
  const text = String(value ?? '');
  const plain = /^[\s]*[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",;\r\n\t']/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
};

/** Lines as RFC 4180 has them; the mark in front tells spreadsheets that it is UTF-8. */
const csv = (columns, lines) =>
  '\ufeff' + [columns, ...lines].map((line) => line.map(cell).join(',') + '\r\n').join('');

/** Hands a text to the browser as a file. */
function download(name, text) {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
