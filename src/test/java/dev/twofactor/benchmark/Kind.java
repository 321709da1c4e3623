package dev.twofactor.benchmark;

/** The logins that are compared. */
enum Kind {
    PASSWORD("password alone", BenchmarkRealm.KEYCLOAK, ""),
    KEYCLOAK_OTP("Keycloak's own OTP", BenchmarkRealm.KEYCLOAK, "otp"),
    SMS("code by text message", BenchmarkRealm.OURS, "code"),
    SMS_WRONG_FIRST("text message, wrong code first", BenchmarkRealm.OURS, "code"),
    EMAIL("code by email", BenchmarkRealm.OURS, "code"),
    TRUSTED("trusted device", BenchmarkRealm.OURS, "");

    private final String words;
    private final String client;
    private final String field;

    Kind(String words, String client, String field) {
        this.words = words;
        this.client = client;
        this.field = field;
    }

    /** What a table calls it. */
    String words() {
        return words;
    }

    /** The application that people of this kind sign in to; it chooses the flow. */
    String client() {
        return client;
    }

    /** The form field for the code; empty where nobody is asked for one. */
    String field() {
        return field;
    }

    boolean asksForCode() {
        return !field.isEmpty();
    }
}
