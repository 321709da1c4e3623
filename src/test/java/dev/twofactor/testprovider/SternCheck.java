package dev.twofactor.testprovider;

import dev.twofactor.domain.spend.Asked;
import dev.twofactor.keycloak.SendCheck;
import dev.twofactor.keycloak.SendCheckFactory;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** Says no in realms that have the attribute {@code check} with the value {@code no}, and breaks where it is {@code breaks}. */
public final class SternCheck implements SendCheckFactory, SendCheck {

    @Override
    public SendCheck create(KeycloakSession session) {
        return this;
    }

    @Override
    public boolean allows(RealmModel realm, Asked asked) {
        String answer = realm.getAttribute("check");
        if ("breaks".equals(answer)) {
            throw new IllegalStateException(
                    "the check for " + asked.destination().address());
        }
        return !"no".equals(answer);
    }

    @Override
    public String getId() {
        return "stern";
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
