package dev.twofactor.domain.check;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a realm may have to meet beyond what holds for everybody. */
public enum Standard {
    /** Authenticator assurance level 2 of NIST SP 800-63B-4: email and trusted browsers are no factors. */
    AAL2,
    /** Strong customer authentication of payment services, Regulation (EU) 2018/389. */
    PSD2;

    /** The standard of that name in lower case. */
    public static Optional<Standard> of(String key) {
        return Arrays.stream(values())
                .filter(standard -> standard.name().toLowerCase(Locale.ROOT).equals(key))
                .findFirst();
    }
}
