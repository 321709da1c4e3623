import { h } from './element.js';

/** A button; kind is primary, secondary, danger or link. */
export const button = (label, onclick, kind = 'secondary', props = {}) =>
  h('button', { type: 'button', class: `pf-v5-c-button pf-m-${kind}`, onclick, ...props }, label);

/**
 * A field with its label, its help and its error tied to it.
 *
 * @param input the control, with an id
 * @return {element, fail(text), clear()}
 */
export function labelled({ label, help, required, input }) {
  const helpId = `${input.id}-help`;
  const errorId = `${input.id}-error`;
  const error = h('p', { id: errorId, class: 'tf-error', role: 'alert' });
  input.setAttribute('aria-describedby', help ? `${helpId} ${errorId}` : errorId);
  if (required) {
    input.required = true;
  }
  return {
    element: h('div', { class: 'tf-control' },
      h('label', { class: 'tf-label', for: input.id }, label, required && h('span', { class: 'tf-star', 'aria-hidden': 'true' }, ' *')),
      input, help && h('p', { id: helpId, class: 'tf-hint' }, help), error),
    fail(text) {
      error.textContent = text;
      input.setAttribute('aria-invalid', 'true');
      input.focus();
    },
    clear() {
      error.textContent = '';
      input.removeAttribute('aria-invalid');
    },
  };
}

/** A box with a message; kind is danger, warning, info or success. */
export const note = (kind, ...content) =>
  h('div', { class: `tf-note tf-${kind}`, role: kind === 'danger' ? 'alert' : 'note' }, content);

/** What went wrong and what to do; right is the role that the call needs. */
export function failure(error, right) {
  const said = error.detail || error.title || error.message || '';
  const todo = {
    0: 'The server did not answer. Check the connection, then try again.',
    401: 'Your session has ended. Try again, and sign in.',
    403: `You may not do this: it needs the role ${right} of this realm. Ask somebody who gives out roles.`,
    404: 'It is not there any more. Reload the page to see how things are now.',
    429: `${said}.`,
  }[error.status] ?? (error.status >= 500 ? 'The server could not do it. Try again; if it stays so, its log says why.' : `${said}. Nothing was changed.`);
  return note('danger', todo);
}
