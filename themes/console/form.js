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
