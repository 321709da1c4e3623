package dev.twofactor.domain.device;

import dev.twofactor.domain.policy.TrustEnd;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a user's account looked like at one moment, as hashes: trust that was given to another account than today's has
 * ended, even where nobody told of the change.
 *
 * @param password 64 hex digits over the password's row; of nothing where a directory keeps the password
 * @param methods a hash of each second factor, up to 2000 characters; see {@link MethodsStamp}
 * @param email 64 hex digits over the mail address
 */
public record SecurityStamp(String password, String methods, String email) {

    /**
     * A stored password or second factor.
     *
     * @param since when it was made or changed last, in milliseconds since 1970
     * @param destination the phone or address that it sends to; empty where it has none
     */
    public record Part(String type, String id, long since, String destination) {

        @Override
        public String toString() {
            return "Part[" + type + "]";
        }
    }

    private static final String PASSWORD = "password";

    /**
     * Takes the stamp.
     *
     * @param userId makes stamps of different users differ
     * @param parts password and second factors, nothing else
     */
    public static SecurityStamp of(String userId, Collection<Part> parts, @Nullable String email) {
        Predicate<Part> isPassword = part -> part.type().equals(PASSWORD);
        return new SecurityStamp(
                hash(userId, parts.stream().filter(isPassword).toList()),
                MethodsStamp.of(
                        userId, parts.stream().filter(isPassword.negate()).toList()),
                hash(userId + '\n' + (email == null ? "" : email.toLowerCase(Locale.ROOT))));
    }

    /**
     * What may have happened since an earlier stamp, as far as stamps show it. Of a password they do not show who set it,
     * so both events count.
     */
    public Set<TrustEnd> changesSince(SecurityStamp earlier) {
        Set<TrustEnd> changes = MethodsStamp.changes(earlier.methods, methods);
        if (!password.equals(earlier.password)) {
            changes.add(TrustEnd.PASSWORD_UPDATED);
            changes.add(TrustEnd.PASSWORD_RESET);
        }
        if (!email.equals(earlier.email)) {
            changes.add(TrustEnd.EMAIL_CHANGED);
        }
        return changes;
    }

    private static String hash(String userId, Collection<Part> parts) {
        return hash(parts.stream()
                .map(part -> String.join("\n", part.type(), part.id(), "" + part.since(), part.destination()))
                .sorted()
                .collect(Collectors.joining("\n\n", userId + "\n\n", "")));
    }

    /** SHA-256 of a text, 64 hex digits. */
    static String hash(String text) {
        return HexFormat.of().formatHex(TrustToken.sha256(text.getBytes(StandardCharsets.UTF_8)));
    }
}
