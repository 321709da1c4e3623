package dev.twofactor.domain.check;

import java.util.Optional;
import java.util.stream.Stream;

/** Ways in that leave the second factor out. */
final class FlowRules {

    private static final String ALL_PATHS = "OWASP ASVS 5.0 6.3.4 and 2.3.1";
    private static final String RECOVERY = "OWASP ASVS 5.0 6.4.3";

    private FlowRules() {}

    static Stream<Finding> of(RealmFacts realm) {
        return realm.flows().stream().flatMap(FlowRules::judge);
    }

    private static Stream<Finding> judge(WayIn way) {
        FlowStep flow = way.flow();
        Optional<String> hole = flow == null ? Optional.of("no flow of the realm is run") : FlowWalk.holeIn(flow);
        return hole.stream().map(reason -> finding(way, reason));
    }

    private static Finding finding(WayIn way, String reason) {
        String clause = way.kind() == WayIn.Kind.RESET_CREDENTIALS ? RECOVERY : ALL_PATHS;
        return new Finding(
                rule(way.kind()), clause, way.subject(), words(way) + " (" + reason + "). " + remedy(way.kind()));
    }

    private static String rule(WayIn.Kind kind) {
        return switch (kind) {
            case BROWSER -> "browser-flow-hole";
            case DIRECT_GRANT -> "direct-grant-hole";
            case CLIENT_BROWSER, CLIENT_DIRECT_GRANT -> "client-override-hole";
            case CIBA -> "ciba-hole";
            case RESET_CREDENTIALS -> "reset-credentials-hole";
            case IDENTITY_PROVIDER -> "identity-provider-hole";
        };
    }

    private static String words(WayIn way) {
        return switch (way.kind()) {
            case BROWSER -> "The browser flow '" + way.subject() + "' lets people in without their second factor";
            case DIRECT_GRANT ->
                "The direct grant flow '" + way.subject() + "' lets people in without their second factor";
            case CLIENT_BROWSER, CLIENT_DIRECT_GRANT ->
                "The client '" + way.subject()
                        + "' has a flow of its own that lets people in without their second factor";
            case CIBA -> "The client '" + way.subject() + "' may sign people in by CIBA without their second factor";
            case RESET_CREDENTIALS -> "Who resets the password is signed in without the second factor";
            case IDENTITY_PROVIDER ->
                "Who comes from the identity provider '" + way.subject() + "' is signed in without the second factor";
        };
    }

    private static String remedy(WayIn.Kind kind) {
        return switch (kind) {
            case BROWSER, DIRECT_GRANT -> "Call the set-up, or put the steps in by hand.";
            case CLIENT_BROWSER, CLIENT_DIRECT_GRANT -> "Take the override away, or put the steps into that flow.";
            case CIBA -> "Switch CIBA off for it, unless its channel asks for two factors.";
            case RESET_CREDENTIALS -> "Switch Forgot password off, or put the second factor into that flow.";
            case IDENTITY_PROVIDER ->
                "Give it a post login flow with the second factor, unless it asks for one itself.";
        };
    }
}
