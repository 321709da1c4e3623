/** The sign-in by OIDC's code flow with PKCE. Tokens live in this module's memory and nowhere else. */

const { realm, base, client, admins } = document.body.dataset;
const PENDING = 'two-factor-console';
const EARLY_SECONDS = 15;
// Keycloak's answer when its sign-in page, looking for sessions, found the one that was just made: who asks again is signed in.
const OVERTAKEN = 'temporarily_unavailable';
const UNFINISHED = 'The sign-in was not finished. Sign in again.';

let tokens = null;
let renewing = null;
let loginRealm = realm;
let subject = '';

const text = (bytes) => btoa(String.fromCharCode(...new Uint8Array(bytes)))
  .replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');

const random = () => text(crypto.getRandomValues(new Uint8Array(32)));

const at = (name) => `${base}realms/${encodeURIComponent(name)}/`;

const page = (name) => `${at(name)}two-factor/console/`;

const endpoint = (name) => `${at(loginRealm)}protocol/openid-connect/${name}`;

function claims(token) {
  const part = token.split('.')[1].replaceAll('-', '+').replaceAll('_', '/');
  return JSON.parse(new TextDecoder().decode(Uint8Array.from(atob(part), (each) => each.charCodeAt(0))));
}

/** The way in did not work; the message is for people. */
export class SignInFailed extends Error {}

const secrets = () => ({ verifier: random(), state: random(), nonce: random() });

async function signInAddress({ login, verifier, state, nonce }) {
  const challenge = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier));
  return `${at(login)}protocol/openid-connect/auth?${new URLSearchParams({
    client_id: client, redirect_uri: location.origin + page(login), response_type: 'code', scope: 'openid',
    state, nonce, code_challenge: text(challenge), code_challenge_method: 'S256',
  })}`;
}

/**
 * Leaves for the sign-in page; comes back to the same tab.
 *
 * @param target the realm to administer
 * @param byServer whether to sign in as an administrator of the server, at their realm
 */
export async function leave(target, byServer) {
  await depart({ realm: target, login: byServer ? admins : target, hash: location.hash });
}

async function depart(where) {
  const pending = { ...where, ...secrets() };
  sessionStorage.setItem(PENDING, JSON.stringify(pending));
  location.assign(await signInAddress(pending));
}

/**
 * Takes what the sign-in page sent back, if it did.
 *
 * @return the realm to administer; null when nobody is signed in yet, or when it went to the page that waits for it
 */
export async function arrive() {
  const query = new URLSearchParams(location.search);
  const kept = sessionStorage.getItem(PENDING);
  sessionStorage.removeItem(PENDING);
  if (!query.has('state')) {
    return null;
  }
  const pending = kept ? JSON.parse(kept) : {};
  history.replaceState(null, '', page(pending.realm ?? realm)
    + (pending.login && pending.login !== pending.realm ? `?login=${encodeURIComponent(admins)}` : '') + (pending.hash ?? ''));
  const answer = Object.fromEntries(query);
  if (pending.again) {
    handOver(answer);
    return null;
  }
  loginRealm = pending.login ?? realm;
  if (answer.error === OVERTAKEN && answer.state === pending.state && !pending.overtaken) {
    await depart({ ...pending, overtaken: true });
    return new Promise(() => {});
  }
  await redeem(answer, pending);
  subject = claims(tokens.id).sub;
  return pending.realm;
}

async function redeem({ state, code }, pending) {
  if (pending.state !== state) {
    throw new SignInFailed('The answer of the sign-in page belongs to another try. Sign in again.');
  }
  if (!code) {
    throw new SignInFailed(UNFINISHED);
  }
  await fetchTokens({
    grant_type: 'authorization_code', code, code_verifier: pending.verifier, redirect_uri: location.origin + page(loginRealm),
  });
  if (claims(tokens.id).nonce !== pending.nonce) {
    tokens = null;
    throw new SignInFailed('The answer of the sign-in page belongs to another try. Sign in again.');
  }
}

/**
 * Signs in again in a window of its own, so that what is typed on this page stays. To be called by a click.
 *
 * @param signal ends the wait
 * @return a promise that is kept once the tokens are there; fails with SignInFailed
 */
export async function signInAgain(signal) {
  const pending = { login: loginRealm, ...secrets() };
  // The new window begins with a copy of what is kept here now; the secrets stay in this page's memory.
  sessionStorage.setItem(PENDING, JSON.stringify({ again: true }));
  const opened = window.open('about:blank', '_blank', 'popup,width=520,height=760');
  sessionStorage.removeItem(PENDING);
  if (!opened) {
    throw new SignInFailed('The browser keeps the sign-in window shut. Let this page open windows, then try again.');
  }
  const address = await signInAddress(pending);
  if (opened.closed || signal.aborted) {
    opened.close();
    throw new SignInFailed(UNFINISHED);
  }
  const answered = awaitAnswer(pending.state, signal);
  opened.location.replace(address);
  await redeem(await answered, pending);
  if (claims(tokens.id).sub !== subject) {
    // Somebody else: nothing of what the first one had before the eyes is theirs.
    tokens = null;
    location.reload();
    await new Promise(() => {});
  }
}

function awaitAnswer(state, signal) {
  const channel = new BroadcastChannel(PENDING);
  return new Promise((resolve, reject) => {
    channel.onmessage = ({ data }) => { if (data.state === state) { resolve(data); } };
    signal.addEventListener('abort', () => reject(new SignInFailed(UNFINISHED)));
  }).finally(() => channel.close());
}

// To pages of this origin only; without the verifier, which is not here, the code is worth nothing.
function handOver({ state, code }) {
  new BroadcastChannel(PENDING).postMessage({ state, code });
  setTimeout(() => window.close(), 100);
}

async function fetchTokens(fields) {
  const answer = await fetch(endpoint('token'), {
    method: 'POST', cache: 'no-store', credentials: 'omit', body: new URLSearchParams({ client_id: client, ...fields }),
  });
  if (!answer.ok) {
    tokens = null;
    throw new SignInFailed('Your session has ended. Sign in again.');
  }
  const got = await answer.json();
  tokens = { access: got.access_token, refresh: got.refresh_token, id: got.id_token, until: Date.now() + got.expires_in * 1000 };
}

/** A token that is good for the next call; fails with SignInFailed once the session has ended. */
export async function token() {
  if (!tokens) {
    throw new SignInFailed('You are signed out. Sign in again.');
  }
  if (Date.now() > tokens.until - EARLY_SECONDS * 1000) {
    renewing ??= fetchTokens({ grant_type: 'refresh_token', refresh_token: tokens.refresh }).finally(() => { renewing = null; });
    await renewing;
  }
  return tokens.access;
}

/** Ends the session at the server and forgets the tokens. By POST: a sign-out by address would carry a token in it. */
export async function signOut() {
  const ended = tokens;
  tokens = null;
  if (ended) {
    await fetch(endpoint('logout'), {
      method: 'POST', credentials: 'omit', body: new URLSearchParams({ client_id: client, refresh_token: ended.refresh }),
    });
  }
}
