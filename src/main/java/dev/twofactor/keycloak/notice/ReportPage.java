package dev.twofactor.keycloak.notice;

import dev.twofactor.domain.otp.CodeReports;
import dev.twofactor.domain.otp.ReportKey;
import dev.twofactor.domain.otp.ReportedCode;
import dev.twofactor.keycloak.change.AccountReported;
import dev.twofactor.keycloak.server.TwoFactor;
import dev.twofactor.keycloak.store.StoreBusyException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.CacheControl;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.Optional;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.forms.login.LoginFormsProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.services.resources.RealmsResource;

/** "This was not me": a page with a button, since programs that look through mails open every link in them. */
@Produces(MediaType.TEXT_HTML)
public final class ReportPage {

    private static final String TEMPLATE = "two-factor-report.ftl";

    private final KeycloakSession session;
    private final RealmModel realm;

    ReportPage(KeycloakSession session) {
        this.session = session;
        this.realm = session.getContext().getRealm();
    }

    /** Asks; nothing is done and nothing used up. */
    @GET
    @Path("report")
    public Response ask(@QueryParam("key") String key) {
        return new ReportLink(session, realm)
                .userOf(key)
                .map(user -> page("ASK", key))
                .orElseGet(() -> page("OVER", ""));
    }

    /** The same behind the link in a message with a code. */
    @GET
    public Response askAboutCode() {
        String key = session.getContext().getUri().getRequestUri().getRawQuery();
        return ReportKey.parse(key)
                .flatMap(parsed -> codes().find(parsed))
                .map(code -> page("ASK_CODE", key))
                .orElseGet(() -> page("OVER", ""));
    }

    /** Ends all sessions of the user and whatever else lets a browser in, and tells the events. */
    @POST
    @Path("report")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response report(@FormParam("key") String key) {
        Optional<ReportKey> ofCode = ReportKey.parse(key);
        Optional<UserModel> user;
        try {
            user = ofCode.isPresent() ? endCode(ofCode.get()) : new ReportLink(session, realm).take(key);
        } catch (StoreBusyException e) {
            return session.getProvider(LoginFormsProvider.class)
                    .setError("twoFactorBusy")
                    .createErrorPage(Response.Status.SERVICE_UNAVAILABLE);
        }
        user.ifPresent(this::report);
        return page(user.isPresent() ? "DONE" : "OVER", "");
    }

    // The code dies first, in a transaction of its own: whoever types it meanwhile is refused, or signed out below.
    private Optional<UserModel> endCode(ReportKey key) {
        Optional<ReportedCode> code = codes().take(key);
        code.ifPresent(each -> new PendingLogin(session, realm).end(each.sessionId()));
        return code.map(each -> session.users().getUserById(realm, each.userId()));
    }

    private CodeReports codes() {
        return TwoFactor.of(session).codeReports(realm);
    }

    private void report(UserModel user) {
        new AllSessions(session, realm).end(user);
        session.getKeycloakSessionFactory().publish(new AccountReported(session, realm, user));
        new EventBuilder(realm, session, session.getContext().getConnection())
                .event(EventType.LOGOUT)
                .user(user)
                .detail("two_factor_reason", "reported")
                .success();
    }

    // Two addresses show the page, so one in relation to either would not do.
    private String action() {
        return RealmsResource.realmBaseUrl(session.getContext().getUri())
                .path(ReportPageFactory.PROVIDER_ID)
                .path("report")
                .build(realm.getName())
                .toString();
    }

    private Response page(String state, String key) {
        CacheControl never = new CacheControl();
        never.setNoStore(true);
        Response page = session.getProvider(LoginFormsProvider.class)
                .setAttribute("twoFactor", Map.of("state", state, "key", key, "action", action()))
                .createForm(TEMPLATE);
        return Response.fromResponse(page).cacheControl(never).build();
    }
}
