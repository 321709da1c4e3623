#!/usr/bin/env sh
# Registers somebody whose phone is proved: register.sh +14155550101 anna anna@shop.example. Reads the code from standard input.
# With a user's id as fourth word it completes that guest instead of making a new user.
# Needs KEYCLOAK (http://localhost:8080), REALM, CLIENT, SECRET and PASSWORD (of the new user) in the environment; the client's
# service account has the realm role two-factor-registrar.
set -eu

member() {
  sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p"
}

token=$(curl -s "$KEYCLOAK/realms/$REALM/protocol/openid-connect/token" \
  -d grant_type=client_credentials -d "client_id=$CLIENT" -d "client_secret=$SECRET" | member access_token)

call() {
  curl -s "$KEYCLOAK/realms/$REALM/two-factor/$1" -H "Authorization: Bearer $token" -H 'Content-Type: application/json' -d "$2"
}

# 1. The code goes to the phone; nobody has an account yet.
answer=$(call verifications "{\"method\":\"sms\",\"destination\":\"$1\"}")
id=$(echo "$answer" | member id)
[ -n "$id" ] || { echo "$answer" | member title >&2; exit 1; }
echo "Code sent to $(echo "$answer" | member destination)" >&2
# 2. The person types it: now the phone is proved.
read -r code
answer=$(call "verifications/$id" "{\"code\":\"$code\"}")
proof=$(echo "$answer" | member verificationToken)
[ -n "$proof" ] || { echo "$answer" | member title >&2; exit 1; }
# 3. The account, with the phone as its second factor.
if [ -n "${4:-}" ]; then
  answer=$(call "users/$4" "{\"verificationToken\":\"$proof\",\"password\":\"$PASSWORD\"}")
else
  answer=$(call users "{\"verificationToken\":\"$proof\",\"username\":\"$2\",\"email\":\"$3\",\"firstName\":\"$2\",\"lastName\":\"Shopper\",\"password\":\"$PASSWORD\"}")
fi
username=$(echo "$answer" | member username)
[ -n "$username" ] || { echo "$answer" | member title >&2; exit 1; }
echo "$username"
