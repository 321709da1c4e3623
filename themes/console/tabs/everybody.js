import { h } from '../element.js';
import { button, count, many, notice, problem, when } from './words.js';

const POLL = 1000;

/**
 * The reset of all users, with its progress.
 *
 * @param counts how many users have which status, as a promise
 * @param done is called when one has ended
 */
export function everybody(context, { counts, done }) {
  const { api, realm, rights, confirm, announce } = context;
  const told = h('div', { class: 'tf-told' });
  const state = h('div', {});
  const start = button('Reset everybody …', begin, 'danger', { disabled: !rights.manageUsers });
  let timer;
  let closed = false;

  const element = h('section', { class: 'tf-group', 'aria-labelledby': 'tf-everybody' },
    h('h2', { id: 'tf-everybody' }, 'Reset everybody'),
    h('p', { class: 'tf-hint' }, 'Takes the second factors from all users of this realm, so that everybody sets up anew.',
      rights.manageUsers ? '' : ' It needs the role manage-users of this realm.'),
    told, state, start);

  async function begin() {
    told.replaceChildren();
    try {
      const have = await counts();
      const sure = await typed({
        title: `Reset all users of ${realm}?`,
        body: [
          h('p', {}, `${many(have.enabled + have.off, 'user')} ${have.enabled + have.off === 1 ? 'has' : 'have'} a second factor (${count(have.off)} switched off). All of them lose it, you too if you are one of them. Trust in browsers ends, and codes on their way are worthless.`),
          h('p', {}, 'Those whom the policy requires to have one set it up at the next sign-in, all others get in with the password alone. Nobody is told by message. What was done cannot be taken back.'),
        ],
        word: realm,
        action: 'Reset everybody',
      });
      if (sure) {
        show(await api.post('users/reset'));
        announce('The reset has begun.');
      }
    } catch (error) {
      told.replaceChildren(notice('danger', error.status === 409 ? 'A reset of this realm is running already; it is shown below.' : problem(error)));
      if (error.status === 409) {
        poll();
      }
    }
  }

  async function poll() {
    clearTimeout(timer);
    try {
      show(await api.get('users/reset'));
    } catch (error) {
      // 404: this realm was never reset; 403: the start button says why it is off.
      if (error.status !== 404 && error.status !== 403) {
        told.replaceChildren(notice('danger', `How far the reset is, is not known: ${problem(error)}`));
        if (error.status !== 401) {
          again();
        }
      }
    }
  }

  function again() {
    if (!closed) {
      timer = setTimeout(poll, POLL);
    }
  }

  function show(progress) {
    const running = progress.state === 'running';
    const was = state.dataset.state;
    state.dataset.state = progress.state;
    start.disabled = running || !rights.manageUsers;
    const text = `${count(progress.reset)} of ${many(progress.total, 'user')} reset${progress.failed ? `, ${count(progress.failed)} failed` : ''}`;
    if (running && was === 'running' && state.querySelector('progress')) {
      state.querySelector('progress').value = progress.reset + progress.failed;
      state.querySelector('.tf-text').textContent = text;
    } else {
      state.replaceChildren(...(running ? bar(progress, text) : [h('p', {}, ended(progress, text))]));
    }
    if (running) {
      again();
    } else if (was === 'running') {
      announce(ended(progress, text));
      done();
    }
  }

  function bar(progress, text) {
    return [
      h('progress', { max: Math.max(1, progress.total), value: progress.reset + progress.failed, 'aria-label': 'Users reset' }),
      h('p', { class: 'tf-text' }, text),
      button('Stop', cancel, 'secondary', { disabled: !rights.manageUsers }),
    ];
  }

  const ended = (progress, text) => {
    const how = progress.state === 'cancelled' ? 'stopped' : 'done';
    const fail = progress.failed ? ' Those that failed are as before; the server’s log says why. Reset them one by one, or begin again.' : '';
    return `Last reset: ${how} at ${when(progress.endedAt)}, ${text}.${fail}`;
  };

  async function cancel() {
    const sure = await confirm({
      title: 'Stop the reset?', action: 'Stop', danger: true,
      body: 'Who is reset already stays reset; all others keep what they have.',
    });
    if (!sure) {
      return;
    }
    try {
      await api.del('users/reset');
    } catch (error) {
      if (error.status !== 409) {
        told.replaceChildren(notice('danger', `It was not stopped. ${problem(error)}`));
      }
    }
    poll();
  }

  if (rights.manageUsers || rights.viewUsers) {
    poll();
  }
  return { element, close() { closed = true; clearTimeout(timer); } };
}

/** Asks for something that cannot be taken back: one has to type a word first. A promise of whether it was done. */
function typed({ title, body, word, action }) {
  return new Promise((resolve) => {
    let sure = false;
    const back = document.activeElement;
    const go = h('button', { type: 'submit', class: 'pf-v5-c-button pf-m-danger', disabled: true }, action);
    const input = h('input', {
      id: 'tf-typed', autocomplete: 'off', autocapitalize: 'off', spellcheck: 'false',
      oninput: () => { go.disabled = input.value !== word; },
    });
    const dialog = h('dialog', { class: 'tf-dialog', 'aria-labelledby': 'tf-typed-title' },
      h('form', {
        onsubmit: (event) => {
          event.preventDefault();
          sure = input.value === word;
          dialog.close();
        },
      }, h('h2', { id: 'tf-typed-title' }, title), ...body,
      h('label', { class: 'tf-label', for: 'tf-typed' }, `Type ${word} to go on`), input,
      h('div', { class: 'tf-actions' }, go, button('Cancel', () => dialog.close(), 'link'))));
    dialog.addEventListener('close', () => {
      dialog.remove();
      if (back?.isConnected) {
        back.focus();
      }
      resolve(sure);
    });
    document.body.append(dialog);
    dialog.showModal();
    input.focus();
  });
}
