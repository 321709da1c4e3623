/** The sign-in by OIDC's code flow with PKCE. Tokens live in this module's memory and nowhere else. */

const { realm, base, client } = document.body.dataset;
const PENDING = 'two-factor-console';
const EARLY_SECONDS = 15;

let tokens = null;
let renewing = null;
let loginRealm = realm;

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

/** Leaves for the sign-in page; comes back to the same tab. */
export async function leave(target, master) {
  const verifier = random();
  const pending = {
    realm: target, login: master ? 'master' : target, hash: location.hash, verifier, state: random(), nonce: random(),
  };
  sessionStorage.setItem(PENDING, JSON.stringify(pending));
  const challenge = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier));
  location.assign(`${at(pending.login)}protocol/openid-connect/auth?${new URLSearchParams({
    client_id: client, redirect_uri: location.origin + page(pending.login), response_type: 'code', scope: 'openid',
    state: pending.state, nonce: pending.nonce, code_challenge: text(challenge), code_challenge_method: 'S256',
  })}`);
}

/**
 * Takes what the sign-in page sent back, if it did.
 *
 * @return {realm, master, user, rights}, or null when nobody is signed in yet
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
    + (pending.login && pending.login !== pending.realm ? '?login=master' : '') + (pending.hash ?? ''));
  if (pending.state !== query.get('state')) {
    throw new SignInFailed('The answer of the sign-in page belongs to another try. Sign in again.');
  }
  if (!query.has('code')) {
    throw new SignInFailed('The sign-in was not finished. Sign in again.');
  }
  loginRealm = pending.login;
  await fetchTokens({
    grant_type: 'authorization_code', code: query.get('code'), code_verifier: pending.verifier,
    redirect_uri: location.origin + page(loginRealm),
  });
  if (claims(tokens.id).nonce !== pending.nonce) {
    tokens = null;
    throw new SignInFailed('The answer of the sign-in page belongs to another try. Sign in again.');
  }
  return signedIn(pending.realm);
}

function signedIn(target) {
  const said = claims(tokens.access);
  const roles = said.resource_access?.[loginRealm === 'master' ? `${target}-realm` : 'realm-management']?.roles ?? [];
  const has = (...names) => names.some((name) => roles.includes(name));
  return {
    realm: target,
    user: said.preferred_username ?? said.sub,
    rights: {
      manageRealm: has('manage-realm'),
      viewRealm: has('view-realm', 'manage-realm'),
      manageUsers: has('manage-users'),
      viewUsers: has('view-users', 'manage-users'),
    },
  };
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
