package dev.twofactor.domain.delivery;

import java.util.Locale;

/** The ways a code can reach its owner. */
public enum Channel {
    SMS("two-factor-sms", "phoneNumber"),
    EMAIL("two-factor-email", "emailAddress");

    private final String credentialType;
    private final String field;

    Channel(String credentialType, String field) {
        this.credentialType = credentialType;
        this.field = field;
    }

    /** The credential type that holds this channel's destinations; also the prefix of everything named after the channel. */
    public String credentialType() {
        return credentialType;
    }

    /** Where a destination stands: in the credential's data as in our forms. */
    public String field() {
        return field;
    }

    /** The channel's name in form fields, message keys and ids: {@code sms} or {@code email}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The required action that sets up a destination of this channel. */
    public String enrollAction() {
        return "two-factor-enroll-" + key();
    }
}
