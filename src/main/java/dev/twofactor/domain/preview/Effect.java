package dev.twofactor.domain.preview;

import java.util.Locale;
import java.util.stream.Stream;

/**
 * What a requirement would mean for one way of signing in to an application.
 *
 * @param client the application
 * @param way how one signs in
 * @param impact whether that goes on working
 * @param message what happens and what to do, in a sentence or two
 */
public record Effect(String client, Way way, Impact impact, String message) {

    /** Ways that no browser page is part of, or that are freed of the requirement. */
    public enum Way {
        SERVICE_ACCOUNT,
        DIRECT_GRANT,
        CIBA,
        OWN_FLOW;

        /** Its name in our REST. */
        public String key() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** Whether a way goes on working. */
    public enum Impact {
        /** Whoever has to set up a second factor gets no tokens until then. */
        BREAKS,
        /** Nothing changes. */
        NONE;

        /** Its name in our REST. */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** All of one application, in the order of the ways; none for one that people sign in to by the realm's pages alone. */
    public static Stream<Effect> of(Application application) {
        Stream.Builder<Effect> effects = Stream.builder();
        if (application.serviceAccount()) {
            effects.add(new Effect(
                    application.clientId(),
                    Way.SERVICE_ACCOUNT,
                    Impact.NONE,
                    "It signs in with its own secret and passes no flow: no requirement meets it."));
        }
        if (application.directGrant()) {
            effects.add(directGrant(application));
        }
        if (application.ciba()) {
            effects.add(new Effect(
                    application.clientId(),
                    Way.CIBA,
                    Impact.NONE,
                    "Sign-in by CIBA asks for no second factor, and no requirement meets it there."));
        }
        if (!application.required()) {
            effects.add(new Effect(
                    application.clientId(),
                    Way.OWN_FLOW,
                    Impact.NONE,
                    "No flow of this application has the enrollment step in use: it is free of the requirement."));
        }
        return effects.build();
    }

    private static Effect directGrant(Application application) {
        if (!application.required()) {
            return new Effect(
                    application.clientId(),
                    Way.DIRECT_GRANT,
                    Impact.NONE,
                    "It trades passwords for tokens, and goes on doing so: it is free of the requirement.");
        }
        return new Effect(
                application.clientId(),
                Way.DIRECT_GRANT,
                Impact.BREAKS,
                application.grantAsks()
                        ? "It trades passwords for tokens: users without a second factor get none until they set one up"
                                + " elsewhere, all others need a code. Let it speak the three steps of the token endpoint."
                        : "It trades passwords for tokens: users without a second factor get none until they set one up"
                                + " elsewhere, all others still get in by password alone. Call the set-up.");
    }
}
