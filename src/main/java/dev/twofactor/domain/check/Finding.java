package dev.twofactor.domain.check;

/**
 * One thing that is not as it should be.
 *
 * @param rule stable name, such as {@code brute-force-off}
 * @param clause the rule's source: document and clause, several parted by a semicolon
 * @param subject what of the realm it is about: a policy key, flow, client, service or identity provider
 * @param message what is wrong and what to do, in a sentence or two; free of secrets
 */
public record Finding(String rule, String clause, String subject, String message) {}
