import { button } from './form.js';
import { h } from './element.js';
import { signInAgain, SignInFailed } from './session.js';

let asking = null;

/**
 * Says that the session is over and lets people sign in again in a window of its own: what they typed here stays.
 * Several calls that found it out at once ask once.
 *
 * @return a promise of whether they did
 */
export function again(text) {
  asking ??= ask(text).finally(() => { asking = null; });
  return asking;
}

function ask(text) {
  return new Promise((resolve) => {
    let attempt = new AbortController();
    let done = false;
    const told = h('div', { role: 'alert' });
    const go = button('Sign in', async () => {
      attempt.abort();
      attempt = new AbortController();
      const mine = attempt;
      told.replaceChildren();
      try {
        await signInAgain(mine.signal);
        done = true;
        dialog.close();
      } catch (error) {
        if (mine === attempt) {
          told.replaceChildren(h('p', { class: 'tf-note tf-danger' },
            error instanceof SignInFailed ? error.message : 'The server did not answer. Check the connection, then try again.'));
        }
      }
    }, 'primary');
    const dialog = h('dialog', { class: 'tf-dialog', 'aria-labelledby': 'tf-again', 'aria-describedby': 'tf-again-body' },
      h('h2', { id: 'tf-again' }, 'Sign in again'),
      h('p', { id: 'tf-again-body' }, `${text.replace(/ Sign in again\.$/, '')} What you typed is still here: sign in in the window that opens, and it goes on.`),
      told, h('div', { class: 'tf-actions' }, go, button('Cancel', () => dialog.close(), 'link')));
    dialog.addEventListener('close', () => {
      attempt.abort();
      dialog.remove();
      resolve(done);
    });
    document.body.append(dialog);
    dialog.showModal();
    go.focus();
  });
}
