package dev.twofactor.keycloak.notice;

import dev.twofactor.domain.delivery.Channel;
import dev.twofactor.keycloak.change.ChangesOfRequest;
import dev.twofactor.keycloak.change.MethodChange;
import dev.twofactor.keycloak.change.MethodChange.Kind;
import dev.twofactor.keycloak.change.StoredMethod;
import dev.twofactor.keycloak.channel.CodeChannels;
import dev.twofactor.keycloak.delivery.Dispatch;
import dev.twofactor.keycloak.email.NoticeMail;
import dev.twofactor.keycloak.server.TwoFactor;
import dev.twofactor.keycloak.sms.PublicHost;
import dev.twofactor.keycloak.sms.SmsNotice;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.keycloak.events.email.EmailEventListenerProviderFactory;
import org.keycloak.forms.login.LoginFormsProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.services.resources.RealmsResource;

/** Writes to a user, and to where codes go no longer, what one request changed. */
final class Notices {

    private final KeycloakSession session;
    private final RealmModel realm;
    private final UserModel user;
    private final List<MethodChange> changes;

    Notices(ChangesOfRequest told) {
        this.session = told.session();
        this.realm = told.realm();
        this.user = told.user();
        this.changes = told.changes();
    }

    void send() {
        Set<String> addresses = addresses();
        if (!addresses.isEmpty()) {
            new NoticeMail(session, realm, user)
                    .write(attributes())
                    .ifPresent(letter -> addresses.forEach(address -> post(Channel.EMAIL, letter.to(address))));
        }
        removed(Channel.SMS).forEach(this::text);
    }

    // The profile's address only while somebody has proved it; Keycloak's own listener writes there as well when the
    // realm has it, and nobody wants two mails.
    private Set<String> addresses() {
        Set<String> addresses = new LinkedHashSet<>();
        if (user.getEmail() != null && user.isEmailVerified() && !isToldByKeycloak()) {
            addresses.add(user.getEmail().toLowerCase(Locale.ROOT));
        }
        removed(Channel.EMAIL).forEach(address -> addresses.add(address.toLowerCase(Locale.ROOT)));
        return addresses;
    }

    private boolean isToldByKeycloak() {
        return changes.stream().noneMatch(MethodChange::byAdministrator)
                && realm.getEventsListenersStream().anyMatch(EmailEventListenerProviderFactory.ID::equals);
    }

    // Who set the same phone up anew, in the place of an old set-up, still gets codes there.
    private List<String> removed(Channel channel) {
        Set<String> kept = stillSetUp(channel);
        return changes.stream()
                .filter(change -> change.kind() == Kind.REMOVED)
                .map(MethodChange::method)
                .filter(method -> method.type().equals(channel.credentialType()) && method.address() != null)
                .map(StoredMethod::address)
                .filter(address -> !kept.contains(address))
                .toList();
    }

    private Set<String> stillSetUp(Channel channel) {
        return CodeChannels.of(channel.credentialType())
                .map(codes -> codes.destinations(user))
                .orElse(List.of())
                .stream()
                .map(enrolled -> enrolled.destination().address())
                .collect(Collectors.toSet());
    }

    private void text(String number) {
        LoginFormsProvider forms = session.getProvider(LoginFormsProvider.class).setUser(user);
        String company = TwoFactor.of(session).companyName(realm);
        SmsNotice.removed(session, realm, number, company, forms).ifPresent(text -> post(Channel.SMS, text));
    }

    private void post(Channel channel, Dispatch dispatch) {
        TwoFactor.of(session).outbox(channel).noticeAfterCommit(session, dispatch);
    }

    private Map<String, Object> attributes() {
        Map<String, Object> attributes = new HashMap<>();
        attributes.put("changes", changes.stream().map(Notices::view).toList());
        attributes.put("byAdministrator", changes.stream().anyMatch(MethodChange::byAdministrator));
        attributes.put("reportLink", link());
        return attributes;
    }

    private static Map<String, String> view(MethodChange change) {
        StoredMethod method = change.method();
        return method == null
                ? Map.of("kind", change.kind().name(), "type", "", "destination", "")
                : Map.of(
                        "kind",
                        change.kind().name(),
                        "type",
                        method.type(),
                        "destination",
                        CodeChannels.masked(method.type(), method.address()));
    }

    // Only where no request can choose the host: a forged one would lead the key elsewhere.
    private String link() {
        if (PublicHost.of(realm) == null) {
            return "";
        }
        return RealmsResource.realmBaseUrl(session.getContext().getUri())
                .path(ReportPageFactory.PROVIDER_ID)
                .path("report")
                .queryParam("key", new ReportLink(session, realm).keyFor(user))
                .build(realm.getName())
                .toString();
    }
}
