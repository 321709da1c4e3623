package dev.twofactor.keycloak.email;

import dev.twofactor.domain.delivery.Channel;
import dev.twofactor.keycloak.delivery.OneLine;
import dev.twofactor.keycloak.server.TwoFactor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;
import org.keycloak.email.EmailException;
import org.keycloak.email.freemarker.FreeMarkerEmailTemplateProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/** The mail that tells of a copied cookie; it leaves after the commit, to a verified address only. */
public final class CopyMail extends FreeMarkerEmailTemplateProvider {

    private static final Logger LOG = Logger.getLogger(CopyMail.class);
    private static final String SUBJECT = "twoFactorCopiedMailSubject";
    private static final String TEMPLATE = "two-factor-copied.ftl";
    private static final int LONGEST_COMPANY = 60;
    private static final int LONGEST_SUBJECT = 200;

    public CopyMail(KeycloakSession session, RealmModel realm, UserModel user) {
        super(session);
        setRealm(realm);
        setUser(user);
    }

    /** Sends it; nothing where the user has no verified address or the realm's email theme cannot write it, which is logged. */
    public void send() {
        if (!user.isEmailVerified() || user.getEmail() == null || !EmailAddresses.isSendable(user.getEmail())) {
            return;
        }
        String company = OneLine.of(TwoFactor.of(session).companyName(realm), LONGEST_COMPANY);
        Map<String, Object> attributes = new HashMap<>();
        attributes.put("company", company);
        try {
            EmailTemplate mail = processTemplate(SUBJECT, List.of(company), TEMPLATE, attributes);
            send(new CodeMail.Written(
                    OneLine.of(mail.getSubject(), LONGEST_SUBJECT), mail.getTextBody(), mail.getHtmlBody()));
        } catch (EmailException e) {
            LOG.errorf("The mail on a copied cookie cannot be written by the email theme of realm %s", realm.getName());
        }
    }

    private void send(CodeMail.Written mail) {
        TwoFactor.of(session)
                .outbox(Channel.EMAIL)
                .noticeAfterCommit(
                        session,
                        new EmailDispatch(
                                session.getKeycloakSessionFactory(),
                                TwoFactor.of(session).mailThreads(),
                                TwoFactor.of(session).clock(),
                                realm.getId(),
                                user.getEmail(),
                                mail));
    }
}
