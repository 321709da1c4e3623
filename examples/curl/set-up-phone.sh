#!/usr/bin/env sh
# Sets up a phone for the user of an access token: set-up-phone.sh +14155550101. Reads the code from standard input.
# Needs KEYCLOAK (http://localhost:8080), REALM and TOKEN in the environment.
set -eu

call() {
  curl -s "$KEYCLOAK/realms/$REALM/two-factor/$1" -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' -d "$2"
}

member() {
  sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p"
}

# 1. The code goes to the new phone; the answer names the verification.
answer=$(call verifications "{\"method\":\"sms\",\"destination\":\"$1\"}")
id=$(echo "$answer" | member id)
[ -n "$id" ] || { echo "$answer" | member title >&2; exit 1; }
echo "Code sent to $(echo "$answer" | member destination)" >&2
# 2. The user types it, and the phone is a second factor.
read -r code
answer=$(call "verifications/$id" "{\"code\":\"$code\"}")
label=$(echo "$answer" | member label)
[ -n "$label" ] || { echo "$answer" | member title >&2; exit 1; }
echo "$label"
