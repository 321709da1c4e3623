import { button } from './form.js';
import { h } from './element.js';

/**
 * Leads a realm that is not set up yet to its set-up; done at once in one that is.
 *
 * @return a promise that is kept once the tabs can be shown: true after a set-up
 */
export async function setUp(main, { api, realm, rights, announce }) {
  const state = await api.get('setup').catch(() => ({ done: true }));
  if (state.done) {
    return false;
  }
  return new Promise((done) => {
    const told = h('div', { class: 'tf-told' });
    const bind = h('input', { id: 'tf-bind', type: 'checkbox', checked: true, 'aria-describedby': 'tf-bind-help' });
    const start = button('Set up two-factor in this realm', begin, 'primary', { disabled: !rights.manageRealm });
    const later = button('Look around first', () => done(false), 'link');
    main.replaceChildren(h('h1', { tabindex: -1 }, `Set up two-factor in ${realm}`),
      h('p', {}, 'This makes copies of the realm’s sign-in flows with the second factor in them, switches on the actions by which people set up'
        + ' a phone, a mail address or an app, and adds the client by which this realm’s own administrators sign in here.'
        + ' Nobody is asked for anything new until they have a second factor or the policy requires one. It can be taken back.'),
      h('p', { class: 'tf-box' }, bind, h('label', { for: 'tf-bind' }, 'Use the new flows from now on')),
      h('p', { class: 'tf-hint', id: 'tf-bind-help' }, 'Without it everything is made, and the realm goes on signing in by the flows it uses now.'
        + ' Call this again when you want to switch.'),
      rights.manageRealm ? '' : h('p', { class: 'tf-note tf-info' }, 'It needs the role manage-realm of this realm.'),
      told, h('div', { class: 'tf-actions' }, start, later));

    async function begin() {
      start.disabled = true;
      told.replaceChildren(h('p', { class: 'tf-waiting', role: 'status' }, 'Setting up …'));
      try {
        await api.post('setup', { bind: bind.checked });
        announce(`Two-factor is set up in ${realm}.`);
        done(true);
      } catch (error) {
        start.disabled = false;
        told.replaceChildren(h('p', { class: 'tf-note tf-danger', role: 'alert' }, `Nothing was set up. ${error.detail || error.message}`));
      }
    }
  });
}
