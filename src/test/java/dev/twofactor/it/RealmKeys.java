package dev.twofactor.it;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * One pair of RSA keys that all realms of a run sign and decrypt with: where a realm brings none, Keycloak makes it two, which took nine
 * tenths of what a realm costs. What keeps realms apart, their names in tokens and their own keys for cookies, stays.
 */
final class RealmKeys {

    private static final String PROVIDER = "org.keycloak.keys.KeyProvider";
    private static final String PRIVATE_KEY = privateKey();

    private RealmKeys() {}

    /** Adds them to the file of a realm, with the providers of the other keys that Keycloak would have added. */
    static void addTo(ObjectNode realm) {
        ArrayNode providers = realm.withObject("/components").putArray(PROVIDER);
        config(providers, "rsa", "RS256").putArray("privateKey").add(PRIVATE_KEY);
        config(providers, "rsa-enc", "RSA-OAEP").putArray("privateKey").add(PRIVATE_KEY);
        config(providers, "hmac-generated", "HS512");
        config(providers, "aes-generated", "AES");
    }

    private static ObjectNode config(ArrayNode providers, String id, String algorithm) {
        ObjectNode config =
                providers.addObject().put("name", id).put("providerId", id).putObject("config");
        config.putArray("priority").add("100");
        config.putArray("algorithm").add(algorithm);
        return config;
    }

    private static String privateKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return Base64.getEncoder()
                    .encodeToString(generator.generateKeyPair().getPrivate().getEncoded());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no RSA", e);
        }
    }
}
