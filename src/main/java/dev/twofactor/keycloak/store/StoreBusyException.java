package dev.twofactor.keycloak.store;

/** Too many requests work on codes at this moment; the person should try again shortly. */
public final class StoreBusyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StoreBusyException() {
        super("all transactions for two-factor records are in use (server option max-transactions)");
    }
}
