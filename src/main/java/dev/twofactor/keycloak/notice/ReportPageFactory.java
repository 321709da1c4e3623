package dev.twofactor.keycloak.notice;

import com.google.auto.service.AutoService;
import dev.twofactor.keycloak.RealmResource;
import dev.twofactor.keycloak.change.ChangesOfRequest;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.services.resource.RealmResourceProviderFactory;

/** Registers the page behind the links in messages, and the notices themselves. */
@AutoService(RealmResourceProviderFactory.class)
public final class ReportPageFactory extends RealmResource {

    static final String PROVIDER_ID = "two-factor-notice";

    public ReportPageFactory() {
        super(PROVIDER_ID, ReportPage::new);
    }

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        factory.register(event -> {
            if (event instanceof ChangesOfRequest changes) {
                new Notices(changes).send();
            }
        });
    }
}
