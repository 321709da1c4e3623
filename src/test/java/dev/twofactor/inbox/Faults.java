package dev.twofactor.inbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/**
 * How the vendor misbehaves from now on.
 *
 * @param delayMillis wait before every answer, 0 to 60,000
 * @param status HTTP status of every answer, 0 for the usual one
 * @param errorCode the vendor's own error code, such as Twilio's 21211; 0 for none
 */
public record Faults(int delayMillis, int status, int errorCode, Mode mode) {

    /** What becomes of the connection. */
    public enum Mode {
        /** It answers. */
        OK,
        /** It says nothing for a minute, then closes. */
        HANG,
        /** It closes without an answer. */
        RESET,
        /** It answers with something that is no JSON. */
        GARBAGE
    }

    static final int MAX_DELAY_MILLIS = 60_000;

    /** A vendor in good order. */
    public static final Faults NONE = new Faults(0, 0, 0, Mode.OK);

    public Faults {
        requireRange("delayMillis", delayMillis, MAX_DELAY_MILLIS);
        requireRange("status", status, 599);
        requireRange("errorCode", errorCode, 999_999);
        if (status != 0 && status < 200) {
            throw new IllegalArgumentException("status: 0 or 200 to 599");
        }
    }

    /** Reads {@code {"delayMillis":0,"status":0,"errorCode":0,"mode":"ok"}}; what is absent has its default. */
    static Faults from(JsonNode json) {
        if (!json.isObject()) {
            throw new IllegalArgumentException("an object is expected");
        }
        return new Faults(
                json.path("delayMillis").asInt(0),
                json.path("status").asInt(0),
                json.path("errorCode").asInt(0),
                Mode.valueOf(json.path("mode").asText("ok").toUpperCase(Locale.ROOT)));
    }

    /** The status of a refusal, or 0 when the request may be accepted. */
    int refusalStatus() {
        if (status >= 300) {
            return status;
        }
        if (errorCode == 0) {
            return 0;
        }
        return switch (errorCode) {
            case 20003 -> 401;
            case 20429 -> 429;
            default -> 400;
        };
    }

    private static void requireRange(String name, int value, int max) {
        if (value < 0 || value > max) {
            throw new IllegalArgumentException(name + ": 0 to " + max);
        }
    }
}
