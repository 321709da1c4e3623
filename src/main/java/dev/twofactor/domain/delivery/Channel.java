package dev.twofactor.domain.delivery;

/** The ways a code can reach its owner. */
public enum Channel {
    SMS("two-factor-sms"),
    EMAIL("two-factor-email");

    private final String credentialType;

    Channel(String credentialType) {
        this.credentialType = credentialType;
    }

    /** The credential type that holds this channel's destinations; also the prefix of everything named after the channel. */
    public String credentialType() {
        return credentialType;
    }
}
