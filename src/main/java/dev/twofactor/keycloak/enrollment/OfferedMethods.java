package dev.twofactor.keycloak.enrollment;

import dev.twofactor.domain.delivery.Channel;
import dev.twofactor.domain.policy.Method;
import dev.twofactor.domain.policy.Requirement;
import dev.twofactor.keycloak.TwoFactorPolicy;
import dev.twofactor.keycloak.server.TwoFactor;
import dev.twofactor.keycloak.stepup.AskedFactors;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RequiredActionProviderModel;

/** Which methods a realm lets people set up. */
public final class OfferedMethods {

    private OfferedMethods() {}

    /** Those that the policy allows, the realm's actions can set up and some flow of the realm asks for. */
    public static List<OfferedMethod> of(RequiredActionContext context) {
        RealmModel realm = context.getRealm();
        return of(
                context.getSession(), realm, TwoFactor.of(context.getSession()).policy(realm));
    }

    /** The same under another policy than the realm's. */
    public static List<OfferedMethod> of(KeycloakSession session, RealmModel realm, TwoFactorPolicy policy) {
        Set<String> asked = AskedFactors.of(session, realm);
        return Arrays.stream(OfferedMethod.values())
                .filter(method -> allows(policy, method))
                .filter(method -> canSetUp(realm, method))
                .filter(method -> asked.contains(method.credentialType()))
                .toList();
    }

    /** Whether the policy lets people set up this channel. */
    static boolean allows(RequiredActionContext context, Channel channel) {
        return allows(
                TwoFactor.of(context.getSession()).policy(context.getRealm()), OfferedMethod.valueOf(channel.name()));
    }

    private static boolean allows(TwoFactorPolicy policy, OfferedMethod method) {
        if (policy.enrollment().requirement() == Requirement.OFF) {
            return false;
        }
        return switch (method) {
            case SMS -> policy.methods().methods().contains(Method.SMS);
            case EMAIL -> policy.methods().methods().contains(Method.EMAIL);
            case TOTP -> policy.methods().methods().contains(Method.TOTP);
            case PASSKEY, RECOVERY_CODES -> true;
        };
    }

    private static boolean canSetUp(RealmModel realm, OfferedMethod method) {
        RequiredActionProviderModel action = realm.getRequiredActionProviderByAlias(method.action());
        return action != null && action.isEnabled();
    }
}
