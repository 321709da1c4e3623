import { bars, shares } from '../chart.js';
import { h } from '../element.js';
import { button, failure, note } from '../form.js';

const DAYS = 30;
const DAY = 86_400_000;
const WEEK = 7 * DAY;
const STATUS = [
  ['enabled', 'Have a second factor'], ['pending', 'Were told to set one up'], ['none', 'Have none'],
  ['off', 'Switched it off'], ['locked', 'Locked for today'],
];
const ALARMS = {
  two_factor_wrong_codes_realm: 'Many wrong codes in the realm: somebody may be guessing.',
  two_factor_prefix_closed: 'Text messages to one range of numbers are stopped: nobody entered their codes.',
  two_factor_country_closed: 'Text messages to one country are stopped: nobody entered their codes.',
  two_factor_spend_warning: 'Four fifths of the day’s money for text messages are spent.',
};

const number = (value) => Number(value).toLocaleString('en', { maximumFractionDigits: 4 });
const percent = (part, whole) => (whole ? `${Math.round(part / whole * 100)} %` : '–');

/** How the realm does at a glance: who is covered, what was sent, what it cost, and what is wrong. */
export const tab = { id: 'overview', title: 'Overview', render };

function render(root, context) {
  const cards = h('div', { class: 'tf-cards' });
  root.append(card(context, 'What to do', 'view-realm', findings, 'tf-wide'), cards);
  cards.append(card(context, 'Coverage', 'view-users', coverage), card(context, 'Messages', 'view-realm', messages),
    card(context, 'Money', 'view-realm', money), card(context, 'Alarms', 'view-events', alarms), card(context, 'Set-up', 'view-realm', setup));
}

/** A card that fills itself; one that fails says so and leaves the others alone. */
function card(context, title, right, fill, kind = '') {
  const body = h('div', { class: 'tf-form' }, h('p', { class: 'tf-waiting' }, 'Loading …'));
  const draw = async () => {
    try {
      body.replaceChildren(...[await fill(context, draw)].flat(9).filter(Boolean));
    } catch (error) {
      body.replaceChildren(error.status === 403 ? h('p', { class: 'tf-hint' }, `To see this you need the role ${right} of this realm.`) : failure(error, right));
    }
  };
  draw();
  return h('section', { class: `tf-card ${kind}`, 'aria-label': title }, h('h2', {}, title), body);
}

async function coverage({ api, go }) {
  const counts = await api.get('users/count');
  return [h('p', { class: 'tf-big' }, percent(counts.enabled, counts.total)),
    h('p', { class: 'tf-hint' }, `of ${number(counts.total)} ${counts.total === 1 ? 'user is' : 'users are'} asked for a second factor`),
    shares(STATUS.map(([status, name]) => [name, counts[status] ?? 0, number(counts[status] ?? 0)]), counts.total),
    h('div', {}, button('See people', () => go('people'), 'link'))];
}

/** Sums of a month by day, the oldest first; days without anything too. */
function byDay(lines) {
  const today = Math.floor(Date.now() / DAY);
  const days = new Map(Array.from({ length: DAYS }, (_, back) => [new Date((today - DAYS + 1 + back) * DAY).toISOString().slice(0, 10), { messages: 0, failed: 0, money: 0 }]));
  for (const line of lines) {
    const day = days.get(line.day);
    if (day) {
      day.messages += line.messages;
      day.failed += line.failed;
      day.money += Number(line.money);
    }
  }
  return [...days];
}

const sum = (lines, key) => lines.reduce((all, line) => all + Number(line[key]), 0);

async function messages({ api, go }) {
  const lines = await api.get('usage', { days: DAYS });
  const [all, failed, verified] = ['messages', 'failed', 'verified'].map((key) => sum(lines, key));
  if (!all) {
    return h('p', {}, `Nothing was sent in the last ${DAYS} days.`);
  }
  const channels = Map.groupBy ? [...Map.groupBy(lines, (line) => line.channel)] : [];
  return [h('p', { class: 'tf-big' }, percent(verified, all)),
    h('p', { class: 'tf-hint' }, `of ${number(all)} messages in ${DAYS} days had their code entered; ${number(failed)} failed. Far fewer than usual in one country is how pumping looks.`),
    bars({ label: `Messages in the last ${DAYS} days, failed ones in red`, columns: ['Day (UTC)', 'Messages', 'Failed'], said: number,
      rows: byDay(lines).map(([day, sums]) => [day, sums.messages, sums.failed]) }),
    shares(channels.map(([channel, its]) => [`${channel === 'sms' ? 'Text' : 'Email'}: code entered`, sum(its, 'verified'),
      `${percent(sum(its, 'verified'), sum(its, 'messages'))} of ${number(sum(its, 'messages'))}`]), all),
    h('div', {}, button('See messages', () => go('messages'), 'link'))];
}

async function money({ api, go }) {
  const lines = await api.get('usage', { days: DAYS });
  const all = sum(lines, 'money');
  if (!all) {
    return [h('p', {}, `No costs are known for the last ${DAYS} days. They come from the price per segment of each service.`),
      h('div', {}, button('See services', () => go('services'), 'link'))];
  }
  const countries = new Map();
  lines.forEach((line) => countries.set(line.country ?? 'unknown', (countries.get(line.country ?? 'unknown') ?? 0) + Number(line.money)));
  return [h('p', { class: 'tf-big' }, number(all)), h('p', { class: 'tf-hint' }, `in ${DAYS} days, in the unit of your prices`),
    bars({ label: `Money in the last ${DAYS} days`, columns: ['Day (UTC)', 'Money'], said: number, rows: byDay(lines).map(([day, sums]) => [day, sums.money, 0]) }),
    shares([...countries].sort((a, b) => b[1] - a[1]).slice(0, 5).map(([country, cost]) => [country, cost, number(cost)]), all)];
}

async function alarms({ api }) {
  const events = await api.keycloak('events?type=CUSTOM_REQUIRED_ACTION_ERROR&max=500');
  const found = events.filter((event) => event.details?.two_factor_finding === 'alarm' && event.time > Date.now() - WEEK);
  return found.length
    ? h('ul', {}, found.slice(0, 10).map((event) => h('li', {}, `${new Date(event.time).toLocaleString('en')}: `,
      ALARMS[event.error] ?? event.error, event.details.country ? ` (${event.details.country})` : '')))
    : [h('p', {}, 'None in the last seven days.'),
      h('p', { class: 'tf-hint' }, 'They are read from the realm’s events, so the realm has to save user events (Realm settings → Events).')];
}

async function findings({ api, go }) {
  const found = await api.get('check');
  if (!found.length) {
    return note('success', 'The check finds nothing wrong with this realm.');
  }
  const where = (rule) => (/hole|same-mailbox|brute/.test(rule) ? null : /vault/.test(rule) ? 'services' : 'policy');
  return h('ul', { class: 'tf-findings' }, found.map((each) => h('li', {}, h('strong', {}, each.subject || each.rule), ' ', each.message,
    each.clause && h('span', { class: 'tf-hint' }, ` ${each.clause}`),
    where(each.rule) && button(`Go to ${where(each.rule)}`, () => go(where(each.rule)), 'link', { 'aria-label': `Go to ${where(each.rule)}: ${each.subject || each.rule}` }))));
}

async function setup({ api, rights, confirm, announce }, again) {
  const state = await api.get('setup');
  const words = !state.done ? 'This realm is not set up yet.'
    : !state.bound ? 'The flows with the second factor are there, and the realm does not use them (all) yet.'
      : 'The realm uses the flows with the second factor.';
  const action = !state.done ? 'Set up' : !state.bound ? 'Use the flows' : 'Bring up to date';
  const run = async () => {
    if (await confirm({
      title: `${action}?`, action, body: ['Steps that are missing are added to the flows, and the realm uses them from now on. What an admin changed stays as it is.',
        'Whoever has a second factor is asked for it at the next sign-in; nobody else notices anything, unless the policy requires one.'],
    })) {
      await api.post('setup', { bind: true });
      announce('The realm is set up.');
      await again();
    }
  };
  return [h('p', {}, words), !state.directGrantAsksForCode && h('p', { class: 'tf-hint' }, 'The token endpoint asks for the password alone.'),
    h('div', {}, button(action, () => run().catch((error) => announce(error.detail || error.message)), state.bound ? 'secondary' : 'primary', { disabled: !rights.manageRealm }))];
}
