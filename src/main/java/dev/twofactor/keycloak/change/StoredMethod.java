package dev.twofactor.keycloak.change;

/**
 * One second factor of a user.
 *
 * @param type credential type
 * @param label the name that lists show; empty when it has none
 * @param address its phone number or mail address, never to be shown or logged whole; null where it has none
 */
public record StoredMethod(String credentialId, String type, String label, String address) {

    @Override
    public String toString() {
        return "StoredMethod[" + type + "]";
    }
}
