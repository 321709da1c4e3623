package dev.twofactor.keycloak.selfservice;

import dev.twofactor.domain.policy.Requirement;
import dev.twofactor.keycloak.FactorTypes;
import dev.twofactor.keycloak.channel.CodeChannels;
import dev.twofactor.keycloak.credential.CredentialFields;
import dev.twofactor.keycloak.email.EmailCredential;
import dev.twofactor.keycloak.enrollment.UserSwitch;
import dev.twofactor.keycloak.server.TwoFactor;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.keycloak.credential.CredentialModel;
import org.keycloak.events.Details;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;

/** What is set up: to list, set first, remove, and switch off and on. */
final class MethodCalls {

    private final Caller caller;

    MethodCalls(Caller caller) {
        this.caller = caller;
    }

    Response list() {
        List<CredentialModel> rows = rows();
        return Calls.page(
                caller, rows.stream().map(row -> view(row, row == rows.get(0))).toList());
    }

    Response change(String id, Json body) {
        caller.requireFresh(false);
        CredentialModel row = own(id);
        if (!body.flag("default")) {
            throw new Problem(Problem.Kind.BAD_FIELD).with("field", "default");
        }
        caller.user().credentialManager().moveStoredCredentialTo(row.getId(), null);
        event(EventType.UPDATE_CREDENTIAL, row)
                .detail("two_factor_default", "true")
                .success();
        return Calls.json(200, view(row, true));
    }

    Response remove(String id) {
        caller.requireFresh(false);
        CredentialModel row = own(id);
        if (isLent(row) || isOff()) {
            throw new Problem(Problem.Kind.REQUIRED_BY_POLICY);
        }
        caller.user().credentialManager().removeStoredCredentialById(row.getId());
        event(EventType.REMOVE_CREDENTIAL, row).success();
        return Response.noContent().build();
    }

    Response readSwitch() {
        return Calls.json(200, switchView());
    }

    Response turn(Json body) {
        caller.requireFresh(false);
        boolean on = body.flag("on");
        UserSwitch userSwitch = userSwitch();
        if (!on && !userSwitch.mayTurnOff()) {
            throw new Problem(Problem.Kind.REQUIRED_BY_POLICY);
        }
        userSwitch.turn(on, false);
        caller.event(EventType.UPDATE_CREDENTIAL)
                .detail("two_factor_switch", on ? "on" : "off")
                .success();
        return Calls.json(200, switchView());
    }

    private Map<String, Object> switchView() {
        return Map.of("on", !userSwitch().isOff(), "mayTurnOff", userSwitch().mayTurnOff());
    }

    private UserSwitch userSwitch() {
        return new UserSwitch(caller.session(), caller.realm(), caller.user());
    }

    // Nobody can show a second factor while the realm asks for none, so nothing is taken away then.
    private boolean isOff() {
        return TwoFactor.of(caller.session())
                        .policy(caller.realm())
                        .enrollment()
                        .requirement()
                == Requirement.OFF;
    }

    private List<CredentialModel> rows() {
        return caller.user()
                .credentialManager()
                .getStoredCredentialsStream()
                .filter(row -> FactorTypes.ALL.contains(row.getType()))
                .toList();
    }

    private CredentialModel own(String id) {
        return rows().stream()
                .filter(row -> row.getId().equals(id))
                .findFirst()
                .orElseThrow(() -> new Problem(Problem.Kind.NOT_FOUND));
    }

    /** What an application may know of a method. */
    static Map<String, Object> view(CredentialModel row, boolean first) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", row.getId());
        view.put("method", key(row.getType()));
        view.put("label", row.getUserLabel());
        view.put("destination", destination(row));
        view.put("createdDate", row.getCreatedDate());
        view.put("default", first);
        return view;
    }

    private static String key(String type) {
        return switch (type) {
            case "two-factor-sms" -> "sms";
            case "two-factor-email" -> "email";
            case "otp" -> "totp";
            default -> type;
        };
    }

    // Empty for what has no destination.
    private static String destination(CredentialModel row) {
        return CodeChannels.of(row.getType())
                .flatMap(channel -> CredentialFields.text(row, channel.channel().field()))
                .map(address -> CodeChannels.masked(row.getType(), address))
                .orElse(null);
    }

    private static boolean isLent(CredentialModel row) {
        return EmailCredential.TYPE.equals(row.getType()) && EmailCredential.isFromProfile(row);
    }

    private EventBuilder event(EventType type, CredentialModel row) {
        return caller.event(type)
                .detail(Details.CREDENTIAL_TYPE, row.getType())
                .detail(Details.CREDENTIAL_ID, row.getId())
                .detail(Details.CREDENTIAL_USER_LABEL, row.getUserLabel())
                .detail("two_factor_destination", destination(row));
    }
}
