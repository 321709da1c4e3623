#!/bin/sh
# Builds the demo's realm from nothing: realm, clients, users with phones, and then the two factors by two-factor.sh beside this file.
# REALM=shop TWILIO_ACCOUNT_SID=AC… TWILIO_AUTH_TOKEN=… TWILIO_FROM=+1… COMPANY='Acme Shop' sh demo-realm.sh
set -eu
KCADM="${KCADM:-kcadm.sh}"

# A second factor is a credential like any other: users may be made with it.
user() {
    printf '{"username": "%s", "enabled": true, "firstName": "%s", "lastName": "Shopper",' "$1" "$1"
    printf ' "email": "%s@shop.example", "emailVerified": true, "realmRoles": ["%s"],' "$1" "$2"
    printf ' "credentials": [{"type": "password", "value": "%s"}%s]}' "$1" "$3"
}

phone() {
    printf ', {"type": "two-factor-sms", "userLabel": "Phone", "secretData": "{}",'
    printf ' "credentialData": "{\\"phoneNumber\\":\\"%s\\"}"}' "$1"
}

mail() {
    printf ', {"type": "two-factor-email", "userLabel": "Email", "secretData": "{}",'
    printf ' "credentialData": "{\\"emailAddress\\":\\"%s\\"}"}' "$1"
}

app() {
    printf ', {"type": "otp", "userLabel": "Authenticator app", "secretData": "{\\"value\\":\\"JBSWY3DPEHPK3PXP\\"}",'
    printf ' "credentialData": "{\\"subType\\":\\"totp\\",\\"digits\\":6,\\"counter\\":0,\\"period\\":30,'
    printf '\\"algorithm\\":\\"HmacSHA1\\"}"}'
}

everybody="default-roles-$REALM"
$KCADM create realms -f - <<JSON
{
  "realm": "$REALM",
  "displayName": "Acme Shop",
  "enabled": true,
  "sslRequired": "none",
  "resetPasswordAllowed": true,
  "internationalizationEnabled": true,
  "supportedLocales": ["en", "de"],
  "defaultLocale": "en",
  "bruteForceProtected": true,
  "failureFactor": 1000,
  "quickLoginCheckMilliSeconds": 0,
  "eventsEnabled": true,
  "smtpServer": {"host": "${SMTP_HOST:-127.0.0.1}", "port": "${SMTP_PORT:-8026}", "from": "no-reply@shop.example"},
  "roles": {"realm": [{"name": "administrator", "description": "Runs the shop"}]},
  "clients": [
    {
      "clientId": "shop-web",
      "publicClient": true,
      "standardFlowEnabled": true,
      "redirectUris": ["http://localhost:9999/*"],
      "webOrigins": ["http://localhost:9999"]
    },
    {
      "clientId": "shop-api",
      "publicClient": false,
      "secret": "shop-api-demo",
      "standardFlowEnabled": false,
      "directAccessGrantsEnabled": true
    }
  ],
  "users": [
    $(user sms "$everybody" "$(phone "${PHONE:-+14155550101}")"),
    $(user email "$everybody" "$(mail email@shop.example)"),
    $(user app "$everybody" "$(app)$(phone +14155550102)"),
    $(user all "$everybody" "$(phone +14155550103)$(mail all@shop.example)$(app)"),
    $(user none "$everybody" ""),
    $(user boss administrator "")
  ]
}
JSON

. "$(dirname "$0")/two-factor.sh"
