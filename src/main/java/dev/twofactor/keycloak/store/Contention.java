package dev.twofactor.keycloak.store;

import java.util.Optional;

/**
 * Notes whether a transaction failed where two make the same row: then doing all of it again finds the other's row, or the one
 * that was made for it in between.
 */
final class Contention {

    private boolean contended;
    private Object lostRow;

    void during(Runnable insert) {
        contended = true;
        insert.run();
        contended = false;
    }

    /** @param empty the same row as it is with nothing in it, to be made beforehand when this fails */
    void during(Object empty, Runnable insert) {
        lostRow = empty;
        during(insert);
        lostRow = null;
    }

    boolean isLost() {
        return contended;
    }

    /** The row that could not be made. */
    Optional<Object> lostRow() {
        return Optional.ofNullable(lostRow);
    }
}
