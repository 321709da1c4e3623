package dev.twofactor.keycloak.check;

import dev.twofactor.domain.check.RealmFacts;
import dev.twofactor.domain.delivery.ServiceProfile;
import dev.twofactor.domain.policy.SettingException;
import dev.twofactor.keycloak.ComponentSettings;
import dev.twofactor.keycloak.TwoFactorPolicy;
import dev.twofactor.keycloak.server.TwoFactor;
import dev.twofactor.keycloak.sms.RealmSmsServices;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.keycloak.component.ComponentModel;
import org.keycloak.models.AuthenticationFlowModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.provider.ProviderConfigProperty;

/** Gathers the facts of a realm; reads and changes nothing. */
public final class RealmFactsReader {

    private static final List<String> OTHER_FACTORS =
            List.of("webauthn-authenticator", "auth-recovery-authn-code-form");
    /** Lets nobody on whose only second factor is the mailbox that got the link. */
    private static final String MAILBOX_CHECK = "two-factor-reset";

    private static final String VAULT = "${vault.";

    private final KeycloakSession session;
    private final RealmModel realm;
    private final FlowReader flows;

    public RealmFactsReader(KeycloakSession session, RealmModel realm) {
        this.session = session;
        this.realm = realm;
        this.flows = new FlowReader(session, realm);
    }

    /** @throws SettingException when a stored setting of the policy cannot be used */
    public RealmFacts read() {
        TwoFactorPolicy policy = TwoFactor.of(session).policy(realm);
        AuthenticationFlowModel browser = realm.getBrowserFlow();
        return new RealmFacts(
                policy.codes(),
                policy.budgets(),
                policy.methods().methods(),
                OTHER_FACTORS.stream().anyMatch(step -> flows.uses(browser, step)),
                policy.methods().emailWithoutEnrolling(),
                policy.trust().enabled(),
                flows.hasLevels(browser),
                realm.isBruteForceProtected(),
                realm.isResetPasswordAllowed() && !flows.uses(realm.getResetCredentialsFlow(), MAILBOX_CHECK),
                policy.numbers().countries(),
                RealmSmsServices.inOrder(realm).stream().flatMap(this::service).toList(),
                new WaysIn(session, realm, flows).find());
    }

    // One whose profile cannot be read is shown with its problem among the services.
    private Stream<RealmFacts.Service> service(ComponentModel component) {
        try {
            ServiceProfile profile = ServiceProfile.from(ComponentSettings.of(component));
            String title = profile.title() == null ? component.getProviderId() : profile.title();
            return profile.enabled()
                    ? Stream.of(
                            new RealmFacts.Service(title, !profile.countries().isEmpty(), openSecrets(component)))
                    : Stream.empty();
        } catch (SettingException e) {
            return Stream.empty();
        }
    }

    private List<String> openSecrets(ComponentModel component) {
        Map<String, String> values = ComponentSettings.valuesOf(component);
        return RealmSmsServices.factory(session, component.getProviderId()).stream()
                .flatMap(factory -> factory.getConfigProperties().stream())
                .filter(ProviderConfigProperty::isSecret)
                .map(ProviderConfigProperty::getName)
                .filter(key -> values.containsKey(key) && !values.get(key).startsWith(VAULT))
                .toList();
    }
}
