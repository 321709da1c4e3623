package dev.twofactor.domain.otp;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The keys of a realm that has one, which goes by every name. */
public final class OneKey implements CodeKeys {

    private final CodeKey key = CodeKey.derive("one", "a secret of the realm".getBytes(StandardCharsets.UTF_8));

    @Override
    public CodeKey active() {
        return key;
    }

    @Override
    public Optional<CodeKey> byId(String id) {
        return Optional.of(key);
    }
}
