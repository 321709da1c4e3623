package dev.twofactor.keycloak.email;

import dev.twofactor.keycloak.delivery.Dispatch;
import dev.twofactor.keycloak.delivery.OneLine;
import dev.twofactor.keycloak.server.TwoFactor;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.keycloak.email.EmailException;
import org.keycloak.email.freemarker.FreeMarkerEmailTemplateProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/** A mail that tells a user what has become of the account: the same for every recipient, in the user's language. */
public final class NoticeMail extends FreeMarkerEmailTemplateProvider {

    private static final Logger LOG = Logger.getLogger(NoticeMail.class);
    private static final String TEMPLATE = "two-factor-notice.ftl";
    private static final String SUBJECT = "twoFactorNoticeSubject";
    private static final int LONGEST_COMPANY = 60;
    private static final int LONGEST_SUBJECT = 200;

    private final String company;

    public NoticeMail(KeycloakSession session, RealmModel realm, UserModel user) {
        super(session);
        this.company = OneLine.of(TwoFactor.of(session).companyName(realm), LONGEST_COMPANY);
        setRealm(realm);
        setUser(user);
    }

    /**
     * Writes it.
     *
     * @param attributes what the template shows beside company, time and place
     * @return empty when the realm's email theme cannot write it, which is logged
     */
    public Optional<Letter> write(Map<String, Object> attributes) {
        Locale locale = session.getContext().resolveLocale(user);
        SignInPlace place = SignInPlace.of(session);
        Map<String, Object> all = new HashMap<>(attributes);
        all.put("company", company);
        all.put("browser", place.browser());
        all.put("system", place.system());
        all.put("time", SignInTime.now(user, locale));
        try {
            EmailTemplate mail = processTemplate(SUBJECT, List.of(company), TEMPLATE, all);
            return Optional.of(new Letter(new CodeMail.Written(
                    OneLine.of(mail.getSubject(), LONGEST_SUBJECT), mail.getTextBody(), mail.getHtmlBody())));
        } catch (EmailException e) {
            // Its words may quote what was to be written; FreeMarker logs the place by itself.
            LOG.errorf("A notice of realm %s cannot be written by its email theme", realm.getName());
            return Optional.empty();
        }
    }

    /** The written mail, for one recipient after another. */
    public final class Letter {

        private final CodeMail.Written written;

        private Letter(CodeMail.Written written) {
            this.written = written;
        }

        /** Ready to be sent without a session. */
        public Dispatch to(String address) {
            return new EmailDispatch(
                    session.getKeycloakSessionFactory(),
                    TwoFactor.of(session).mailThreads(),
                    TwoFactor.of(session).clock(),
                    realm.getId(),
                    address,
                    written);
        }
    }
}
