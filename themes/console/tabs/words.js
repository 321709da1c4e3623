import { h } from '../element.js';

export { button } from '../form.js';

/** Names of second factors, by their names in our REST. */
export const METHODS = {
  sms: 'Text message',
  email: 'Email',
  totp: 'Authenticator app',
  webauthn: 'Security key',
  'recovery-authn-codes': 'Recovery codes',
};

/** Each status of a user: the word on its chip, and what it means. */
export const STATUS = {
  enabled: ['Enabled', 'has a second factor that is asked for'],
  off: ['Off', 'has a second factor and has switched it off'],
  none: ['None', 'has not set one up'],
  pending: ['Pending', 'was told to set one up'],
  locked: ['Locked', 'has used up the wrong codes of a day'],
};

export const methodName = (key) => METHODS[key] ?? key;

/** A number as people write it. */
export const count = (number) => Number(number).toLocaleString('en');

/** "1 user", "2 users". */
export const many = (number, one, more = one + 's') => `${count(number)} ${Number(number) === 1 ? one : more}`;

/** A moment in the reader's own time zone; "never" without one. */
export const when = (millis) =>
  millis ? new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' }).format(millis) : 'never';

/** One sentence on what went wrong and one on what to do. */
export function problem(error) {
  if (error?.status === undefined) {
    return `The server did not answer (${error?.message ?? 'no reason given'}). Check the connection, then try again.`;
  }
  const said = error.detail || error.title || '';
  switch (error.status) {
    case 0:
      return 'The server did not answer. Check the connection, then try again.';
    case 401:
      return 'Your session has ended. Try again, and sign in.';
    case 403:
      return 'You may not do this. Ask somebody who gives out roles in this realm for the right that it needs.';
    case 404:
      return `It is not there any more. ${said} Reload the list to see how things are now.`;
    case 429:
      return `Too often for now: ${said} Wait a little, then try again.`;
    default:
      return error.status >= 500
        ? 'The server could not do it. Try again; if it stays like this, its log says why.'
        : `${said || 'It was refused.'}${/[.!?]$/.test(said) || !said ? '' : '.'}`;
  }
}

/** A box with a message: kind is danger, warning, info or success. */
export const notice = (kind, ...content) =>
  h('div', { class: `tf-note tf-${kind}`, role: kind === 'danger' ? 'alert' : 'note' }, ...content);

/** A wait that people can see and hear. */
export const waiting = (text) => h('p', { class: 'tf-waiting', role: 'status' }, text);
