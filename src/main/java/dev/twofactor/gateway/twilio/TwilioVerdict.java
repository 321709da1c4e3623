package dev.twofactor.gateway.twilio;

import static java.util.Map.entry;

import com.twilio.rest.api.v2010.account.Message;
import dev.twofactor.domain.delivery.SendResult;
import dev.twofactor.domain.delivery.SendResult.Outcome;
import dev.twofactor.gateway.transport.VendorReply;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What Twilio's answers mean to us. */
final class TwilioVerdict {

    private static final int CREATED = 201;
    private static final int SERVER_ERROR = 500;
    private static final Pattern MESSAGE_SID = Pattern.compile("(?:SM|MM)[0-9a-fA-F]{32}");

    /** https://www.twilio.com/docs/api/errors */
    private static final Map<Integer, Outcome> BY_CODE = Map.ofEntries(
            entry(21211, Outcome.NUMBER_REFUSED), // invalid number
            entry(21214, Outcome.NUMBER_REFUSED), // cannot be reached
            entry(21217, Outcome.NUMBER_REFUSED), // does not look like a number
            entry(21265, Outcome.NUMBER_REFUSED), // is a short code
            entry(21408, Outcome.NUMBER_REFUSED), // country not enabled
            entry(21612, Outcome.NUMBER_REFUSED), // no way from this sender to this number
            entry(21614, Outcome.NUMBER_REFUSED), // not a mobile number
            entry(21635, Outcome.NUMBER_REFUSED), // a landline
            entry(30003, Outcome.NUMBER_REFUSED), // unreachable handset
            entry(30004, Outcome.NUMBER_REFUSED), // blocked
            entry(30005, Outcome.NUMBER_REFUSED), // unknown handset
            entry(30006, Outcome.NUMBER_REFUSED), // landline or unreachable carrier
            entry(21610, Outcome.OPTED_OUT),
            entry(20003, Outcome.CREDENTIALS_WRONG), // wrong user name or password
            entry(20005, Outcome.CREDENTIALS_WRONG), // account not active
            entry(20403, Outcome.CREDENTIALS_WRONG), // forbidden
            entry(20404, Outcome.CREDENTIALS_WRONG), // no such account
            entry(21212, Outcome.CREDENTIALS_WRONG), // invalid sender
            entry(21603, Outcome.CREDENTIALS_WRONG), // no sender
            entry(21606, Outcome.CREDENTIALS_WRONG), // not our sender
            entry(21608, Outcome.CREDENTIALS_WRONG), // trial account
            entry(21659, Outcome.CREDENTIALS_WRONG), // not a Twilio number
            entry(21660, Outcome.CREDENTIALS_WRONG), // another account's number
            entry(21701, Outcome.CREDENTIALS_WRONG), // no such messaging service
            entry(21703, Outcome.CREDENTIALS_WRONG), // a messaging service without senders
            entry(30002, Outcome.CREDENTIALS_WRONG), // account suspended
            entry(20429, Outcome.THROTTLED), // too many requests
            entry(14107, Outcome.THROTTLED), // rate exceeded
            entry(21611, Outcome.THROTTLED), // the sender's queue is full
            entry(30001, Outcome.THROTTLED), // queue overflow
            entry(63038, Outcome.THROTTLED)); // daily limit reached

    private static final Map<Integer, Outcome> BY_STATUS = Map.of(
            401, Outcome.CREDENTIALS_WRONG,
            403, Outcome.CREDENTIALS_WRONG,
            404, Outcome.CREDENTIALS_WRONG,
            429, Outcome.THROTTLED);

    private TwilioVerdict() {}

    /** An answer that twilio-java could read; it takes everything below 400 for success, we only a message that was made. */
    static SendResult onAnswer(int status, @Nullable Message message) {
        if (status != CREATED) {
            return onRefusal(status, null);
        }
        if (message == null
                || message.getSid() == null
                || !MESSAGE_SID.matcher(message.getSid()).matches()) {
            return unavailable("garbage");
        }
        if (message.getStatus() == Message.Status.FAILED
                || message.getStatus() == Message.Status.UNDELIVERED
                || message.getStatus() == Message.Status.CANCELED) {
            return onFailedMessage(message.getErrorCode());
        }
        return SendResult.accepted(message.getSid());
    }

    /**
     * A refusal, or an answer that twilio-java could not read.
     *
     * @param code Twilio's error code; null where it gave none
     */
    static SendResult onRefusal(int status, @Nullable Integer code) {
        if (status >= SERVER_ERROR) {
            return unavailable("http-" + status);
        }
        if (status == CREATED) {
            return unavailable("garbage");
        }
        Outcome byCode = code == null ? null : BY_CODE.get(code);
        if (code != null && byCode != null) {
            return SendResult.failed(byCode, code.toString());
        }
        return SendResult.failed(BY_STATUS.getOrDefault(status, Outcome.UNAVAILABLE), reason(status, code));
    }

    /** No answer at all. */
    static SendResult onNoAnswer(VendorReply.Reason reason) {
        return unavailable(reason.word());
    }

    private static SendResult onFailedMessage(@Nullable Integer code) {
        Outcome byCode = code == null ? null : BY_CODE.get(code);
        return code == null || byCode == null ? unavailable("failed") : SendResult.failed(byCode, code.toString());
    }

    /** An unknown code is a number of five digits or it is not Twilio's. */
    private static String reason(int status, @Nullable Integer code) {
        return code != null && code >= 10_000 && code <= 99_999 ? code.toString() : "http-" + status;
    }

    private static SendResult unavailable(String reason) {
        return SendResult.failed(Outcome.UNAVAILABLE, reason);
    }
}
