package dev.twofactor.keycloak.directgrant;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.authentication.authenticators.directgrant.ValidatePassword;
import org.keycloak.models.SubjectCredentialManager;
import org.keycloak.models.UserModel;

/**
 * Lets Keycloak's own step for passwords refuse a user none of whose passwords is right. So a wrong code gets status,
 * body, event and count of a wrong password in every version: 401 in 26.4, 400 in 26.7.
 */
final class WrongPassword {

    private static final ValidatePassword PASSWORD_STEP = new ValidatePassword();

    private WrongPassword() {}

    static void answer(AuthenticationFlowContext context) {
        UserModel user = context.getUser();
        SubjectCredentialManager nothingValid =
                with(SubjectCredentialManager.class, user.credentialManager(), Map.of("isValid", false));
        UserModel refused = with(UserModel.class, user, Map.of("credentialManager", nothingValid));
        PASSWORD_STEP.authenticate(with(AuthenticationFlowContext.class, context, Map.of("getUser", refused)));
    }

    /** The same object, but with these answers of methods. */
    private static <T> T with(Class<T> type, T object, Map<String, ?> answers) {
        InvocationHandler handler = (proxy, method, arguments) ->
                answers.containsKey(method.getName()) ? answers.get(method.getName()) : pass(object, method, arguments);
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static Object pass(Object object, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(object, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
