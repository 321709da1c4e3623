/**
 * What the page knows of each type of service: its name, what to do at the vendor first, which settings are needed, and
 * which ones few people touch. Types that an operator added are shown with their settings alone.
 */
export const VENDORS = {
  twilio: {
    name: 'Twilio',
    steps: [
      'Make an account at twilio.com and buy a number that can send SMS, or make a messaging service with senders. In the USA register the number first, or carriers drop the messages.',
      'Copy the account SID (AC…) and the auth token from the first page of Twilio’s console. Better than the token is an API key (Account → API keys): it can be revoked alone.',
      'Allow the countries that you text to (Messaging → Settings → Geo permissions).',
      'Save, then press Send test.',
    ],
    needed: ['account-sid'],
    rare: ['api-url', 'callback-url', 'countries', 'price-per-segment'],
  },
  cdyne: {
    name: 'CDYNE (Esendex US)',
    steps: [
      'Make an account and add a number that can send SMS; register it for your use as the vendor tells you.',
      'Copy the license key under Account → License keys. It is all that an account needs: keep it in the vault and write ${vault.cdyne} here.',
      'Save, then press Send test.',
    ],
    needed: ['license-key'],
    rare: ['api-url', 'callback-url', 'countries', 'price-per-segment'],
  },
  http: {
    name: 'Another vendor, over HTTP',
    steps: [
      'Ready descriptions for Vonage, MessageBird, Infobip and Plivo are in examples/services of this product; copy their values here.',
      'Make an API key at the vendor, and write where it belongs: basic, bearer, or a header of its own.',
      'In the body write {to}, {text} and {from} where the number, the message and the sender belong.',
      'Save, then press Send test.',
    ],
    needed: ['api-url', 'body'],
    rare: ['method', 'headers', 'success-status', 'success-pointer', 'success-values', 'id-pointer', 'error-pointer', 'refused-values',
      'opted-out-values', 'idempotency-header', 'countries', 'price-per-segment'],
  },
  log: {
    name: 'The server’s log (development only)',
    steps: ['Messages with their codes are written into the server’s log and nothing is sent. Whoever reads the log can sign in with them.'],
    needed: [],
    rare: ['countries', 'price-per-segment'],
  },
};

export const vendorName = (type) => VENDORS[type]?.name ?? type;
