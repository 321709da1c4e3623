package dev.twofactor.keycloak.login;

import dev.twofactor.domain.otp.Verdict;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.authentication.authenticators.util.AuthenticatorUtils;
import org.keycloak.events.Errors;
import org.keycloak.services.managers.BruteForceProtector;

/**
 * Tells Keycloak's own brute-force protector of wrong codes, in the category {@code otp}: it ignores any other from 26.6
 * on. Its method changed twice (no category before 26.6, a string in 26.6, a set from 26.7), so it is called by name.
 */
final class FailureReports {

    private static final Method FAILED_LOGIN = Arrays.stream(BruteForceProtector.class.getMethods())
            .filter(method -> method.getName().equals("failedLogin"))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("this Keycloak's protector takes no failures"));
    private static final String CATEGORY = "otp";

    private final AuthenticationFlowContext context;

    FailureReports(AuthenticationFlowContext context) {
        this.context = context;
    }

    boolean isLockedOut() {
        return lockedOutError() != null;
    }

    /** Keycloak's event error for a locked user; null when not locked. */
    String lockedOutError() {
        return AuthenticatorUtils.getDisabledByBruteForceEventError(context, context.getUser());
    }

    /**
     * Tells the events and, of a code that was compared and wrong, Keycloak's protector.
     *
     * @param method credential type of the method
     */
    void report(Verdict verdict, String method) {
        if (verdict == Verdict.WRONG && context.getRealm().isBruteForceProtected()) {
            call(context.getProtector());
        }
        context.getEvent()
                .user(context.getUser())
                .detail("two_factor_method", method)
                .detail("two_factor_reason", verdict.name().toLowerCase(Locale.ROOT))
                .error(Errors.INVALID_USER_CREDENTIALS);
    }

    private void call(BruteForceProtector protector) {
        Object[] always = {context.getRealm(), context.getUser(), context.getConnection(), context.getUriInfo()};
        Object[] arguments = Arrays.copyOf(always, FAILED_LOGIN.getParameterCount());
        if (arguments.length > always.length) {
            boolean takesSet = FAILED_LOGIN.getParameterTypes()[always.length] == Set.class;
            arguments[always.length] = takesSet ? Set.of(CATEGORY) : CATEGORY;
        }
        try {
            FAILED_LOGIN.invoke(protector, arguments);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("Keycloak's protector did not take a failed code", e);
        }
    }
}
