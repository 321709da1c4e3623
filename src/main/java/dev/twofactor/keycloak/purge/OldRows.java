package dev.twofactor.keycloak.purge;

import java.time.Instant;
import org.keycloak.models.KeycloakSession;

/** Rows of one kind that have served their time. */
interface OldRows {

    /**
     * Removes one small batch, in the session's transaction.
     *
     * @return how many rows it dealt with; fewer than {@code atMost} when nothing is left
     */
    int purge(KeycloakSession session, Instant now, int atMost);
}
