package dev.twofactor.keycloak.device;

import dev.twofactor.domain.policy.TrustEnd;
import dev.twofactor.keycloak.email.CopyMail;
import org.keycloak.provider.ProviderEvent;
import org.keycloak.provider.ProviderEventListener;

/** Tells a user by mail that a copy of a trusted browser's cookie turned up. */
final class CopyNotice implements ProviderEventListener {

    @Override
    public void onEvent(ProviderEvent event) {
        if (event instanceof TrustEnded ended && ended.reason() == TrustEnd.COPIED) {
            new CopyMail(ended.session(), ended.realm(), ended.user()).send();
        }
    }
}
