package dev.twofactor.keycloak.store;

import java.time.Instant;
import java.util.Set;

/**
 * What decides on a user under a requirement.
 *
 * @param types credential types that count, at least one
 * @param enrolledAfter what was set up before does not count; null when all counts
 * @param mailLent whether a verified address serves without having been set up
 * @param mailOffered whether codes by email can be set up
 * @param phoneOffered whether text messages can be set up
 */
public record RequirementRules(
        String realmId,
        Population population,
        Set<String> types,
        Instant enrolledAfter,
        boolean mailLent,
        boolean mailOffered,
        boolean phoneOffered) {}
