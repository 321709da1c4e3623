package dev.twofactor.keycloak.arrival;

import com.google.auto.service.AutoService;
import dev.twofactor.keycloak.RealmResource;
import dev.twofactor.keycloak.delivery.ArrivalView;
import org.keycloak.services.resource.RealmResourceProviderFactory;

/** Status of messages, and vendors' reports. */
@AutoService(RealmResourceProviderFactory.class)
public final class ArrivalFactory extends RealmResource {

    public ArrivalFactory() {
        super(ArrivalView.RESOURCE, ArrivalEndpoint::new);
    }
}
