#!/bin/sh
# Makes a realm a two-factor realm with Keycloak's own command. It may run again at any time.
# Sign in first:  kcadm.sh config credentials --server https://id.example.com --realm master --user admin
# Then:           REALM=shop TWILIO_ACCOUNT_SID=AC… TWILIO_AUTH_TOKEN=… TWILIO_FROM=+1… sh two-factor.sh
set -eu
KCADM="${KCADM:-kcadm.sh}"

# The policy: only what differs from the defaults.
$KCADM update two-factor/policy -r "$REALM" -s "company-name=${COMPANY:-}" -s requirement=optional

# One text message service, unless there is one already.
if [ -z "$($KCADM get two-factor/services -r "$REALM" --fields id --format csv --noquotes)" ]; then
    $KCADM create two-factor/services -r "$REALM" -f - <<JSON
{
  "type": "twilio",
  "title": "Text messages",
  "account-sid": "$TWILIO_ACCOUNT_SID",
  "auth-token": "$TWILIO_AUTH_TOKEN",
  "from": "$TWILIO_FROM",
  "api-url": "${TWILIO_URL:-}"
}
JSON
fi

# Flows, required actions and console client; from now on the realm asks for a code.
$KCADM create two-factor/setup -r "$REALM" -s bind=true
