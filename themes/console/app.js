import { announce, confirm } from './dialog.js';
import { again } from './again.js';
import { api } from './api.js';
import { button } from './form.js';
import { h } from './element.js';
import { setUp } from './setup.js';
import { arrive, leave, signOut, SignInFailed } from './session.js';
import { tab as messages } from './tabs/messages.js';
import { tab as overview } from './tabs/overview.js';
import { tab as people } from './tabs/people.js';
import { tab as policy } from './tabs/policy.js';
import { tab as services } from './tabs/services.js';

const TABS = [overview, services, policy, people, messages];
const app = document.getElementById('app');
const here = document.body.dataset;
const byServer = () => new URLSearchParams(location.search).get('login') === here.admins;

/** A page with one message and what can be done about it. */
function plain(title, texts, ...actions) {
  document.title = `${title} · Two-Factor`;
  app.replaceChildren(h('main', { class: 'tf-plain' }, h('h1', { tabindex: -1 }, title),
    texts.map((text) => h('p', {}, text)), h('div', { class: 'tf-actions' }, actions)));
  app.querySelector('h1').focus();
}

const signIn = (realm) => button('Sign in', () => leave(realm, byServer()), 'primary');
const serverSignIn = (kind = 'link') => button('Sign in as an administrator of the server',
  () => location.assign(`?login=${encodeURIComponent(here.admins)}${location.hash}`), kind);

async function start() {
  const answered = new URLSearchParams(location.search).has('state');
  try {
    const realm = await arrive();
    if (realm) {
      await open(realm);
    } else if (answered) {
      plain('You are signed in again', ['Go back to the page that asked for it; this window can be closed.']);
    } else if (here.ready === 'true') {
      await leave(here.realm, byServer());
    } else {
      notReady();
    }
  } catch (error) {
    const said = error instanceof SignInFailed ? error.message
      : window.isSecureContext ? 'The server did not answer. Check the connection, then try again.'
        : 'Browsers sign in by https only. Open this page by its https address.';
    const target = decodeURIComponent(location.pathname.match(/realms\/([^/]+)\/two-factor\/console/)?.[1] ?? here.realm);
    plain('You are not signed in', [said], signIn(target));
  }
}

function notReady() {
  if (byServer() || here.realm === here.admins) {
    plain('Administrators of the server cannot sign in here', [`The client ${here.client} of the realm ${here.admins} is switched off, or was deleted.`,
      'Switch it on; the next start of the server makes it anew where it is missing.']);
  } else {
    plain(`The realm ${here.realm} is not set up yet`, ['Its own administrators cannot sign in here before two-factor is set up in it.'
      + ` An administrator of the server (of the realm ${here.admins}) can do that now.`], serverSignIn('primary'));
  }
}

async function open(realm) {
  const { username: user, ...rights } = await api(realm, async () => false).get('me');
  const out = button('Sign out', async () => {
    await signOut().catch(() => null);
    plain('You are signed out', [`Your session in the realm ${byServer() ? here.admins : realm} has ended.`], signIn(realm));
  });
  if (!rights.viewRealm && !rights.viewUsers && !rights.someUsers) {
    plain('You may not use this page', [`You are signed in as ${user}, who has no right to administer the realm ${realm}.`,
      'Ask somebody who gives out roles there for view-realm or manage-realm, and for view-users or manage-users to see people.'],
    out, byServer() || realm === here.admins ? null : serverSignIn());
    return;
  }
  // Who has signed out is not asked by what still goes on behind.
  const ended = async (text) => main.isConnected && again(text);
  const context = { api: api(realm, ended), realm, rights, announce, confirm, go };
  const main = h('main', { id: 'main', class: 'tf-main', tabindex: -1 });
  const nav = h('nav', { 'aria-label': 'Console', class: 'tf-tabs' }, h('ul', {}, TABS.map((tab) =>
    h('li', {}, h('a', { href: `#/${tab.id}`, 'data-tab': tab.id }, tab.title)))));
  app.replaceChildren(
    h('a', { class: 'tf-skip', href: '#main', onclick: (event) => { event.preventDefault(); main.focus(); } }, 'Skip to the content'),
    h('header', { class: 'tf-header' }, h('div', { class: 'tf-brand' }, 'Two-Factor ', h('span', { class: 'tf-realm' }, realm)),
      h('div', { class: 'tf-user' }, h('span', {}, user), out)),
    nav, main);
  show(main, nav, context);
}

async function show(main, nav, context) {
  let close = null;
  let turn = 0;

  async function draw(focus) {
    const now = ++turn;
    const id = location.hash.replace(/^#\//, '').split(/[/?]/)[0];
    const tab = TABS.find((each) => each.id === id) ?? TABS[0];
    if (typeof close === 'function') {
      close();
    }
    close = null;
    document.title = `${tab.title} · ${context.realm} · Two-Factor`;
    for (const link of nav.querySelectorAll('a')) {
      link.dataset.tab === tab.id ? link.setAttribute('aria-current', 'page') : link.removeAttribute('aria-current');
    }
    const root = h('div', { class: 'tf-tab', 'data-tab': tab.id });
    const title = h('h1', { tabindex: -1 }, tab.title);
    main.replaceChildren(title, readOnly(tab, context.rights), root);
    if (focus) {
      title.focus();
    }
    const ends = await tab.render(root, { ...context, redraw: () => draw(false) });
    now === turn ? close = ends : typeof ends === 'function' && ends();
  }

  addEventListener('hashchange', () => { if (main.isConnected) { draw(true); } });
  if (context.rights.viewRealm && await setUp(main, context)) {
    nav.hidden = false;
  }
  draw(false);
}

function readOnly(tab, rights) {
  const may = tab.id === 'people' ? rights.manageUsers : tab.id === 'messages' || rights.manageRealm;
  if (tab.id === 'people' && !may && rights.someUsers) {
    return h('p', { class: 'tf-note tf-info', role: 'note' },
      'You see and may change the users whom the permissions of this realm let you. All users need the role manage-users.');
  }
  return may ? '' : h('p', { class: 'tf-note tf-info', role: 'note' }, tab.id === 'people'
    ? 'You may look and not change: that needs the role manage-users of this realm.'
    : 'You may look and not change: that needs the role manage-realm of this realm.');
}

function go(hash) {
  location.hash = hash.replace(/^#?\/?/, '#/');
}

start();
