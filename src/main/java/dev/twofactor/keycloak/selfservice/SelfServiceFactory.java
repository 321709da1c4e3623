package dev.twofactor.keycloak.selfservice;

import com.google.auto.service.AutoService;
import dev.twofactor.keycloak.RealmResource;
import org.keycloak.services.resource.RealmResourceProviderFactory;

/** The self-service REST. */
@AutoService(RealmResourceProviderFactory.class)
public final class SelfServiceFactory extends RealmResource {

    public SelfServiceFactory() {
        super("two-factor", SelfServiceEndpoint::new);
    }
}
