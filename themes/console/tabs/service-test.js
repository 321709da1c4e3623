import { h } from '../element.js';
import { button, failure, labelled, note } from '../form.js';

// The admin's own phone, until the page is left.
let last = '';

/** Asks for a number, sends it a text without a code, and says what the vendor said. */
export function sendTest({ api, announce }, service, name) {
  const back = document.activeElement;
  const told = h('div', { class: 'tf-told', role: 'status' });
  const input = h('input', { id: 'test-to', type: 'tel', autocomplete: 'tel', value: last });
  const field = labelled({ label: 'Phone number', help: 'Yours, with + and the country: +1 415 555 0101. The message has no code in it.', input, required: true });
  const send = h('button', { type: 'submit', class: 'pf-v5-c-button pf-m-primary' }, 'Send');
  const dialog = h('dialog', { class: 'tf-dialog', 'aria-labelledby': 'test-title' }, h('h2', { id: 'test-title' }, `Send a test by ${name}`),
    h('form', { class: 'tf-form', novalidate: true, onsubmit: go }, field.element, told,
      h('div', { class: 'tf-actions' }, send, button('Close', () => dialog.close(), 'link'))));

  async function go(event) {
    event.preventDefault();
    field.clear();
    last = input.value;
    send.disabled = true;
    told.replaceChildren(h('p', { class: 'tf-waiting' }, 'Sending …'));
    try {
      const answer = await api.post(`services/${service.id}/test`, { to: input.value.replace(/[^+\d]/g, '') });
      told.replaceChildren(note(answer.accepted ? 'success' : 'danger', answer.message));
      announce(answer.message);
    } catch (error) {
      told.replaceChildren();
      if (error.field === 'to') {
        field.fail('This is no phone number. Write it with + and the country, such as +1 415 555 0101.');
      } else {
        told.replaceChildren(failure(error, 'manage-realm'));
      }
    } finally {
      send.disabled = false;
    }
  }

  dialog.addEventListener('close', () => {
    dialog.remove();
    back?.focus();
  });
  document.body.append(dialog);
  dialog.showModal();
  input.focus();
}
