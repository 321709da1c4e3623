package dev.twofactor.keycloak.admin;

import dev.twofactor.domain.policy.Method;
import dev.twofactor.keycloak.FactorTypes;
import dev.twofactor.keycloak.TwoFactorPolicy;
import dev.twofactor.keycloak.enrollment.OfferedMethod;
import dev.twofactor.keycloak.server.TwoFactor;
import dev.twofactor.keycloak.store.StatusRules;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.keycloak.common.util.Time;

/** What makes a user's status under the realm's policy as it is now. */
final class ListedStatus {

    private static final Set<String> PENDING = Set.of(
            "two-factor-enroll",
            "two-factor-enroll-sms",
            "two-factor-enroll-email",
            "CONFIGURE_TOTP",
            "webauthn-register",
            "CONFIGURE_RECOVERY_AUTHN_CODES");

    private ListedStatus() {}

    static StatusRules rules(AdminCall call) {
        TwoFactorPolicy policy = TwoFactor.of(call.session()).policy(call.realm());
        Instant now = Instant.ofEpochMilli(Time.currentTimeMillis());
        return new StatusRules(
                call.realm().getId(),
                types(policy.methods().methods()),
                PENDING,
                policy.enrollment().requiresAnybody() && !policy.enrollment().recordOnly(),
                policy.enrollment().enrollsAnew(now) ? policy.enrollment().enrolledAfter() : null,
                policy.codes().wrongPerDay(),
                now);
    }

    private static Set<String> types(Set<Method> allowed) {
        return FactorTypes.ALL.stream()
                .filter(type -> Arrays.stream(OfferedMethod.values())
                        .filter(method -> method.ordinal() <= OfferedMethod.TOTP.ordinal())
                        .noneMatch(method -> method.credentialType().equals(type)
                                && !allowed.contains(Method.valueOf(method.name()))))
                .collect(Collectors.toSet());
    }
}
