package dev.twofactor.testprovider;

import dev.twofactor.keycloak.change.MethodChange;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.services.resource.RealmResourceProvider;
import org.keycloak.services.resource.RealmResourceProviderFactory;

/** Hears what the product tells of changed second factors, and serves it below {@code /realms/{realm}/two-factor-heard/}. */
public final class HeardChanges implements RealmResourceProviderFactory {

    private static final Map<String, List<String>> BY_USER = new ConcurrentHashMap<>();

    @Override
    public RealmResourceProvider create(KeycloakSession session) {
        return new RealmResourceProvider() {
            @Override
            public Object getResource() {
                return new Heard();
            }

            @Override
            public void close() {
                // Holds nothing.
            }
        };
    }

    @Override
    public void init(Config.Scope config) {
        // Nothing to set.
    }

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        factory.register(event -> {
            if (event instanceof MethodChange change) {
                BY_USER.computeIfAbsent(change.user().getId(), id -> new CopyOnWriteArrayList<>())
                        .add(line(change));
            }
        });
    }

    private static String line(MethodChange change) {
        return change.kind()
                + (change.byAdministrator() ? " by administrator" : "")
                + (change.method() == null ? "" : " " + change.method().type());
    }

    @Override
    public void close() {
        // Holds nothing.
    }

    @Override
    public String getId() {
        return "two-factor-heard";
    }

    /** What was heard of one user, a line each, oldest first. */
    @Produces(MediaType.TEXT_PLAIN)
    public static final class Heard {

        @GET
        @Path("changes")
        public String changes(@QueryParam("user") String userId) {
            return String.join("\n", BY_USER.getOrDefault(userId, List.of()));
        }
    }
}
