package dev.twofactor.gateway.http;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.twofactor.domain.delivery.SendResult;
import dev.twofactor.domain.delivery.SendResult.Outcome;
import dev.twofactor.domain.policy.SettingException;
import dev.twofactor.domain.policy.Settings;
import dev.twofactor.gateway.transport.JsonAnswer;
import dev.twofactor.gateway.transport.VendorReply.Answer;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How to read a vendor's answers.
 *
 * @param statuses HTTP statuses that can mean success
 * @param success where the answer says that the message was taken; null where the status alone says so
 * @param successValues what must stand there; empty when anything may
 * @param id where the vendor's id of the message stands; null where it gives none
 * @param error where the reason of a refusal stands; null where it gives none
 * @param refused reasons that mean the number
 * @param optedOut reasons that mean the owner's wish
 */
record AnswerRule(
        List<Integer> statuses,
        @Nullable JsonPointer success,
        List<String> successValues,
        @Nullable JsonPointer id,
        @Nullable JsonPointer error,
        List<String> refused,
        List<String> optedOut) {

    private static final Pattern VENDOR_ID = Pattern.compile("[\\x21-\\x7E]{1,200}");
    private static final Pattern REASON = Pattern.compile("[A-Za-z0-9_.-]{1,40}");
    private static final int LEAST_DIGITS_OF_A_NUMBER = 7;
    private static final List<Integer> ANY_SUCCESS = List.of(200, 201, 202, 204);

    static AnswerRule from(Settings settings) {
        return new AnswerRule(
                settings.numbers("success-status", ANY_SUCCESS, 200, 299),
                pointer(settings, "success-pointer"),
                settings.names("success-values"),
                pointer(settings, "id-pointer"),
                pointer(settings, "error-pointer"),
                settings.names("refused-values"),
                settings.names("opted-out-values"));
    }

    private static @Nullable JsonPointer pointer(Settings settings, String key) {
        String text = settings.text(key);
        try {
            return text == null ? null : JsonPointer.compile(text);
        } catch (IllegalArgumentException e) {
            throw new SettingException(key, "a JSON pointer such as /messages/0/status is expected (RFC 6901)");
        }
    }

    SendResult read(Answer answer) {
        JsonNode body = JsonAnswer.of(answer.body());
        if (statuses.contains(answer.status()) && saysSuccess(body)) {
            return SendResult.accepted(vendorId(body));
        }
        String reason = error == null ? "" : body.at(error).asText("");
        if (refused.contains(reason)) {
            return SendResult.failed(Outcome.NUMBER_REFUSED, shown(reason, answer));
        }
        if (optedOut.contains(reason)) {
            return SendResult.failed(Outcome.OPTED_OUT, shown(reason, answer));
        }
        return SendResult.failed(byStatus(answer.status()), shown(reason, answer));
    }

    private boolean saysSuccess(JsonNode body) {
        if (success == null) {
            return true;
        }
        JsonNode said = body.at(success);
        return !said.isMissingNode()
                && !said.isNull()
                && (successValues.isEmpty() || successValues.contains(said.asText()));
    }

    private @Nullable String vendorId(JsonNode body) {
        String found = id == null ? "" : body.at(id).asText("");
        return VENDOR_ID.matcher(found).matches() ? found : null;
    }

    private static Outcome byStatus(int status) {
        return switch (status) {
            case 401, 402, 403, 404 -> Outcome.CREDENTIALS_WRONG;
            case 429 -> Outcome.THROTTLED;
            default -> Outcome.UNAVAILABLE;
        };
    }

    // A vendor's word may be a sentence with the number in it: only short codes are kept.
    private static String shown(String reason, Answer answer) {
        boolean code = REASON.matcher(reason).matches()
                && reason.chars().filter(Character::isDigit).count() < LEAST_DIGITS_OF_A_NUMBER;
        return code ? reason : "http-" + answer.status();
    }
}
