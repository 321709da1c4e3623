package dev.twofactor.keycloak.directgrant;

import dev.twofactor.domain.delivery.Channel;
import dev.twofactor.domain.policy.Requirement;
import dev.twofactor.keycloak.TwoFactorPolicy;
import dev.twofactor.keycloak.ValidSetUps;
import dev.twofactor.keycloak.channel.CodeChannels;
import dev.twofactor.keycloak.enrollment.UserSwitch;
import dev.twofactor.keycloak.server.TwoFactor;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.credential.CredentialModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.credential.OTPCredentialModel;

/** What a user can show at the token endpoint, the default first. */
final class GrantMethods {

    private final List<GrantMethod> all;

    private GrantMethods(List<GrantMethod> all) {
        this.all = all;
    }

    /** Those that are set up and allowed by the policy; none where it, or the user by its leave, switches second factors off. */
    static GrantMethods of(AuthenticationFlowContext context) {
        TwoFactorPolicy policy = TwoFactor.of(context.getSession()).policy(context.getRealm());
        if (policy.enrollment().requirement() == Requirement.OFF
                || new UserSwitch(context.getSession(), context.getRealm(), context.getUser()).isOff()) {
            return new GrantMethods(List.of());
        }
        List<String> order = order(context.getUser());
        return new GrantMethods(Stream.concat(sent(policy, context.getUser()), apps(policy, context.getUser()))
                .sorted(Comparator.comparingInt(method -> place(order, method)))
                .toList());
    }

    private static Stream<GrantMethod> sent(TwoFactorPolicy policy, UserModel user) {
        return Arrays.stream(Channel.values())
                .flatMap(channel -> CodeChannels.of(channel.credentialType()).stream())
                .flatMap(channel -> channel.usable(policy, user).stream()
                        .map(enrolled -> new GrantMethod(
                                enrolled.credentialId(), channel, enrolled.destination(), enrolled.boundAt())));
    }

    private static Stream<GrantMethod> apps(TwoFactorPolicy policy, UserModel user) {
        ValidSetUps valid = ValidSetUps.of(policy);
        List<GrantMethod> stored = user.credentialManager()
                .getStoredCredentialsByTypeStream(OTPCredentialModel.TYPE)
                .filter(valid::contains)
                .map(app -> GrantMethod.app(app.getId()))
                .toList();
        boolean elsewhere = stored.isEmpty() && valid.has(user, OTPCredentialModel.TYPE);
        return elsewhere ? Stream.of(GrantMethod.app("")) : stored.stream();
    }

    // Keycloak keeps all credentials of a user in one order, which the user chose in the Account Console.
    private static List<String> order(UserModel user) {
        return user.credentialManager()
                .getStoredCredentialsStream()
                .map(CredentialModel::getId)
                .toList();
    }

    private static int place(List<String> order, GrantMethod method) {
        int place = order.indexOf(method.credentialId());
        return place < 0 ? order.size() : place;
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    GrantMethod defaultMethod() {
        return all.get(0);
    }

    /** The first with this name or id. */
    Optional<GrantMethod> named(String name) {
        return all.stream().filter(method -> method.isNamed(name)).findFirst();
    }

    /** All but this one. */
    List<GrantMethod> others(GrantMethod current) {
        return all.stream().filter(method -> !method.equals(current)).toList();
    }

    /** Those that a message is sent for. */
    List<GrantMethod> sent() {
        return all.stream().filter(method -> !method.isApp()).toList();
    }

    /** The first that costs nothing. */
    Optional<GrantMethod> free() {
        return all.stream().filter(GrantMethod::isFree).findFirst();
    }

    Optional<GrantMethod> app() {
        return all.stream().filter(GrantMethod::isApp).findFirst();
    }
}
