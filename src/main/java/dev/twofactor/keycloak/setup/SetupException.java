package dev.twofactor.keycloak.setup;

/** A realm that cannot be set up, or not taken back, as it is; the message tells an admin what to do. */
public final class SetupException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SetupException(String message) {
        super(message);
    }
}
