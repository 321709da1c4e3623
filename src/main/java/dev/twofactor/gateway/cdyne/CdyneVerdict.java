package dev.twofactor.gateway.cdyne;

import static java.util.Map.entry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.twofactor.domain.delivery.SendResult;
import dev.twofactor.domain.delivery.SendResult.Outcome;
import dev.twofactor.gateway.transport.JsonAnswer;
import dev.twofactor.gateway.transport.VendorReply.Answer;
import java.util.Map;
import java.util.regex.Pattern;

/** What CDYNE's answers mean to us: a refusal, too, comes with HTTP status 200. */
final class CdyneVerdict {

    private static final int OK = 200;
    private static final Pattern MESSAGE_ID = Pattern.compile("[0-9a-fA-F-]{36}");

    /** The vendor's MessageStatus (esendex.us/docs/sms-api/api/types/MessageStatus). */
    private static final Map<Integer, Outcome> BY_STATUS = Map.ofEntries(
            entry(200, Outcome.ACCEPTED), // sent
            entry(201, Outcome.ACCEPTED), // ready
            entry(202, Outcome.ACCEPTED), // processing
            entry(400, Outcome.CREDENTIALS_WRONG), // not our sender
            entry(401, Outcome.CREDENTIALS_WRONG), // invalid license key
            entry(402, Outcome.CREDENTIALS_WRONG), // account suspended
            entry(403, Outcome.OPTED_OUT), // stop on this phone number
            entry(404, Outcome.CREDENTIALS_WRONG), // no sender
            entry(406, Outcome.NUMBER_REFUSED)); // invalid destination

    private static final Map<Integer, Outcome> BY_HTTP_STATUS = Map.of(
            401, Outcome.CREDENTIALS_WRONG,
            403, Outcome.CREDENTIALS_WRONG,
            404, Outcome.CREDENTIALS_WRONG,
            429, Outcome.THROTTLED);

    private CdyneVerdict() {}

    static SendResult onAnswer(Answer answer) {
        if (answer.status() != OK) {
            Outcome outcome = BY_HTTP_STATUS.getOrDefault(answer.status(), Outcome.UNAVAILABLE);
            return SendResult.failed(outcome, "http-" + answer.status());
        }
        JsonNode messages = JsonAnswer.of(answer.body());
        JsonNode status = messages.path(0).path("MessageStatus");
        if (messages.size() != 1 || !status.isInt()) {
            return SendResult.failed(Outcome.UNAVAILABLE, "garbage");
        }
        Outcome outcome = BY_STATUS.getOrDefault(status.intValue(), Outcome.UNAVAILABLE);
        if (outcome != Outcome.ACCEPTED) {
            return SendResult.failed(outcome, "status-" + status.intValue());
        }
        String id = messages.path(0).path("MessageID").asText("");
        return MESSAGE_ID.matcher(id).matches()
                ? SendResult.accepted(id)
                : SendResult.failed(Outcome.UNAVAILABLE, "garbage");
    }
}
