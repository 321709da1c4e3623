package dev.twofactor.keycloak.server;

import dev.twofactor.domain.otp.CodeWatch;
import dev.twofactor.domain.otp.Newcomer;
import dev.twofactor.domain.otp.Verdict;
import dev.twofactor.domain.spend.Finding;
import dev.twofactor.keycloak.CodesLocked;
import dev.twofactor.keycloak.MethodDisabled;
import dev.twofactor.keycloak.metrics.CodeMeters;
import dev.twofactor.keycloak.tracing.Spans;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** Tells Keycloak's events and the log what the limits found; nothing personal but the user's id is in it. */
final class FindingReports implements CodeWatch {

    private static final Logger LOG = Logger.getLogger("dev.twofactor.limits");
    private static final String PREFIX = "two_factor_";

    private final KeycloakSession session;
    private final RealmModel realm;
    private final CodeMeters meters;

    FindingReports(KeycloakSession session, RealmModel realm, CodeMeters meters) {
        this.meters = meters;
        this.session = session;
        this.realm = realm;
    }

    @Override
    public <T> T during(Supplier<T> judging, Function<T, Verdict> verdict) {
        return Spans.verify(session, judging, verdict);
    }

    @Override
    public void judged(String method, Verdict verdict, String country, int messages) {
        meters.judged(method, verdict, country, messages);
    }

    @Override
    public void accept(Finding finding) {
        FindingCounter.count(finding);
        if (finding.type() == Finding.Type.ALARM) {
            LOG.warnf("Realm %s: alarm %s (country %s)", realm.getName(), finding.code(), finding.country());
        } else {
            LOG.debugf("Realm %s: %s %s", realm.getName(), finding.type(), finding.code());
        }
        if (finding.userId() != null && finding.method() != null) {
            session.getKeycloakSessionFactory()
                    .publish(new MethodDisabled(session, realm, finding.userId(), finding.method()));
        }
        if (finding.userId() != null && finding.code().equals(Finding.WRONG_CODES_OF_USER)) {
            session.getKeycloakSessionFactory().publish(new CodesLocked(session, realm, finding.userId()));
        }
        EventBuilder event = new EventBuilder(
                        realm, session, session.getContext().getConnection())
                .event(EventType.CUSTOM_REQUIRED_ACTION)
                .detail("two_factor_finding", finding.type().name().toLowerCase(Locale.ROOT))
                .detail("two_factor_country", finding.country())
                .detail("two_factor_method", finding.method());
        if (finding.userId() != null && !Newcomer.is(finding.userId())) {
            event.user(finding.userId());
        }
        event.error(PREFIX + finding.code());
    }
}
