import { h } from './element.js';

/** Says something to everybody: shown for a while below, read out by screen readers. */
export function announce(text) {
  const said = document.getElementById('said');
  said.textContent = '';
  // A change that comes with the page itself is not read out.
  setTimeout(() => { said.textContent = text; }, 50);
  const toast = h('div', { class: 'tf-toast', 'aria-hidden': 'true' }, text);
  document.body.append(toast);
  setTimeout(() => toast.remove(), 6000);
}

/**
 * Asks before something is done; Escape says no, and the focus goes back to where it was.
 *
 * @param title the question
 * @param body what will happen to whom: texts and elements
 * @param action what the button does
 * @param danger whether it takes something away
 * @return a promise of whether it was agreed to
 */
export function confirm({ title, body, action, danger }) {
  return new Promise((resolve) => {
    let agreed = false;
    const back = document.activeElement;
    const no = h('button', { type: 'button', class: 'pf-v5-c-button pf-m-link', onclick: () => dialog.close() }, 'Cancel');
    const yes = h('button', {
      type: 'button', class: `pf-v5-c-button pf-m-${danger ? 'danger' : 'primary'}`, onclick: () => { agreed = true; dialog.close(); },
    }, action);
    const dialog = h('dialog', { class: 'tf-dialog', 'aria-labelledby': 'tf-confirm', 'aria-describedby': 'tf-confirm-body' },
      h('h2', { id: 'tf-confirm' }, title),
      h('div', { id: 'tf-confirm-body' }, [body].flat(9).map((part) => (typeof part === 'string' ? h('p', {}, part) : part))),
      h('div', { class: 'tf-actions' }, yes, no));
    dialog.addEventListener('close', () => {
      dialog.remove();
      if (back?.isConnected) {
        back.focus();
      }
      resolve(agreed);
    });
    document.body.append(dialog);
    dialog.showModal();
    (danger ? no : yes).focus();
  });
}

/** A bar for something that takes long; done and all are numbers, all 0 while nobody knows. */
export function progress(label, done, all) {
  return h('div', { class: 'tf-progress' }, h('progress', { 'aria-label': label, max: all || null, value: all ? done : null }),
    h('span', {}, all ? `${label}: ${done} of ${all}` : label));
}
