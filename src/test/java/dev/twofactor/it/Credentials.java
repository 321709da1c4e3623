package dev.twofactor.it;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Calendar;
import java.util.List;
import org.keycloak.models.credential.RecoveryAuthnCodesCredentialModel;
import org.keycloak.models.utils.TimeBasedOTP;

/** Credentials as a realm file carries them. */
final class Credentials {

    private Credentials() {}

    /** A phone for codes by text message. */
    static ObjectNode phone(String number) {
        return credential("two-factor-sms", "{\"phoneNumber\":\"" + number + "\"}", "{}");
    }

    /** An address for codes by email; whatever it holds is written as JSON. */
    static ObjectNode address(String address) {
        String data = JsonNodeFactory.instance
                .objectNode()
                .put("emailAddress", address)
                .toString();
        return credential("two-factor-email", data, "{}");
    }

    /** An authenticator app with this secret. */
    static ObjectNode app(String secret) {
        String data = "{\"subType\":\"totp\",\"digits\":6,\"counter\":0,\"period\":30,\"algorithm\":\"HmacSHA1\"}";
        return credential("otp", data, "{\"value\":\"" + secret + "\"}");
    }

    /** What such an app shows now. */
    static String appCode(String secret) {
        return new TimeBasedOTP().generateTOTP(secret);
    }

    /** What it shows when that much time has passed. */
    static String appCode(String secret, Duration ahead) {
        TimeBasedOTP app = new TimeBasedOTP();
        Calendar then = Calendar.getInstance();
        then.setTimeInMillis(System.currentTimeMillis() + ahead.toMillis());
        app.setCalendar(then);
        return app.generateTOTP(secret);
    }

    /** One recovery code. */
    static ObjectNode recoveryCode(String code) {
        var model = RecoveryAuthnCodesCredentialModel.createFromValues(List.of(code), 0, null);
        return credential(model.getType(), model.getCredentialData(), model.getSecretData());
    }

    /** Several recovery codes. */
    static ObjectNode recoveryCodes(String... codes) {
        var model = RecoveryAuthnCodesCredentialModel.createFromValues(List.of(codes), 0, null);
        return credential(model.getType(), model.getCredentialData(), model.getSecretData());
    }

    /** A security key that nobody holds: enough to be asked for it. */
    static ObjectNode securityKey() {
        return credential(
                "webauthn",
                "{\"aaguid\":\"00000000-0000-0000-0000-000000000000\",\"credentialId\":\"AAAA\",\"counter\":0,"
                        + "\"credentialPublicKey\":\"AAAA\",\"attestationStatementFormat\":\"none\"}",
                "{}");
    }

    static ObjectNode credential(String type, String credentialData, String secretData) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("type", type)
                .put("credentialData", credentialData)
                .put("secretData", secretData);
    }
}
