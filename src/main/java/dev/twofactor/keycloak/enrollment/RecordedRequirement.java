package dev.twofactor.keycloak.enrollment;

import dev.twofactor.domain.enrollment.Recorded;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import java.util.Arrays;
import org.jboss.logging.Logger;
import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * Tells log, events and metrics what a requirement that is only recorded would have made of a login, once for each; nothing
 * personal but the user's id in the event is in it, and nothing about the login changes.
 */
final class RecordedRequirement {

    private static final Logger LOG = Logger.getLogger("dev.twofactor.requirement");
    private static final String TOLD = "two-factor.recorded";

    private RecordedRequirement() {}

    static void tell(RequiredActionContext context, Recorded recorded) {
        AuthenticationSessionModel tab = context.getAuthenticationSession();
        if (recorded == Recorded.NOTHING || tab.getAuthNote(TOLD) != null) {
            return;
        }
        tab.setAuthNote(TOLD, recorded.key());
        LOG.infof(
                "Realm %s, application %s: a requirement would have %s",
                context.getRealm().getName(), tab.getClient().getClientId(), recorded.key());
        count(recorded);
        new EventBuilder(context.getRealm(), context.getSession(), context.getConnection())
                .event(EventType.CUSTOM_REQUIRED_ACTION)
                .client(tab.getClient())
                .user(context.getUser())
                .detail("two_factor_requirement", recorded.key())
                .success();
    }

    /** Has a series for everything that can be recorded before the first login. */
    static void prepare() {
        Arrays.stream(Recorded.values())
                .filter(recorded -> recorded != Recorded.NOTHING)
                .forEach(RecordedRequirement::counter);
    }

    static void count(Recorded recorded) {
        counter(recorded).increment();
    }

    private static Counter counter(Recorded recorded) {
        return Counter.builder("keycloak.two.factor.requirement")
                .description("Logins that a requirement which is only recorded would have changed")
                .tag("recorded", recorded.key())
                .register(Metrics.globalRegistry);
    }
}
