package dev.twofactor.keycloak.admin;

import dev.twofactor.domain.enrollment.Status;
import dev.twofactor.domain.otp.Locks;
import dev.twofactor.domain.otp.TriedMethod;
import dev.twofactor.keycloak.FactorTypes;
import dev.twofactor.keycloak.ValidSetUps;
import dev.twofactor.keycloak.channel.CodeChannels;
import dev.twofactor.keycloak.credential.CredentialFields;
import dev.twofactor.keycloak.delivery.EnrolledDestination;
import dev.twofactor.keycloak.device.TrustedDevices;
import dev.twofactor.keycloak.enrollment.OfferedMethod;
import dev.twofactor.keycloak.enrollment.UserSwitch;
import dev.twofactor.keycloak.server.TwoFactor;
import dev.twofactor.keycloak.store.StatusRules;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.keycloak.credential.CredentialModel;
import org.keycloak.models.UserModel;

/** What an admin may know of one user's second factors: destinations are masked, and no code or secret is in it. */
final class UserView {

    private final AdminCall call;
    private final UserModel user;
    private final List<CredentialModel> rows;
    private final Locks locks;
    private final ValidSetUps valid;

    UserView(AdminCall call, UserModel user) {
        this.call = call;
        this.user = user;
        this.rows = user.credentialManager()
                .getStoredCredentialsStream()
                .filter(row -> FactorTypes.ALL.contains(row.getType()))
                .toList();
        this.locks = TwoFactor.of(call.session()).locks(call.realm(), user);
        this.valid = ValidSetUps.of(TwoFactor.of(call.session()).policy(call.realm()));
    }

    /** Everything. */
    Map<String, Object> show() {
        UserSwitch userSwitch = new UserSwitch(call.session(), call.realm(), user);
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("id", user.getId());
        shown.put("username", user.getUsername());
        shown.put("status", status(userSwitch).key());
        shown.put("on", !userSwitch.isOff());
        shown.put("mayTurnOff", userSwitch.mayTurnOff());
        shown.put("methods", rows.stream().map(this::method).toList());
        shown.put(
                "devices",
                TrustedDevices.of(call.session()).list(call.realm(), user).stream()
                        .map(DevicesResource::view)
                        .toList());
        shown.put("wrongToday", locks.wrongToday());
        put(shown, "lockedUntil", locks.until());
        return shown;
    }

    /** One of the methods, by the id of its credential, as it stands in {@link #show}. */
    Map<String, Object> method(String id) {
        return rows.stream()
                .filter(row -> row.getId().equals(id))
                .map(this::method)
                .findFirst()
                .orElseThrow();
    }

    private Map<String, Object> method(CredentialModel row) {
        Instant since = EnrolledDestination.boundAt(row.getCreatedDate());
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("id", row.getId());
        shown.put("method", key(row.getType()));
        shown.put("label", Objects.requireNonNullElse(row.getUserLabel(), ""));
        shown.put("destination", destination(row));
        shown.put("default", row == rows.get(0));
        shown.put("counts", valid.contains(row));
        shown.put("disabled", locks.isOff(new TriedMethod(row.getType(), since)));
        put(shown, "since", since);
        put(shown, "lastUsedAt", locks.lastUse(row.getType()));
        return shown;
    }

    private static void put(Map<String, Object> shown, String key, Instant moment) {
        if (moment != null) {
            shown.put(key, moment.toEpochMilli());
        }
    }

    private Status status(UserSwitch userSwitch) {
        if (locks.until() != null) {
            return Status.LOCKED;
        }
        if (rows.stream().anyMatch(valid::contains)) {
            return userSwitch.isTurnedOff() ? Status.OFF : Status.ENABLED;
        }
        StatusRules rules = ListedStatus.rules(call);
        boolean asked = rules.askedCounts()
                && TwoFactor.of(call.session())
                                .stored(call.realm(), user)
                                .asked()
                                .first()
                        != null;
        boolean told = user.getRequiredActionsStream().anyMatch(rules.pendingActions()::contains);
        return asked || told ? Status.PENDING : Status.NONE;
    }

    /** The method's name in our REST. */
    static String key(String type) {
        return Arrays.stream(OfferedMethod.values())
                .filter(method -> method.credentialType().equals(type))
                .map(OfferedMethod::key)
                .findFirst()
                .orElse(type);
    }

    private static String destination(CredentialModel row) {
        return CodeChannels.of(row.getType())
                .flatMap(channel -> CredentialFields.text(row, channel.channel().field()))
                .map(address -> CodeChannels.masked(row.getType(), address))
                .orElse("");
    }
}
