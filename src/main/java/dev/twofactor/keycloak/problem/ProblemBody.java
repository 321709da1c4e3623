package dev.twofactor.keycloak.problem;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.keycloak.forms.login.LoginFormsProvider;
import org.keycloak.models.KeycloakSession;

/** What every refusal of ours says of itself (RFC 9457, section 3.1), and its stable {@code code}. */
public final class ProblemBody {

    /** What goes into {@code Content-Type}. */
    public static final String TYPE = "application/problem+json";

    private ProblemBody() {}

    /**
     * The members that all have, in a map to which others may be added.
     *
     * @param session with a realm in its context, whose language the title is in
     * @param kind in capitals, as the keys of the titles have it
     * @param status from 400 on
     */
    public static Map<String, Object> of(KeycloakSession session, String kind, int status) {
        String code = kind.toLowerCase(Locale.ROOT);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", "urn:two-factor:problem:" + code);
        body.put("title", session.getProvider(LoginFormsProvider.class).getMessage("twoFactorProblem-" + kind));
        body.put("status", status);
        body.put("code", code);
        return body;
    }
}
