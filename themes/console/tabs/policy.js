import { h } from '../element.js';
import { field, GROUPS, WHO } from './policy-form.js';
import { button, count, many, notice, problem, waiting } from './words.js';

// What is not saved yet stays while one looks at other tabs.
const drafts = new Map();

/** The realm's policy: every key in its group, with what the check finds about it. */
export const tab = { id: 'policy', title: 'Policy', render };

async function render(root, context) {
  if (!drafts.has(context.realm)) {
    drafts.set(context.realm, new Map());
  }
  const draft = drafts.get(context.realm);
  const leave = (event) => { if (draft.size) { event.preventDefault(); } };
  addEventListener('beforeunload', leave);
  await load(root, context, draft);
  return () => removeEventListener('beforeunload', leave);
}

async function load(root, context, draft) {
  root.replaceChildren(waiting('Loading the policy …'));
  try {
    const [keys, findings] = await Promise.all([context.api.get('policy/keys'), context.api.get('check')]);
    form(root, context, { keys, findings, draft });
  } catch (error) {
    root.replaceChildren(
      notice('danger', error.status === 403
        ? 'You may not see the policy. It needs the role view-realm of this realm; ask somebody who gives out roles.'
        : problem(error)),
      button('Try again', () => load(root, context, draft)));
  }
}

/** Groups with their keys; each key is in the first group that takes it. */
function grouped(keys) {
  const of = (key) => GROUPS.find(([, , , begins]) => begins.test(key.name));
  return GROUPS.map((group) => ({ id: group[0], title: group[1], text: group[2], keys: keys.filter((key) => of(key) === group) }))
    .filter((group) => group.keys.length);
}

function form(root, context, { keys, findings, draft }) {
  const { api } = context;
  const fields = new Map();
  const told = h('div', { class: 'tf-told' });
  const state = h('span', { role: 'status' });
  const save = button('Save', () => saved(), 'primary');
  const discard = button('Discard', () => { draft.clear(); load(root, context, draft); }, 'link');
  const disabled = !context.rights.manageRealm;

  function draw() {
    state.textContent = draft.size ? `${many(draft.size, 'change')} not saved` : 'Everything is saved';
    save.disabled = draft.size === 0;
    discard.hidden = draft.size === 0;
  }

  function one(key) {
    const made = field({
      api, key, disabled,
      drafted: draft.get(key.name),
      findings: findings.filter((finding) => finding.subject === key.name),
      change: (value) => {
        if (value === undefined) {
          draft.delete(key.name);
        } else {
          draft.set(key.name, value);
        }
        draw();
      },
    });
    fields.set(key.name, made);
    return made.row;
  }

  async function saved() {
    const changes = Object.fromEntries(draft);
    save.disabled = true;
    told.replaceChildren();
    try {
      if (decidesWho(changes) && !await confirmed(changes)) {
        return;
      }
      // What was previewed is what is saved; what was changed meanwhile waits for the next time.
      await api.put('policy', changes);
      Object.entries(changes).forEach(([name, value]) => draft.get(name) === value && draft.delete(name));
      context.announce('The policy is saved.');
      await load(root, context, draft);
      root.querySelector('.tf-savebar button')?.focus();
    } catch (error) {
      refused(error);
    } finally {
      draw();
    }
  }

  async function confirmed(changes) {
    state.textContent = 'Counting whom this meets …';
    const { body, stricter } = await preview(api, keys, changes);
    state.textContent = '';
    return context.confirm({ title: 'Before it is saved: whom it meets', body, action: 'Save', danger: stricter });
  }

  function refused(error) {
    const at = fields.get(error.field);
    const text = (error.detail ?? '').replace(`${error.field}: `, '');
    if (at) {
      at.fail(`Not saved: ${text}. Change it and save again.`);
      at.focus();
    } else {
      told.replaceChildren(notice('danger', `Nothing was saved. ${problem(error)}`));
    }
  }

  const groups = grouped(keys);
  const elsewhere = findings.filter((finding) => !keys.some((key) => key.name === finding.subject)).length;
  root.replaceChildren(
    elsewhere ? h('p', { class: 'tf-hint' }, `The check finds ${many(elsewhere, 'more thing')} that no setting here is about: see Overview.`) : '',
    h('div', { class: 'tf-jump', role: 'group', 'aria-label': 'Groups of the policy' }, ...groups.map((group) =>
      button(group.title, () => root.querySelector(`#tf-group-${group.id}`).focus(), 'link'))),
    ...groups.map((group) => h('section', { class: 'tf-group', 'aria-labelledby': `tf-group-${group.id}` },
      h('h2', { id: `tf-group-${group.id}`, tabindex: -1 }, group.title),
      group.text ? h('p', { class: 'tf-hint' }, group.text) : null,
      ...group.keys.map(one))),
    disabled ? '' : h('div', { class: 'tf-savebar' }, told, state, save, discard));
  draw();
}

const NAMES = 20;
const CLIENTS = 500;

const OBSTACLES = {
  'no-enrollment-step': 'The realm’s browser flow has no enrollment step, so nobody is led to set one up. Run the set-up on the tab Overview, with its flows in use.',
  'action-disabled': 'The required action that sets up a second factor is switched off. Switch it on under Authentication, Required actions, or run the set-up on the tab Overview again.',
  'nothing-to-set-up': 'No method can be set up: allow one under Methods, and for text messages add a service.',
};

const value = (keys, changes, name) => {
  const key = keys.find((each) => each.name === name);
  return changes[name] === undefined ? key?.value ?? '' : changes[name] || key?.default || '';
};

/** What the preview is asked for: every key that decides who must set up, as it would be; a blank stands for nothing. */
const query = (keys, changes) => Object.fromEntries(WHO.map((name) => [name, value(keys, changes, name) || ' ']));

/** Whether these changes decide anew who must have a second factor. */
const decidesWho = (changes) => WHO.some((name) => name in changes);

/**
 * Counts what would come of the changes; nothing is saved.
 *
 * @return {body, stricter}: body to be read before one confirms
 */
async function preview(api, keys, changes) {
  const asked = query(keys, changes);
  const known = await Promise.allSettled([
    api.get('preview', query(keys, {})),
    api.get('preview', asked),
    api.get('preview/users', { ...asked, fate: 'must-set-up', max: NAMES }),
    api.get('preview/clients', { ...asked, max: CLIENTS }),
  ]);
  const bad = known.find((each) => each.status === 'rejected' && each.reason.status !== 403);
  if (bad) {
    throw bad.reason;
  }
  const [before, after, users, clients] = known.map((each) => each.value);
  return {
    body: h('div', { class: 'tf-preview' },
      ...mode(keys, changes),
      ...(before && after ? numbers(before, after, value(keys, changes, 'requirement-mode') === 'record') : [notice('warning',
        'You may not see users, so nobody counted whom this meets. It needs view-users; ask somebody who has it to look first.')]),
      ...(after?.obstacles ?? []).map((name) => notice('danger', OBSTACLES[name] ?? name)),
      ...(users?.length ? names(users, after) : []),
      ...(clients ? breaking(clients) : [notice('warning',
        'You may not see clients (view-clients), so applications that would break are not shown.')])),
    stricter: !before || !after || after['must-set-up'] > before['must-set-up'] || after.obstacles.length > 0,
  };
}

function mode(keys, changes) {
  const from = value(keys, changes, 'required-from');
  const grace = Number(value(keys, changes, 'grace-days'));
  const said = [];
  if (value(keys, changes, 'requirement') === 'off') {
    said.push('Second factors are switched off for everybody whom no role or group names: nobody of them is asked for a code.');
  }
  if (value(keys, changes, 'requirement-mode') === 'record') {
    said.push('It is only written down whom it would have asked; nobody notices.');
  }
  if (from) {
    said.push(`It takes hold on ${from}.`);
  }
  if (grace > 0) {
    said.push(`People have ${many(grace, 'day')} from their first login on.`);
  }
  return said.map((text) => h('p', {}, text));
}

function numbers(before, after, record) {
  const line = (text, name) => [
    h('dt', {}, text),
    h('dd', {}, h('strong', {}, count(after[name])), before[name] === after[name] ? ' as now' : `, now ${count(before[name])}`),
  ];
  return [
    h('p', { class: 'tf-headline' }, after.required === 0 ? 'Nobody will be required to have a second factor.'
      : `${many(after['must-set-up'], 'user')} ${record ? 'would have to set up a second factor.' : 'must set up a second factor at the next sign-in.'}`),
    h('dl', { class: 'tf-numbers' },
      ...line('Users who may sign in', 'all'),
      ...line('Required to have one', 'required'),
      ...line('Have one already', 'ready'),
      ...line('of them switched off, switched on again', 'switched-off'),
      ...line('Must set one up', 'must-set-up'),
      ...line('of them without verified address and number', 'without-destination'),
      ...line('of them from an identity provider', 'from-provider')),
  ];
}

function names(users, after) {
  const more = after ? after['must-set-up'] - users.length : 0;
  return [h('details', {}, h('summary', {}, 'Who must set one up'),
    h('p', {}, users.map((user) => user.username).join(', '), more > 0 ? ` and ${count(more)} more` : ''))];
}

function breaking(clients) {
  const broken = clients.filter((client) => client.effect === 'breaks');
  return broken.length === 0 ? [h('p', {}, 'No application breaks.')] : [notice('danger',
    h('strong', {}, `${many(broken.length, 'application')} ${broken.length === 1 ? 'breaks' : 'break'} for people who have to set one up:`),
    h('ul', {}, ...broken.map((client) => h('li', {}, `${client.client}: ${client.message}`))))];
}

