package dev.twofactor.keycloak.store;

/**
 * How far the reset of a realm has come.
 *
 * @param startedAt in milliseconds since 1970; what was set up later stays
 * @param endedAt likewise; null while it runs
 * @param total users who had something when it began
 * @param reset users who are done
 * @param failed users whose second factors could not be removed, such as those of a directory that does not answer
 */
public record ResetProgress(State state, long startedAt, Long endedAt, long total, long reset, long failed) {

    /** Where it stands. */
    public enum State {
        RUNNING,
        DONE,
        CANCELLED
    }
}
