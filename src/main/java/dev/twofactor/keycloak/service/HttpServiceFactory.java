package dev.twofactor.keycloak.service;

import com.google.auto.service.AutoService;
import dev.twofactor.domain.policy.Settings;
import dev.twofactor.gateway.http.HttpGateway;
import dev.twofactor.gateway.http.HttpSettings;
import dev.twofactor.keycloak.SmsService;
import dev.twofactor.keycloak.SmsServiceFactory;
import dev.twofactor.keycloak.server.TwoFactor;
import java.util.List;
import org.keycloak.component.ComponentModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.provider.ProviderConfigProperty;

/** Text messages by any vendor whose API takes one request for a message. */
@AutoService(SmsServiceFactory.class)
public final class HttpServiceFactory implements SmsServiceFactory {

    public static final String PROVIDER_ID = "http";

    @Override
    public SmsService create(KeycloakSession session, ComponentModel model) {
        HttpSettings settings = HttpSettings.from(VaultSettings.of(session, model));
        return new HttpGateway(settings, TwoFactor.of(session).vendors())::send;
    }

    @Override
    public void check(Settings settings) {
        HttpSettings.from(settings);
    }

    @Override
    public List<ProviderConfigProperty> getConfigProperties() {
        return ServiceProperties.common()
                .text("api-url", "Address", "The whole address of the vendor's operation, without a query.")
                .text("method", "Method", "post (also when empty) or put.")
                .text("auth", "Authentication", "none (also when empty), basic, bearer or header.")
                .text("api-key", "User name or key", "User name of basic authentication; {api-key} in the body.")
                .secret(
                        "api-secret",
                        "Secret",
                        "Password (basic), token (bearer) or the header's whole value (header); {api-secret} in the body.")
                .text("auth-header", "Authentication header", "Its name; empty for Authorization.")
                .text("headers", "Headers", "Name: value, several separated by |; {reference} may stand in a value.")
                .text("from", "Sender", "Number or name; {from} in the body.")
                .text("body-type", "Body type", "json (also when empty) or form.")
                .text(
                        "body",
                        "Body",
                        "JSON or name=value&…, with {to} (+14155550101), {digits} (14155550101), {text}, {from},"
                                + " {reference}, {api-key}, {api-secret}.")
                .text("success-status", "Success statuses", "Such as 200,202; empty for 200,201,202,204.")
                .text(
                        "success-pointer",
                        "Success pointer",
                        "JSON pointer that must lead to a value, such as /messages/0/status.")
                .text(
                        "success-values",
                        "Success values",
                        "What may stand there, separated by commas; empty for anything.")
                .text("id-pointer", "Id pointer", "JSON pointer to the vendor's id of the message.")
                .text("error-pointer", "Error pointer", "JSON pointer to the code of a refusal.")
                .text("refused-values", "Codes: number refused", "The next service is not tried; separated by commas.")
                .text(
                        "opted-out-values",
                        "Codes: opted out",
                        "The person is told how to come back; separated by commas.")
                .text(
                        "idempotency-header",
                        "Idempotency header",
                        "Its name, where the vendor knows one; carries {reference}.")
                .list();
    }

    @Override
    public String getHelpText() {
        return "Text messages by any vendor with an API over HTTP.";
    }

    @Override
    public String getId() {
        return PROVIDER_ID;
    }
}
