package dev.twofactor.keycloak.login;

import dev.twofactor.domain.otp.TypedCode;
import java.util.List;
import java.util.Optional;
import org.keycloak.authentication.AuthenticationFlowContext;

/** What a person sent with one of our pages; every field is bounded and may be missing. */
final class PostedForm {

    static final String CODE = "code";
    static final String CREDENTIAL_ID = "credentialId";
    private static final int LONGEST_FIELD = 64;

    private final AuthenticationFlowContext context;

    PostedForm(AuthenticationFlowContext context) {
        this.context = context;
    }

    /** The code, if what was typed looks like one at all. */
    Optional<TypedCode> code() {
        return single(CODE).flatMap(TypedCode::parse);
    }

    /** The phone, address or app that was picked. */
    Optional<String> credentialId() {
        return single(CREDENTIAL_ID);
    }

    /** Whether the box was ticked. */
    boolean wantsTrust() {
        return single("trustDevice").filter("on"::equals).isPresent();
    }

    // Two fields of one name are none: nobody can say which of them was meant.
    private Optional<String> single(String name) {
        List<String> values =
                context.getHttpRequest().getDecodedFormParameters().get(name);
        boolean single = values != null && values.size() == 1 && values.get(0).length() <= LONGEST_FIELD;
        return single ? Optional.of(values.get(0)) : Optional.empty();
    }
}
