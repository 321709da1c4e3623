import { h } from '../element.js';
import { button, many, methodName, notice, problem, STATUS, waiting, when } from './words.js';

const fact = (name, value) => [h('dt', {}, name), h('dd', {}, value)];

const owned = (method) => methodName(method.method) + (method.destination ? ` ${method.destination}` : '');

/**
 * A drawer about one user. It closes with Escape and gives the focus back.
 *
 * @param name as the list showed it
 * @param changed is called after each change
 * @param closed is called where what had the focus before is gone
 */
export function openUser(context, id, name, changed = () => {}, closed = () => {}) {
  const { api, confirm } = context;
  const path = `users/${encodeURIComponent(id)}`;
  const back = document.activeElement;
  const told = h('div', { class: 'tf-told', role: 'status' });
  const body = h('div', {}, waiting('Loading …'));
  const title = h('h2', { id: 'tf-person', tabindex: -1 }, name || 'User');
  const drawer = h('dialog', { class: 'tf-drawer', 'aria-labelledby': 'tf-person' },
    h('header', {}, title, button('Close', () => drawer.close(), 'secondary')), told, body);
  drawer.addEventListener('close', () => {
    drawer.remove();
    if (back?.isConnected) {
      back.focus();
    } else {
      closed();
    }
  });
  addEventListener('hashchange', () => drawer.close(), { once: true });
  document.body.append(drawer);
  drawer.showModal();
  title.focus();
  load();

  async function load() {
    try {
      const [user, account] = await Promise.all([
        api.get(path), api.keycloak(`users/${encodeURIComponent(id)}`).catch(() => null)]);
      name = user.username;
      title.textContent = name;
      const may = account?.access ? account.access.manage === true : context.rights.manageUsers;
      body.replaceChildren(...content(user, account, may));
    } catch (error) {
      body.replaceChildren(notice('danger', error.status === 403
        ? 'You may not see this user. It needs the right to view this user; ask somebody who gives out roles.' : problem(error)),
      button('Try again', load));
    }
  }

  /** Asks, does it, says that it is done, and shows how things are now. */
  async function act({ question, said, run }) {
    if (question && !await confirm(question)) {
      return;
    }
    told.replaceChildren(waiting('Working …'));
    try {
      await run();
      told.replaceChildren(notice('success', said));
      changed();
    } catch (error) {
      told.replaceChildren(notice('danger', `Nothing was changed. ${problem(error)}`));
    }
    await load();
    if (!drawer.contains(document.activeElement) || document.activeElement === drawer) {
      title.focus();
    }
  }

  function content(user, account, may) {
    const doing = (text, look, what, props = {}) => button(text, () => act(what), look, { disabled: !may, ...props });
    return [
      may ? null : notice('info', 'You may look and not change: that needs the right to manage this user (such as manage-users).'),
      summary(user, account),
      ...locked(user, doing),
      ...switched(user, doing),
      h('section', {}, h('h3', {}, 'Methods'), methods(user, doing)),
      h('section', {}, h('h3', {}, 'Trusted browsers'), ...devices(user, doing)),
      may ? vouch(context, { path, user, done: (text) => { told.replaceChildren(notice('success', text)); changed(); return load(); } }) : null,
      h('section', {}, h('h3', {}, 'Reset'), reset(user, doing)),
    ].filter(Boolean);
  }

  function summary(user, account) {
    const person = [account?.firstName, account?.lastName].filter(Boolean).join(' ');
    return h('dl', { class: 'tf-numbers' },
      ...fact('Status', h('span', { class: `tf-badge tf-status-${user.status}` }, STATUS[user.status]?.[0] ?? user.status)),
      ...(person ? fact('Name', person) : []),
      ...(account?.email ? fact('Address', account.email) : []),
      ...fact('Wrong codes in 24 hours', String(user.wrongToday)));
  }

  function locked(user, doing) {
    const out = user.methods.filter((method) => method.disabled);
    if (!user.lockedUntil && !out.length && !user.wrongToday) {
      return [];
    }
    return [h('section', {}, h('h3', {}, 'Wrong codes'), h('p', {},
      user.lockedUntil ? `No code is compared until ${when(user.lockedUntil)}. ` : '',
      out.length ? `Out of use after too many wrong codes in a row: ${out.map(owned).join(', ')}. ` : '',
      'Unlock forgets the wrong codes. Do it once you know that it was the user who typed them.'),
    doing('Unlock', 'secondary', {
      question: { title: `Unlock ${name}?`, body: `${name} may type codes again at once; so may anybody who has the password.`, action: 'Unlock' },
      said: `${name} is unlocked.`, run: () => api.post(`${path}/unlock`),
    }))];
  }

  function switched(user, doing) {
    if (!user.methods.length) {
      return [];
    }
    const off = {
      question: {
        title: `Switch the second factor of ${name} off?`, action: 'Switch off', danger: true,
        body: `${name} gets in with the password alone until it is switched on again. Methods are kept, trust in browsers ends. Nobody else is affected.`,
      },
      said: `The second factor of ${name} is switched off.`, run: () => api.put(`${path}/switch`, { on: false }),
    };
    const on = {
      question: { title: `Switch the second factor of ${name} on?`, action: 'Switch on', body: `${name} is asked for it at the next sign-in.` },
      said: `The second factor of ${name} is switched on.`, run: () => api.put(`${path}/switch`, { on: true }),
    };
    return [h('section', {}, h('h3', {}, 'Second factor'),
      h('p', {}, user.on ? 'It is on.' : 'It is switched off: methods are kept and not asked for.',
        user.on && !user.mayTurnOff ? ' The policy requires it of this user, so it cannot be switched off.' : ''),
      user.on ? user.mayTurnOff ? doing('Switch off', 'secondary', off) : null : doing('Switch on', 'secondary', on))];
  }

  function methods(user, doing) {
    return user.methods.length === 0 ? h('p', {}, 'None is set up.') : h('ul', { class: 'tf-list' },
      ...user.methods.map((method) => h('li', {},
        h('p', {}, h('strong', {}, owned(method)), method.label ? ` “${method.label}”` : ''),
        h('p', { class: 'tf-hint' }, `Since ${when(method.since)}, last used ${when(method.lastUsedAt)}.`,
          method.default ? ' Asked for first.' : '', method.counts ? '' : ' Does not count: the policy does not allow it, or it is too old.',
          method.disabled ? ' Out of use after wrong codes.' : ''),
        method.default ? null : doing('Make default', 'link', {
          said: `${name} is asked for ${owned(method)} first.`,
          run: () => api.put(`${path}/methods/${encodeURIComponent(method.id)}`, { default: true }),
        }, { 'aria-label': `Make default: ${owned(method)}` }),
        doing('Remove', 'link', removal(user, method), { 'aria-label': `Remove: ${owned(method)}`, class: 'pf-v5-c-button pf-m-link' }))));
  }

  function removal(user, method) {
    const last = user.methods.length === 1;
    return {
      question: {
        title: `Remove ${owned(method)} of ${name}?`, action: 'Remove', danger: true,
        body: `Codes on their way to it are worthless then, trust in browsers ends, and ${name} is told. `
          + (last ? after(user) : 'The other methods stay.'),
      },
      said: `${owned(method)} is removed.`, run: () => api.del(`${path}/methods/${encodeURIComponent(method.id)}`),
    };
  }

  const after = (user) => user.mayTurnOff
    ? `${name} gets in with the password alone until setting one up again.`
    : `The policy requires one: ${name} must set one up at the next sign-in, behind the password alone.`;

  function devices(user, doing) {
    if (!user.devices.length) {
      return [h('p', {}, 'None.')];
    }
    const named = (device) => `${device.browser} on ${device.system}${device.place ? `, ${device.place}` : ''}`;
    const question = (title) => ({ title, action: 'End trust', danger: true, body: `${name} needs the second factor there at the next sign-in.` });
    return [h('ul', { class: 'tf-list' }, ...user.devices.map((device) => h('li', {},
      h('p', {}, h('strong', {}, named(device))),
      h('p', { class: 'tf-hint' }, `Since ${when(device.since)}, last used ${when(device.lastUsedAt)}, ends ${when(device.endsAt)}.`),
      doing('End trust', 'link', {
        question: question(`End the trust in ${named(device)}?`), said: `${named(device)} is no longer trusted.`,
        run: () => api.del(`${path}/devices/${encodeURIComponent(device.id)}`),
      }, { 'aria-label': `End trust: ${named(device)}` })))),
    doing('End trust in all', 'secondary', {
      question: question(`End the trust in ${many(user.devices.length, 'browser')} of ${name}?`),
      said: 'No browser is trusted any more.', run: () => api.del(`${path}/devices`),
    })];
  }

  function reset(user, doing) {
    const what = user.methods.map(owned).join(', ');
    const body = `Removed: ${what}. Codes on their way are worthless then`
      + `${user.devices.length ? `, and the trust in ${many(user.devices.length, 'browser')} ends` : ''}. ${after(user)} Nobody else is affected.`;
    return h('div', {}, h('p', {}, user.methods.length ? `Takes all second factors from ${name}.` : 'There is nothing to reset.'),
      user.methods.length ? doing('Reset', 'danger', {
        question: { title: `Reset the second factors of ${name}?`, body, action: 'Reset', danger: true },
        said: `${name} is reset. ${after(user)}`, run: () => api.del(path),
      }) : null);
  }
}

const WHY = {
  not_an_address: 'This is no mail address. Write it like name@example.com.',
  not_a_number: 'This is no phone number. Write it with + and the country, such as +1 415 555 0101.',
  country_missing: 'Write the number with + and the country, or say which country it is dialled in.',
  extension: 'Numbers with an extension get no text messages. Take the number of a mobile phone.',
  country_refused: 'The policy does not text to this country. Change it on the tab Policy under Methods, or take another number.',
  kind_refused: 'The policy does not text to numbers of this kind. Take the number of a mobile phone.',
};

/** A form that sets up a phone or address which the admin vouches for. */
function vouch({ api }, { path, user, done }) {
  const told = h('div', { id: 'tf-vouch-told' });
  const method = h('select', { id: 'tf-vouch-method', onchange: () => fit() },
    h('option', { value: 'sms' }, 'Text message'), h('option', { value: 'email' }, 'Email'));
  const destination = h('input', { id: 'tf-vouch-to', required: true, maxlength: 255, autocomplete: 'off', 'aria-describedby': 'tf-vouch-told' });
  const country = h('input', { id: 'tf-vouch-country', maxlength: 2, size: 4, autocomplete: 'off', 'aria-describedby': 'tf-vouch-help' });
  const where = h('div', { class: 'tf-control' }, h('label', { class: 'tf-label', for: 'tf-vouch-country' }, 'Country'), country,
    h('p', { class: 'tf-hint', id: 'tf-vouch-help' }, 'Two letters such as US, for a number written as dialled there; else empty.'));
  const name = h('label', { class: 'tf-label', for: 'tf-vouch-to' }, 'Phone number');
  const submit = h('button', { type: 'submit', class: 'pf-v5-c-button pf-m-secondary' }, 'Add');

  function fit() {
    const sms = method.value === 'sms';
    name.textContent = sms ? 'Phone number' : 'Mail address';
    destination.type = sms ? 'tel' : 'email';
    where.hidden = !sms;
  }

  async function add(event) {
    event.preventDefault();
    submit.disabled = true;
    told.replaceChildren();
    destination.removeAttribute('aria-invalid');
    const body = { method: method.value, destination: destination.value.trim() };
    if (method.value === 'sms' && country.value.trim()) {
      body.country = country.value.trim().toUpperCase();
    }
    try {
      const added = await api.post(`${path}/methods`, body);
      await done(`${added.destination} is set up. ${user.username} is told, and is asked for it from now on.`);
    } catch (error) {
      const reason = WHY[(error.detail ?? '').replace('destination: ', '')];
      told.replaceChildren(notice('danger', `Nothing was added. ${reason ?? problem(error)}`));
      destination.setAttribute('aria-invalid', 'true');
      destination.focus();
    } finally {
      submit.disabled = false;
    }
  }

  fit();
  return h('section', {}, h('h3', {}, 'Add a phone or address'),
    h('p', { class: 'tf-hint' }, 'You vouch for it: no code goes there first. Whoever reads it can sign in with the password, so be sure whose it is.'),
    h('form', { class: 'tf-form', onsubmit: add, novalidate: true },
      h('div', { class: 'tf-control' }, h('label', { class: 'tf-label', for: 'tf-vouch-method' }, 'Codes by'), method),
      h('div', { class: 'tf-control' }, name, destination), where, submit, told));
}
