package dev.twofactor.keycloak.admin;

import com.fasterxml.jackson.databind.JsonNode;
import dev.twofactor.domain.delivery.Destination;
import dev.twofactor.domain.delivery.SendResult;
import dev.twofactor.domain.delivery.SmsMessage;
import dev.twofactor.domain.policy.SettingException;
import dev.twofactor.keycloak.SmsService;
import dev.twofactor.keycloak.server.TwoFactor;
import dev.twofactor.keycloak.sms.PhoneNumbers;
import dev.twofactor.keycloak.sms.RealmSmsServices;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.keycloak.common.util.Time;
import org.keycloak.component.ComponentModel;

/** Sends a text without any code by one service, and puts the vendor's answer into words. */
final class TestSend {

    private final AdminCall call;
    private final TestSendLimit limit;

    TestSend(AdminCall call, TestSendLimit limit) {
        this.call = call;
        this.limit = limit;
    }

    /** {@code accepted}, {@code outcome}, {@code reason} and {@code message}: no full number and no secret is in any of them. */
    Map<String, Object> send(ComponentModel component, JsonNode body) {
        Destination to = destination(body);
        String admin = call.auth().adminAuth().getUser().getId();
        if (!limit.allows(admin, Instant.ofEpochMilli(Time.currentTimeMillis()))) {
            throw AdminError.tooMany("Up to " + TestSendLimit.EACH_ADMIN + " test messages a minute; wait a moment");
        }
        try {
            SmsService service = RealmSmsServices.make(call.session(), component);
            return answer(service.send(new SmsMessage(to.address(), text())), to);
        } catch (SettingException e) {
            return answer(false, "misconfigured", e.key(), "Nothing was sent. " + e.getMessage() + ".");
        }
    }

    private static Destination destination(JsonNode body) {
        String number = body == null ? "" : body.path("to").asText("").strip();
        return PhoneNumbers.destination(number)
                .orElseThrow(() ->
                        AdminError.badRequest("to", "to: a phone number such as +14155550101 is expected (E.164)"));
    }

    // Digits are taken out: nothing in a test message may look like a code.
    private String text() {
        String company =
                TwoFactor.of(call.session()).companyName(call.realm()).replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Nd}]", " ");
        return "Test message from " + company.strip() + ": text messages work. No reply is needed.";
    }

    private static Map<String, Object> answer(SendResult result, Destination to) {
        String outcome = result.outcome().name().toLowerCase(Locale.ROOT).replace('_', '-');
        return answer(result.isAccepted(), outcome, result.reason(), words(result, to.masked()));
    }

    private static String words(SendResult result, String number) {
        return switch (result.outcome()) {
            case ACCEPTED -> "The vendor took the message to " + number + "; see whether the phone shows it.";
            case NUMBER_REFUSED -> "The vendor refuses the number " + number + " (" + result.reason() + ").";
            case OPTED_OUT -> "The owner of " + number + " told the vendor to stop (" + result.reason() + ").";
            case CREDENTIALS_WRONG ->
                "The vendor does not accept the account, key or sender (" + result.reason() + ").";
            case THROTTLED -> "The vendor asks to slow down (" + result.reason() + "); try again later.";
            case UNAVAILABLE ->
                "No usable answer came from the vendor (" + result.reason()
                        + "); check the address and whether the server may reach it.";
        };
    }

    private static Map<String, Object> answer(boolean accepted, String outcome, String reason, String message) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("accepted", accepted);
        answer.put("outcome", outcome);
        answer.put("reason", reason);
        answer.put("message", message);
        return answer;
    }
}
