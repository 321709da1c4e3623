package dev.twofactor.keycloak.enrollment;

import dev.twofactor.domain.otp.TypedCode;
import jakarta.ws.rs.HttpMethod;
import java.util.List;
import java.util.Optional;
import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.http.HttpRequest;

/** What a person sent with one of our actions' pages; every field is bounded and may be missing. */
public final class EnrollmentForm {

    public static final String CODE = "code";
    static final String COUNTRY = "country";
    public static final String METHOD = "method";
    /** One more than the longest that anybody takes: what is longer stays too long, and is not kept. */
    private static final int LONGEST_FIELD = 255;

    private final HttpRequest request;

    public EnrollmentForm(RequiredActionContext context) {
        this(context.getHttpRequest());
    }

    public EnrollmentForm(HttpRequest request) {
        this.request = request;
    }

    /** Whether anything was sent at all: Keycloak also hands over GET and HEAD with a valid session code. */
    public boolean isPosted() {
        return HttpMethod.POST.equals(request.getHttpMethod());
    }

    public boolean has(String name) {
        return request.getDecodedFormParameters().containsKey(name);
    }

    /** The code, as far as it can be one. */
    public Optional<TypedCode> code() {
        return Optional.ofNullable(text(CODE)).flatMap(TypedCode::parse);
    }

    /** A field's text; null when it is missing, or there twice: nobody can say which of them was meant. */
    public String text(String name) {
        List<String> values = request.getDecodedFormParameters().get(name);
        if (values == null || values.size() != 1) {
            return null;
        }
        String value = values.get(0);
        return value.length() > LONGEST_FIELD ? value.substring(0, LONGEST_FIELD) : value;
    }
}
