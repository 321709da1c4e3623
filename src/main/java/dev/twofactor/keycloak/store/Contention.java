package dev.twofactor.keycloak.store;

/** Notes whether a transaction failed where two make the same row: then doing all of it again finds the other's row. */
final class Contention {

    private boolean contended;

    void during(Runnable insert) {
        contended = true;
        insert.run();
        contended = false;
    }

    boolean isLost() {
        return contended;
    }
}
