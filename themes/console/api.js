import { SignInFailed, token } from './session.js';

const { base } = document.body.dataset;

/** The server said no: status, its stable code, title and detail as it wrote them, and the field that it is about. */
export class Refused extends Error {
  constructor(status, body) {
    super(body.errorMessage ?? body.detail ?? body.title ?? body.error_description ?? `Status ${status}`);
    this.status = status;
    this.code = body.code ?? body.error ?? '';
    this.title = body.title ?? '';
    this.detail = body.detail ?? body.errorMessage ?? body.error_description ?? '';
    this.field = body.field ?? '';
  }
}

/**
 * Calls of the admin REST for one realm.
 *
 * @param ended is called with what to say when the session is over; a promise of whether one is signed in again
 * @return get, post, put, del (path, body, query) below two-factor/, and keycloak(path) for Keycloak's own below the realm
 */
export function api(realm, ended) {
  const root = `${base}admin/realms/${encodeURIComponent(realm)}/`;

  async function call(method, path, body, query) {
    const asked = Object.entries(query ?? {}).filter(([, value]) => value !== '' && value !== null && value !== undefined);
    const address = root + path + (asked.length ? `?${new URLSearchParams(asked)}` : '');
    const answer = await send(address, method, body);
    const type = answer.headers.get('Content-Type') ?? '';
    const said = type.includes('json') ? await answer.json().catch(() => ({})) : {};
    if (!answer.ok) {
      throw new Refused(answer.status, said ?? {});
    }
    return said;
  }

  async function send(address, method, body) {
    const answer = await attempt(address, method, body);
    return answer.status === 401 && await ended('Your session has ended.') ? attempt(address, method, body) : answer;
  }

  async function attempt(address, method, body) {
    const headers = { Accept: 'application/json', Authorization: `Bearer ${await bearer()}` };
    if (body !== undefined) {
      headers['Content-Type'] = 'application/json';
    }
    try {
      return await fetch(address, {
        method, headers, cache: 'no-store', credentials: 'omit', body: body === undefined ? undefined : JSON.stringify(body),
      });
    } catch {
      throw new Refused(0, { title: 'The server did not answer.' });
    }
  }

  async function bearer() {
    try {
      return await token();
    } catch (error) {
      if (error instanceof SignInFailed) {
        if (await ended(error.message)) {
          return token();
        }
        throw new Refused(401, { title: error.message });
      }
      throw new Refused(0, { title: 'The server did not answer.' });
    }
  }

  return {
    get: (path, query) => call('GET', `two-factor/${path}`, undefined, query),
    post: (path, body = {}, query) => call('POST', `two-factor/${path}`, body, query),
    put: (path, body, query) => call('PUT', `two-factor/${path}`, body, query),
    del: (path, query) => call('DELETE', `two-factor/${path}`, undefined, query),
    keycloak: (path) => call('GET', path),
  };
}
