package dev.twofactor.keycloak.builtin;

/** Of two providers with one id Keycloak takes the one with the higher order; its own have 0. */
final class Precedence {

    static final int OVER_KEYCLOAKS = 1;

    private Precedence() {}
}
