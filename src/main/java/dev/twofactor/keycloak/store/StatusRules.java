package dev.twofactor.keycloak.store;

import java.time.Instant;
import java.util.Set;

/**
 * What makes a user's status.
 *
 * @param types credential types that count, at least one
 * @param pendingActions required actions that set one up
 * @param askedCounts whether it is pending too when a requirement has met the user
 * @param enrolledAfter what was set up before does not count; null when all counts
 * @param wrongPerDay wrong codes of 24 hours that lock
 */
public record StatusRules(
        String realmId,
        Set<String> types,
        Set<String> pendingActions,
        boolean askedCounts,
        Instant enrolledAfter,
        int wrongPerDay,
        Instant now) {}
