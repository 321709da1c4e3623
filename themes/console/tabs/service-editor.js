import { h } from '../element.js';
import { button, failure, labelled } from '../form.js';
import { VENDORS, vendorName } from '../vendors.js';

const MASK = '**********';
const LONG = new Set(['body', 'headers']);

/**
 * Adds a service or changes one: its settings, with what to do at the vendor beside them.
 *
 * @param service the one to change; none to add one
 * @param back goes back to the list, with the key of what gets the focus
 */
export async function editor(root, context, { service, back }) {
  let types;
  try {
    types = await context.api.get('services/types');
  } catch (error) {
    root.prepend(failure(error, 'view-realm'));
    return;
  }
  // Those that the page knows first, the log last.
  const rank = (type) => { const at = Object.keys(VENDORS).indexOf(type); return at < 0 ? 2.5 : at; };
  types.sort((a, b) => rank(a.type) - rank(b.type));
  const choice = h('select', { id: 'service-type', disabled: Boolean(service), onchange: () => draw() },
    types.map(({ type }) => h('option', { value: type, selected: type === service?.type }, vendorName(type))));
  const place = h('div', {});
  const title = h('h2', { tabindex: -1 }, service ? `Change ${service.title || vendorName(service.type)}` : 'Add a service');
  root.replaceChildren(h('div', { class: 'tf-card' }, title, labelled({ label: 'Vendor', input: choice }).element, place));
  title.focus();
  draw();

  function draw() {
    const type = types.find((each) => each.type === choice.value);
    place.replaceChildren(form(context, { type, service, back }));
  }
}

function form(context, { type, service, back }) {
  const vendor = VENDORS[type.type] ?? { steps: [type.help], needed: [], rare: [] };
  const told = h('div', { class: 'tf-told' });
  const fields = type.settings.map((setting) => field(setting, service?.[setting.name] ?? '', vendor.needed.includes(setting.name)));
  const isRare = (each) => vendor.rare.includes(each.name);
  const rare = h('details', {}, h('summary', {}, 'More settings'), h('div', { class: 'tf-form' }, fields.filter(isRare).map((each) => each.element)));
  const save = h('button', { type: 'submit', class: 'pf-v5-c-button pf-m-primary' }, 'Save');

  async function saved(event) {
    event.preventDefault();
    fields.forEach((each) => each.clear());
    told.replaceChildren();
    const missing = fields.find((each) => each.required && !each.value());
    if (missing) {
      missing.fail('This is needed.');
      return;
    }
    const changed = Object.fromEntries(fields.filter((each) => each.value() !== each.before).map((each) => [each.name, each.value()]));
    save.disabled = true;
    try {
      const stored = service ? await context.api.put(`services/${service.id}`, changed) : await context.api.post('services', { type: type.type, ...changed });
      context.announce(service ? 'The service is changed.' : 'The service is added. Send a test now.');
      back(`test-${stored.id}`);
    } catch (error) {
      const wrong = fields.find((each) => each.name === error.field);
      if (wrong) {
        rare.open ||= isRare(wrong);
        wrong.fail(error.detail.replace(`${error.field}: `, ''));
      } else {
        told.replaceChildren(failure(error, 'manage-realm'));
      }
    } finally {
      save.disabled = false;
    }
  }

  return h('div', { class: 'tf-beside' },
    h('form', { class: 'tf-form', onsubmit: saved, novalidate: true, autocomplete: 'off' },
      fields.filter((each) => !isRare(each)).map((each) => each.element), fields.some(isRare) && rare, told,
      h('div', { class: 'tf-actions' }, save, button('Cancel', () => back(service ? `edit-${service.id}` : 'add'), 'link'))),
    h('aside', { 'aria-label': `Set-up at ${vendorName(type.type)}` }, h('h3', {}, 'What to do there'),
      h('ol', {}, vendor.steps.map((step) => h('li', {}, step)))));
}

function field({ name, label, help, secret }, before, required) {
  const input = LONG.has(name)
    ? h('textarea', { id: `service-${name}`, rows: 4, spellcheck: 'false', value: before })
    : h('input', { id: `service-${name}`, type: secret && !before.startsWith('${') ? 'password' : 'text', autocomplete: secret ? 'new-password' : 'off', spellcheck: 'false', value: before });
  if (before === MASK) {
    input.addEventListener('focus', () => input.select());
  }
  const parts = labelled({ label, input, required, help: before === MASK ? `${help} Stored; type over it to replace it.` : help });
  return { ...parts, name, before, required, value: () => input.value.trim() };
}
