package dev.twofactor.domain.spend;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something an operator wants to know; nothing personal is in it.
 *
 * @param code stable: a {@link Limit#code()}, another reason's, or an alarm's
 * @param userId whom it concerns; null where it concerns the realm
 * @param country ISO 3166 code; null where it concerns none
 * @param method credential type; null where it concerns none
 */
public record Finding(
        Type type, String code, @Nullable String userId, @Nullable String country, @Nullable String method) {

    /** How bad it is. */
    public enum Type {
        /** One message was not sent, or one code not compared. */
        REFUSED,
        /** One message was sent that the mode {@code enforce} would have stopped. */
        RECORDED,
        /** Somebody should look. */
        ALARM
    }

    /** 80 % of the day's money is spent. */
    public static final String SPEND_WARNING = "spend_warning";
    /** Many more wrong codes in this realm than usual. */
    public static final String WRONG_CODES_OF_REALM = "wrong_codes_realm";
    /** Too many wrong codes from one network address. */
    public static final String WRONG_CODES_OF_ADDRESS = "wrong_codes_address";
    /** So many wrong codes of one user that no more are compared until the oldest is a day old. */
    public static final String WRONG_CODES_OF_USER = "wrong_codes_user";
    /** A user's method is off until it is set up again. */
    public static final String METHOD_DISABLED = "method_disabled";

    /** Somebody who got a code says that another person asked for it. */
    public static final String CODE_NOT_ASKED_FOR = "code_not_asked_for";

    /** The codes of all alarms. */
    public static List<String> alarms() {
        return List.of(
                SPEND_WARNING,
                WRONG_CODES_OF_REALM,
                WRONG_CODES_OF_ADDRESS,
                WRONG_CODES_OF_USER,
                METHOD_DISABLED,
                CODE_NOT_ASKED_FOR,
                Limit.PREFIX_CLOSED.code(),
                Limit.COUNTRY_CLOSED.code());
    }

    /** One that concerns no method. */
    public Finding(Type type, String code, @Nullable String userId, @Nullable String country) {
        this(type, code, userId, country, null);
    }

    static Finding alarm(String code) {
        return new Finding(Type.ALARM, code, null, null);
    }
}
