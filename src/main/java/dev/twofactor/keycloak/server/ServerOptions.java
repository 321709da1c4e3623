package dev.twofactor.keycloak.server;

import org.keycloak.Config;

/**
 * The server options under {@code --spi-two-factor--default--…}.
 *
 * @param allowPrivateAddresses whether vendors may have loopback and private addresses; for development
 * @param senders threads that talk to vendors
 * @param queue messages that may wait for a sender
 * @param maxTransactions transactions of ours at once, each with a database connection of its own
 */
public record ServerOptions(boolean allowPrivateAddresses, int senders, int queue, int maxTransactions) {

    static ServerOptions from(Config.Scope scope) {
        return new ServerOptions(
                scope.getBoolean("allow-private-addresses", false),
                bounded(scope, "senders", 8, 256),
                bounded(scope, "queue", 1000, 100_000),
                bounded(scope, "max-transactions", 4, 256));
    }

    private static int bounded(Config.Scope scope, String key, int defaultValue, int most) {
        int value = scope.getInt(key, defaultValue);
        if (value < 1 || value > most) {
            throw new IllegalArgumentException("spi-two-factor--default--" + key + " must be from 1 to " + most);
        }
        return value;
    }
}
