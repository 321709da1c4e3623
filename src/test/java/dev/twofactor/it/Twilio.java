package dev.twofactor.it;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Text message services for tests, as an admin would send them to our REST. */
final class Twilio {

    private Twilio() {}

    /** One whose messages arrive in the inbox. */
    static ObjectNode service() {
        return service(Secrets.token());
    }

    static ObjectNode service(String authToken) {
        return AdminAs.json()
                .put("type", "twilio")
                .put("title", "Text messages")
                .put("account-sid", "AC" + Secrets.hex(16))
                .put("auth-token", authToken)
                .put("from", "+14155550100")
                .put("api-url", TestKeycloak.shared().inbox().twilioUrl());
    }
}
