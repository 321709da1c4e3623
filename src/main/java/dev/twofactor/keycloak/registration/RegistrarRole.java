package dev.twofactor.keycloak.registration;

/** The realm role that lets an application register people with a second factor; a set-up makes it, an admin gives it. */
public final class RegistrarRole {

    public static final String NAME = "two-factor-registrar";

    private RegistrarRole() {}
}
