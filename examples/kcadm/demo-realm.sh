#!/bin/sh
# Builds the demo's realm from nothing: realm, clients, users with phones, and then the two factors by two-factor.sh beside this file.
# REALM=shop TWILIO_ACCOUNT_SID=AC… TWILIO_AUTH_TOKEN=… TWILIO_FROM=+1… COMPANY='Acme Shop' sh demo-realm.sh
set -eu
KCADM="${KCADM:-kcadm.sh}"

$KCADM create realms -f - <<JSON
{
  "realm": "$REALM",
  "displayName": "Acme Shop",
  "enabled": true,
  "sslRequired": "none",
  "internationalizationEnabled": true,
  "supportedLocales": ["en", "de"],
  "defaultLocale": "en",
  "bruteForceProtected": true,
  "failureFactor": 1000,
  "quickLoginCheckMilliSeconds": 0,
  "eventsEnabled": true
}
JSON

$KCADM create clients -r "$REALM" -f - <<JSON
{
  "clientId": "shop-web",
  "publicClient": true,
  "standardFlowEnabled": true,
  "redirectUris": ["http://localhost:9999/*"],
  "webOrigins": ["http://localhost:9999"]
}
JSON

$KCADM create clients -r "$REALM" -f - <<JSON
{
  "clientId": "shop-api",
  "publicClient": false,
  "secret": "shop-api-demo",
  "standardFlowEnabled": false,
  "directAccessGrantsEnabled": true
}
JSON

$KCADM create roles -r "$REALM" -s name=administrator

# A phone is a credential like any other: users may be made with it.
user() {
    $KCADM create users -r "$REALM" -f - <<JSON
{
  "username": "$1",
  "enabled": true,
  "email": "$1@shop.example",
  "emailVerified": true,
  "firstName": "$1",
  "lastName": "Shopper",
  "credentials": [{"type": "password", "value": "$1"}$2]
}
JSON
}

phone() {
    printf ', {"type": "two-factor-sms", "userLabel": "Phone", "secretData": "{}",'
    printf ' "credentialData": "{\\"phoneNumber\\":\\"%s\\"}"}' "$1"
}

mail() {
    printf ', {"type": "two-factor-email", "userLabel": "Email", "secretData": "{}",'
    printf ' "credentialData": "{\\"emailAddress\\":\\"%s\\"}"}' "$1"
}

user sms "$(phone "${PHONE:-+14155550101}")"
user email "$(mail email@shop.example)"
user none ""
user boss ""
$KCADM add-roles -r "$REALM" --uusername boss --rolename administrator

. "$(dirname "$0")/two-factor.sh"
