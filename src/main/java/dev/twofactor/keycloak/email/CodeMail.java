package dev.twofactor.keycloak.email;

import dev.twofactor.keycloak.delivery.CodeChannel.Letter;
import dev.twofactor.keycloak.delivery.MessageNumber;
import dev.twofactor.keycloak.delivery.OneLine;
import dev.twofactor.keycloak.server.TwoFactor;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.keycloak.email.EmailException;
import org.keycloak.email.freemarker.FreeMarkerEmailTemplateProvider;

/**
 * Writes a mail by the realm's email theme in the user's language, as Keycloak writes its own; only the sending is left
 * to others, since Keycloak would do it within the request.
 */
final class CodeMail extends FreeMarkerEmailTemplateProvider {

    private static final String SUBJECT = "twoFactorMailSubject";
    private static final String TEMPLATE = "two-factor-code.ftl";
    private static final String DESK_SUBJECT = "twoFactorMailDeskSubject";
    private static final String DESK_TEMPLATE = "two-factor-desk.ftl";
    private static final int LONGEST_COMPANY = 60;
    private static final int LONGEST_SUBJECT = 200;

    private final Letter letter;
    private final String company;

    CodeMail(Letter letter) {
        super(letter.session());
        this.letter = letter;
        this.company = OneLine.of(letter.company(), LONGEST_COMPANY);
        setRealm(letter.realm());
        setUser(letter.user());
    }

    /** @throws EmailException when the theme's templates cannot be used; its causes may quote the code */
    Written write() throws EmailException {
        Locale locale = session.getContext().resolveLocale(letter.user());
        boolean desk = letter.isForHelpDesk();
        EmailTemplate mail = processTemplate(
                desk ? DESK_SUBJECT : SUBJECT, List.of(company), desk ? DESK_TEMPLATE : TEMPLATE, attributes(locale));
        return new Written(OneLine.of(mail.getSubject(), LONGEST_SUBJECT), mail.getTextBody(), mail.getHtmlBody());
    }

    // docs/email.md tells authors of themes what these are.
    private Map<String, Object> attributes(Locale locale) {
        SignInPlace place = SignInPlace.of(session);
        Map<String, Object> attributes = new HashMap<>();
        attributes.put("code", letter.code().reveal());
        attributes.put("company", company);
        attributes.put("minutes", Math.max(1, letter.validFor().toMinutes()));
        attributes.put(
                "numbering",
                MessageNumber.of(
                        letter.forms(),
                        letter.number(),
                        TwoFactor.of(letter.session())
                                .policy(letter.realm())
                                .codes()
                                .sendsPerLogin()));
        attributes.put("reportLink", letter.reportLink());
        attributes.put("browser", place.browser());
        attributes.put("system", place.system());
        attributes.put("time", SignInTime.now(letter.user(), locale));
        return attributes;
    }

    /** A mail without its recipient. */
    record Written(String subject, String text, String html) {

        /** Tells nothing: the code is in it. */
        @Override
        public String toString() {
            return "Written[redacted]";
        }
    }
}
