package dev.twofactor.it;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Makes the secrets of a test run and remembers them, so that the scan of the log knows what to look for. */
final class Secrets {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final List<String> MADE = new CopyOnWriteArrayList<>();

    private Secrets() {}

    /** A new one of 32 hex digits, the form of Twilio's auth tokens. */
    static String token() {
        return remember(hex(16));
    }

    /** A password nobody else has. */
    static String password() {
        return remember("Pw-" + hex(8));
    }

    /** Lets the scan look for a secret that a test made itself. */
    static String remember(String secret) {
        MADE.add(secret);
        return secret;
    }

    static List<String> made() {
        return List.copyOf(MADE);
    }

    /** Random hex digits that are no secret, such as an account's id. */
    static String hex(int bytes) {
        byte[] random = new byte[bytes];
        RANDOM.nextBytes(random);
        return HexFormat.of().formatHex(random);
    }
}
