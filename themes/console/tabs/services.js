import { confirm } from '../dialog.js';
import { h } from '../element.js';
import { button, failure, note } from '../form.js';
import { vendorName } from '../vendors.js';
import { editor } from './service-editor.js';
import { sendTest } from './service-test.js';

/** The realm's text message services, in the order in which they are tried. */
export const tab = { id: 'services', title: 'Services', render: (root, context) => list(root, context) };

const named = (service) => service.title || vendorName(service.type);

async function list(root, context, focus) {
  const { api, rights } = context;
  root.replaceChildren(h('p', { class: 'tf-waiting' }, 'Loading …'));
  let services;
  try {
    services = await api.get('services');
  } catch (error) {
    root.replaceChildren(failure(error, 'view-realm'), button('Try again', () => list(root, context)));
    return;
  }
  const may = rights.manageRealm;
  const told = h('div', { class: 'tf-told' });
  const back = (id) => list(root, context, id);

  async function change(said, run, after) {
    try {
      await run();
      context.announce(said);
      await list(root, context, after);
    } catch (error) {
      told.replaceChildren(failure(error, 'manage-realm'));
    }
  }

  const order = (ids, said, after) => change(said, () => api.put('services/order', ids), after);

  function move(from, to, way) {
    const ids = services.map((service) => service.id);
    ids.splice(to, 0, ...ids.splice(from, 1));
    return order(ids, `${named(services[from])} is now number ${to + 1} of ${ids.length}.`, `${way}-${services[from].id}`);
  }

  async function remove(service) {
    if (await confirm({
      title: `Delete ${named(service)}?`, danger: true, action: 'Delete',
      body: [services.length === 1 ? 'It is the only service: nobody gets codes by text message then.' : 'Messages go by the other services then.',
        'Its settings and secrets are gone and have to be typed again. To keep them, switch it off instead.'],
    })) {
      await change(`${named(service)} is deleted.`, () => api.del(`services/${service.id}`), 'add');
    }
  }

  async function turn(service, on) {
    if (on || await confirm({
      title: `Switch ${named(service)} off?`, danger: true, action: 'Switch off',
      body: services.some((each) => each.id !== service.id && each.enabled !== 'false') ? 'Messages go by the other services then. Its settings are kept.'
        : 'No other service is on: nobody gets codes by text message then. Its settings are kept.',
    })) {
      await change(`${named(service)} is ${on ? 'on' : 'off'}.`, () => api.put(`services/${service.id}`, { enabled: on }), `turn-${service.id}`);
    }
  }

  const act = (id, label, service, onclick, kind, disabled) => button(label, onclick, kind, {
    'data-key': `${id}-${service.id}`, 'aria-label': `${label}: ${named(service)}`, disabled: disabled || !may,
  });

  const row = (service, place) => {
    const on = service.enabled !== 'false';
    const item = h('li', { class: 'tf-card', draggable: may && services.length > 1 ? 'true' : null, 'data-id': service.id },
      h('h2', {}, `${place + 1}. ${named(service)}`),
      h('p', { class: 'tf-hint' }, `${vendorName(service.type)} · `, h('strong', {}, on ? 'On' : 'Off'),
        service.countries && ` · only ${service.countries}`, service.breaker === 'open' && ' · paused, because it did not answer'),
      service.problem && note('warning', `It cannot send as it is: ${service.problem}. Press Change and put it right.`),
      h('div', { class: 'tf-actions' },
        act('test', 'Send test', service, () => sendTest(context, service, named(service)), 'secondary'),
        act('edit', 'Change', service, () => editor(root, context, { service, back }), 'secondary'),
        act('turn', on ? 'Switch off' : 'Switch on', service, () => turn(service, !on), 'secondary'),
        act('up', 'Up', service, () => move(place, place - 1, 'up'), 'link', place === 0),
        act('down', 'Down', service, () => move(place, place + 1, 'down'), 'link', place === services.length - 1),
        act('delete', 'Delete', service, () => remove(service), 'link')));
    drag(item, place, move);
    return item;
  };

  root.replaceChildren(
    h('p', {}, services.length ? 'Tried from the first to the last until one takes the message. Drag them, or use Up and Down, to change the order.'
      : 'No service yet: codes by text message cannot be sent. Codes by email and by an app need none.'),
    h('div', { class: 'tf-actions' }, button('Add a service', () => editor(root, context, { back }), 'primary', { disabled: !may, 'data-key': 'add' })),
    told, h('ol', { class: 'tf-services' }, services.map(row)));
  if (focus) {
    const wanted = root.querySelector(`[data-key="${CSS.escape(focus)}"]`);
    (wanted && !wanted.disabled ? wanted : wanted?.parentElement.querySelector('button:not(:disabled)') ?? root.querySelector('[data-key=add]')).focus();
  }
}

let dragged = null;

function drag(item, place, move) {
  item.addEventListener('dragstart', (event) => {
    dragged = place;
    event.dataTransfer.effectAllowed = 'move';
    event.dataTransfer.setData('text/plain', '');
  });
  item.addEventListener('dragend', () => { dragged = null; });
  item.addEventListener('dragover', (event) => {
    if (dragged !== null) {
      event.preventDefault();
    }
  });
  item.addEventListener('drop', (event) => {
    event.preventDefault();
    if (dragged !== null && dragged !== place) {
      move(dragged, place, 'up');
    }
    dragged = null;
  });
}
