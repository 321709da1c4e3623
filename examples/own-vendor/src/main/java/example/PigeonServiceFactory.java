package example;

import dev.twofactor.domain.delivery.SendResult;
import dev.twofactor.domain.delivery.SendResult.Outcome;
import dev.twofactor.domain.delivery.SmsMessage;
import dev.twofactor.domain.policy.SettingException;
import dev.twofactor.domain.policy.Settings;
import dev.twofactor.keycloak.SmsService;
import dev.twofactor.keycloak.SmsServiceFactory;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import org.keycloak.component.ComponentModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.provider.ProviderConfigurationBuilder;

/** A vendor of your own: this class, and the file that names it in META-INF/services. */
public final class PigeonServiceFactory implements SmsServiceFactory {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    /** Made in a Keycloak session; what it returns sends later, on a thread without one. */
    @Override
    public SmsService create(KeycloakSession session, ComponentModel settings) {
        URI address = URI.create(settings.get("api-url"));
        String key = settings.get("pigeon-key");
        return message -> send(address, key, message);
    }

    /** One request, in bounded time; every expected trouble is a result. */
    private static SendResult send(URI address, String key, SmsMessage message) {
        HttpRequest request = HttpRequest.newBuilder(address)
                .timeout(Duration.ofSeconds(4))
                .header("X-Pigeon-Key", key)
                .header("X-Pigeon-To", message.to())
                .POST(BodyPublishers.ofString(message.text()))
                .build();
        try {
            int status = HTTP.send(request, BodyHandlers.discarding()).statusCode();
            return switch (status) {
                case 202 -> SendResult.accepted(null);
                case 401 -> SendResult.failed(Outcome.CREDENTIALS_WRONG, "http-401");
                case 422 -> SendResult.failed(Outcome.NUMBER_REFUSED, "http-422");
                default -> SendResult.failed(Outcome.UNAVAILABLE, "http-" + status);
            };
        } catch (IOException e) {
            return SendResult.failed(Outcome.UNAVAILABLE, "connection");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return SendResult.failed(Outcome.UNAVAILABLE, "interrupted");
        }
    }

    /** Offline: what is wrong is said when the service is saved. */
    @Override
    public void check(Settings settings) {
        if (!settings.has("api-url") || !settings.has("pigeon-key")) {
            throw new SettingException(settings.has("api-url") ? "pigeon-key" : "api-url", "is missing");
        }
    }

    @Override
    public List<ProviderConfigProperty> getConfigProperties() {
        return ProviderConfigurationBuilder.create()
                .property("title", "Title", "Name of this service.", ProviderConfigProperty.STRING_TYPE, null, null)
                .property("enabled", "Enabled", "true or false.", ProviderConfigProperty.STRING_TYPE, null, null)
                .property("priority", "Priority", "The lowest first.", ProviderConfigProperty.STRING_TYPE, null, null)
                .property("api-url", "Address", "Where it listens.", ProviderConfigProperty.STRING_TYPE, null, null)
                .property("pigeon-key", "Key", "From the loft.", ProviderConfigProperty.PASSWORD, null, null, true)
                .build();
    }

    @Override
    public String getHelpText() {
        return "Text messages by pigeon.";
    }

    @Override
    public String getId() {
        return "pigeon";
    }
}
