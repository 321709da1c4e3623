import { h } from '../element.js';
import { button, notice, problem } from './words.js';

// What a key means, its range and its default come from the server; how the form is laid out stands here.

/** Groups in the order of the form, by how their keys begin; keys of no group come last, under More. */
export const GROUPS = [
  ['who', 'Who must have a second factor', 'What is changed here is previewed before it is saved.',
    /^(requirement|required|grace|offer|new-users|enrolled|sign-in)/],
  ['methods', 'Methods', 'What people may use, and which numbers are taken.', /^(methods|email|unique|home|countries|refused)/],
  ['codes', 'Codes', 'How long a code is and lives, and how often one may be wrong.', /^(code|resend|wrong|consecutive)/],
  ['limits', 'Limits on messages', 'What strangers can make you send, and pay for.', /^(budget|sends|unverified|spend)/],
  ['trust', 'Trusted browsers', 'Where people may skip the second factor, and when that ends.', /^trust/],
  ['messages', 'Messages and records', 'What is in a message, and how long it stays on record.', /^(company|report|ledger)/],
  ['more', 'More', '', /^/],
];

/** Keys that decide who is asked to set something up. */
export const WHO = [
  'requirement', 'requirement-mode', 'required-roles', 'required-groups', 'required-from', 'grace-days',
  'new-users-only', 'enrolled-after', 'methods', 'email-without-enrolling',
];

const UNITS = [
  [/^(wrong|consecutive)/, 'wrong codes'], [/^sends/, 'messages'], [/^unverified/, 'codes'], [/^spend/, 'in the unit of your prices'],
  [/length$/, 'digits'], [/seconds$/, 'seconds'], [/days$/, 'days'], [/devices$/, 'browsers'],
];

// Beside those of the default.
const MORE = { 'refused-numbers': ['toll-free', 'fixed-line', 'voip', 'personal-number', 'company-number'] };
const SETS = ['methods', 'refused-numbers', 'trust-ends-on'];

const TOGETHER = {
  'password-changed': ['password-updated', 'password-reset'],
  'method-changed': ['method-added', 'method-updated', 'method-removed'],
};

const OTHER = { 'required-roles': 'roles', 'required-groups': 'groups', 'required-from': 'day', 'enrolled-after': 'moment' };

/** The kind of input that a key needs. */
function kindOf(key) {
  if (key.choices?.length === 2 && key.choices.includes('true') && key.choices.includes('false')) {
    return 'switch';
  }
  if (key.choices?.length) {
    return 'choice';
  }
  return OTHER[key.name] ?? (SETS.includes(key.name) ? 'set' : /^\d+$/.test(key.default) ? 'number' : 'text');
}

/** Unit and bounds of a number; the bounds are read from the help, which the server writes. */
function numberOf(key) {
  const range = /(\d+) to (\d+)/.exec(key.help);
  const unit = UNITS.find(([of]) => of.test(key.name))?.[1] ?? '';
  return { unit, min: range ? range[1] : '0', max: range?.[2], step: key.name === 'spend-per-day' ? 'any' : '1' };
}

/** Words of a list. */
const words = (value) => value.split(',').map((word) => word.trim()).filter(Boolean);

/** What of a set is chosen, with words for several of them taken apart. */
const chosen = (value) => words(value).filter((word) => word !== 'none').flatMap((word) => TOGETHER[word] ?? [word]);

/** All that can be chosen; what this page does not know and the realm has stays. */
const options = (key, value) => [...new Set([...chosen(key.default), ...MORE[key.name] ?? [], ...chosen(value)])];

/** Whether two values of a key say the same. */
function same(key, one, other) {
  if (kindOf(key) !== 'set') {
    return one === other;
  }
  const sorted = (value) => chosen(value).sort().join();
  return sorted(one) === sorted(other);
}

const SAID = { totp: 'Authenticator app', sms: 'Text message', voip: 'Internet telephony', 'not-me': '“This was not me”' };

/** A word of the policy for people. */
const said = (word) => SAID[word] ?? (word.charAt(0).toUpperCase() + word.slice(1)).replaceAll('-', ' ');

const MOST = 20;

const flat = (groups) => groups.flatMap((group) => [group.path, ...flat(group.subGroups ?? [])]);

async function realmRoles(api, search) {
  const roles = await api.keycloak(`roles?search=${encodeURIComponent(search)}&first=0&max=${MOST}`);
  return roles.map((role) => role.name);
}

// Client roles are written client.role; the client's id may have dots of its own, so what stands before any of them is tried.
async function clientRoles(api, search) {
  const start = search.split('.')[0];
  const clients = await api.keycloak(`clients?clientId=${encodeURIComponent(start)}&search=true&first=0&max=5`);
  const found = await Promise.all(clients.map(async (client) => {
    const roles = await api.keycloak(`clients/${client.id}/roles?first=0&max=100`);
    return roles.map((role) => `${client.clientId}.${role.name}`);
  }));
  return found.flat().filter((name) => name.toLowerCase().includes(search.toLowerCase()));
}

const LOOK = {
  roles: async (api, search) => {
    const of = await Promise.all([realmRoles(api, search), clientRoles(api, search)]);
    return of.flat();
  },
  groups: async (api, search) => {
    const name = search.split('/').pop();
    const groups = await api.keycloak(
      `groups?search=${encodeURIComponent(name)}&first=0&max=${MOST}&populateHierarchy=true`);
    return flat(groups).filter((path) => path.toLowerCase().includes(search.toLowerCase()));
  },
};

/**
 * Chosen names with a button each to take them away, and a field that looks in Keycloak's lists for more.
 *
 * @param kind roles or groups
 * @param names those chosen now
 * @param changed is told all names after each change
 */
function picker({ api, kind, id, label, describedby, names, disabled, changed }) {
  const chosen = [...names];
  const list = h('ul', { class: 'tf-chosen', 'aria-label': `${label}: chosen` });
  const found = h('ul', { class: 'tf-found', 'aria-label': `${label}: found` });
  const told = h('p', { class: 'tf-hint', role: 'status' });
  const field = h('input', {
    id, type: 'search', disabled, autocomplete: 'off', placeholder: `Search ${kind}`, 'aria-describedby': describedby,
    oninput: () => later(), onkeydown: (event) => { if (event.key === 'Enter') { event.preventDefault(); look(); } },
  });
  let timer;
  let asked = 0;

  function later() {
    clearTimeout(timer);
    timer = setTimeout(look, 250);
  }

  function show() {
    list.replaceChildren(...chosen.map((name) => h('li', {},
      h('span', {}, name),
      disabled ? null : button('×', () => take(name), 'plain', { 'aria-label': `Take ${name} away` }))));
  }

  function take(name) {
    chosen.splice(chosen.indexOf(name), 1);
    show();
    changed(chosen);
    field.focus();
  }

  function add(name) {
    if (name.includes(',')) {
      told.textContent = 'A name with a comma cannot be written in the policy. Rename it first.';
      return;
    }
    chosen.push(name);
    field.value = '';
    found.replaceChildren();
    told.textContent = `${name} is added.`;
    show();
    changed(chosen);
    field.focus();
  }

  async function look() {
    clearTimeout(timer);
    const search = field.value.trim();
    const turn = ++asked;
    found.replaceChildren();
    told.textContent = '';
    if (!search) {
      return;
    }
    try {
      const all = await LOOK[kind](api, search);
      if (turn === asked) {
        offer([...new Set(all)].filter((name) => !chosen.includes(name)), search);
      }
    } catch (error) {
      told.textContent = error.status === 403
        ? `You may not see the ${kind} of this realm, so type the whole name.` : problem(error);
      offerTyped(search);
    }
  }

  function offer(names, search) {
    const shown = names.slice(0, MOST);
    told.textContent = names.length === 0 ? `Nothing found for “${search}”.`
      : names.length > MOST ? `More than ${MOST} found: type more of the name.` : `${names.length} found.`;
    found.replaceChildren(...shown.map((name) => h('li', {}, button(name, () => add(name), 'link', { 'aria-label': `Add ${name}` }))));
  }

  function offerTyped(name) {
    found.replaceChildren(h('li', {}, button(name, () => add(name), 'link', { 'aria-label': `Add ${name}` })));
  }

  show();
  return h('div', { class: 'tf-picker' }, list, field, told, found);
}

const countryNames = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });

const countryName = (code) => (/^[A-Z]{2}$/.test(code) && countryNames.of(code)) || `${code}: no country`;

const CONTROLS = {
  switch: ({ id, value, disabled, describedby, change }) => h('input', {
    id, type: 'checkbox', role: 'switch', class: 'tf-switch', checked: value === 'true', disabled,
    'aria-describedby': describedby, onchange: (event) => change(String(event.target.checked)),
  }),
  choice: ({ key, id, value, disabled, describedby, change }) => h('select', {
    id, disabled, 'aria-describedby': describedby, onchange: (event) => change(event.target.value),
  }, ...[...new Set([...key.choices, value])].map((choice) => h('option', { value: choice, selected: choice === value }, said(choice)))),
  number: ({ key, id, value, disabled, describedby, change }) => {
    const { unit, ...bounds } = numberOf(key);
    return h('span', { class: 'tf-number' }, h('input', {
      id, type: 'number', value, disabled, ...bounds, 'aria-describedby': describedby,
      oninput: (event) => change(event.target.value.trim()),
    }), unit ? h('span', { class: 'tf-unit' }, unit) : null);
  },
  day: ({ id, value, disabled, describedby, change }) => h('input', {
    id, type: 'date', value, disabled, 'aria-describedby': describedby, onchange: (event) => change(event.target.value),
  }),
  moment: ({ id, value, disabled, describedby, change }) => h('span', { class: 'tf-number' }, h('input', {
    id, type: 'datetime-local', step: 1, disabled, 'aria-describedby': describedby,
    value: value ? new Date(value).toISOString().slice(0, 19) : '',
    onchange: (event) => change(event.target.value ? new Date(event.target.value + 'Z').toISOString().replace('.000', '') : ''),
  }), h('span', { class: 'tf-unit' }, 'UTC')),
  set: ({ key, value, disabled, describedby, change, label }) => {
    const on = new Set(chosen(value));
    const boxes = options(key, value).map((word) => h('label', { class: 'tf-box' }, h('input', {
      type: 'checkbox', value: word, checked: on.has(word), disabled,
      onchange: (event) => {
        on[event.target.checked ? 'add' : 'delete'](word);
        change(options(key, value).filter((each) => on.has(each)).join() || 'none');
      },
    }), said(word)));
    return h('div', { role: 'group', 'aria-label': label, 'aria-describedby': describedby, class: 'tf-boxes' }, ...boxes);
  },
  text: ({ key, id, value, disabled, describedby, change }) => {
    const isCountry = key.name.endsWith('countries') || key.name.endsWith('country');
    const read = h('span', { class: 'tf-hint' });
    const show = (typed) => { read.textContent = isCountry ? words(typed.toUpperCase()).map(countryName).join(', ') : ''; };
    show(value);
    return h('span', { class: 'tf-text' }, h('input', {
      id, type: 'text', value, disabled, maxlength: 2000, 'aria-describedby': describedby, autocomplete: 'off',
      oninput: (event) => {
        const typed = isCountry ? event.target.value.toUpperCase().trim() : event.target.value.trim();
        show(typed);
        change(typed);
      },
    }), read);
  },
};

const picked = (kind) => ({ api, id, label, value, disabled, describedby, change }) => picker({
  api, kind, id, label, describedby, names: words(value), disabled, changed: (names) => change(names.join()),
});
CONTROLS.roles = picked('roles');
CONTROLS.groups = picked('groups');

const AT = { realm: 'Set for this realm', server: 'Set by the server’s operator' };

const shown = (key) => {
  if (key.default === '') {
    return 'nothing';
  }
  const all = words(key.default);
  return kindOf(key) === 'number' || all.length > 3 ? (all.length > 3 ? `${all.length} of them` : key.default)
    : kindOf(key) === 'switch' ? (key.default === 'true' ? 'on' : 'off') : all.map(said).join(', ');
};

/**
 * One key with its input, what is found about it, and how it is changed.
 *
 * @param drafted what is not saved yet; undefined without, '' for the default
 * @param change is told the new value, and undefined where it is as saved
 */
export function field({ api, key, drafted, findings, disabled, change }) {
  const id = `tf-${key.name}`;
  const kind = kindOf(key);
  const help = h('p', { id: `${id}-help`, class: 'tf-hint' }, key.help,
    key.inForce ? null : ' This version does not act upon it yet.');
  const error = h('p', { id: `${id}-error`, class: 'tf-error', role: 'alert', hidden: true });
  const mark = h('p', { class: 'tf-mark' });
  const label = kind === 'set'
    ? h('span', { class: 'tf-label' }, key.label) : h('label', { class: 'tf-label', for: id }, key.label);
  const control = h('div', { class: 'tf-control' });
  const row = h('div', { class: 'tf-field', 'data-key': key.name }, label, control, help, error,
    ...findings.map((finding) => notice('warning', finding.message, ' ', h('small', {}, finding.clause))), mark);

  function draw(value) {
    // What a realm file brought and nobody can use is shown as it is.
    const usable = kind !== 'moment' || !value || !Number.isNaN(Date.parse(value));
    control.replaceChildren(CONTROLS[usable ? kind : 'text']({
      api, key, id, label: key.label, value, disabled, describedby: `${id}-help ${id}-error`, change: changed,
    }));
  }

  // Typed back to what is saved, nothing is changed; emptied, a key that only the server or nobody set stays as it is.
  function changed(value) {
    drafted = value === undefined || (value === '' ? key.from !== 'realm' : same(key, value, key.value)) ? undefined : value;
    fail('');
    marks();
    change(drafted);
  }

  function marks() {
    const fresh = drafted !== undefined;
    const own = fresh ? drafted !== '' : key.from === 'realm';
    row.classList.toggle('tf-changed', fresh);
    mark.replaceChildren(
      fresh ? h('strong', {}, drafted === '' ? 'Goes back to the default, not saved yet. ' : 'Not saved yet. ')
        : AT[key.from] ? `${AT[key.from]}. ` : '',
      own && !disabled ? button(`Back to default (${shown(key)})`, toDefault, 'link', {
        'aria-label': `${key.label}: back to default (${shown(key)})`,
      }) : '');
  }

  function toDefault() {
    changed(key.from === 'realm' ? '' : undefined);
    draw(key.from === 'realm' ? key.default : key.value);
    focus();
  }

  function fail(text) {
    error.hidden = !text;
    error.textContent = text;
    control.querySelectorAll('input, select').forEach((input) => input[text ? 'setAttribute' : 'removeAttribute']('aria-invalid', 'true'));
  }

  function focus() {
    control.querySelector('input, select')?.focus();
  }

  draw(drafted === undefined ? key.value : drafted === '' ? key.default : drafted);
  marks();
  return { row, fail, focus };
}
