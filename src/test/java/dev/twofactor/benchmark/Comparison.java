package dev.twofactor.benchmark;

/** Kinds of login whose costs are compared, and the ratio that is to be held. */
enum Comparison {
    SMS_TO_OTP(Kind.SMS, Kind.KEYCLOAK_OTP, "1.10"),
    EMAIL_TO_OTP(Kind.EMAIL, Kind.KEYCLOAK_OTP, "1.25"),
    TRUSTED_TO_PASSWORD(Kind.TRUSTED, Kind.PASSWORD, "1.10");

    private final Kind kind;
    private final Kind base;
    private final String bound;

    Comparison(Kind kind, Kind base, String bound) {
        this.kind = kind;
        this.base = base;
        this.bound = bound;
    }

    Kind kind() {
        return kind;
    }

    Kind base() {
        return base;
    }

    /** As tables show it. */
    String bound() {
        return bound;
    }

    /** What tables call it. */
    String words() {
        return kind.words() + " ÷ " + base.words();
    }
}
