#!/usr/bin/env sh
# Gets tokens by name, password and code: prints the access token. Reads the code from standard input.
# Needs KEYCLOAK (http://localhost:8080), REALM, CLIENT, SECRET, NAME and PASSWORD in the environment.
set -eu

call() {
  curl -s "$KEYCLOAK/realms/$REALM/protocol/openid-connect/token" \
    -d grant_type=password -d scope=openid -d "client_id=$CLIENT" -d "client_secret=$SECRET" \
    --data-urlencode "username=$NAME" --data-urlencode "password=$PASSWORD" "$@"
}

member() {
  sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p"
}

# 1. Name and password: the code is sent, and the answer says so.
answer=$(call)
if [ "$(echo "$answer" | member error)" = mfa_required ]; then
  echo "$answer" | member error_description >&2
  # 2. The user types the code.
  read -r code
  # 3. The same once more, with the code.
  answer=$(call --data-urlencode "otp=$code")
fi
token=$(echo "$answer" | member access_token)
[ -n "$token" ] || { echo "refused: $(echo "$answer" | member error)" >&2; exit 1; }
echo "$token"
