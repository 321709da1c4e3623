package dev.twofactor.keycloak.directgrant;

import java.util.List;
import java.util.Optional;
import org.keycloak.http.HttpRequest;

/** Our parameters of a token request; every one is bounded and may be missing. */
final class GrantFields {

    private static final int LONGEST = 64;

    private final HttpRequest request;

    GrantFields(HttpRequest request) {
        this.request = request;
    }

    /** Whether a code was brought, of whatever form. */
    boolean hasCode() {
        return request.getDecodedFormParameters().containsKey("otp");
    }

    Optional<String> code() {
        return single("otp");
    }

    /** Whether the request says which method it means. */
    boolean hasMethod() {
        return request.getDecodedFormParameters().containsKey("two_factor_method");
    }

    Optional<String> method() {
        return single("two_factor_method");
    }

    boolean wantsAnotherMessage() {
        return single("two_factor_resend").filter("true"::equals).isPresent();
    }

    // Parameters must not be there more than once (RFC 6749, 3.2): nobody can say which of them was meant.
    private Optional<String> single(String name) {
        List<String> values = request.getDecodedFormParameters().get(name);
        boolean single = values != null && values.size() == 1 && values.get(0).length() <= LONGEST;
        return single ? Optional.of(values.get(0)) : Optional.empty();
    }
}
