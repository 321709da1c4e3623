package dev.twofactor.gateway.cdyne;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twofactor.domain.delivery.Segments;
import dev.twofactor.domain.delivery.SendResult;
import dev.twofactor.domain.delivery.SmsGateway;
import dev.twofactor.domain.delivery.SmsMessage;
import dev.twofactor.gateway.transport.VendorHttpClient;
import dev.twofactor.gateway.transport.VendorReply;
import dev.twofactor.gateway.transport.VendorReply.Answer;
import dev.twofactor.gateway.transport.VendorReply.NoAnswer;
import dev.twofactor.gateway.transport.VendorRequest;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sends text messages by CDYNE's operation SendMessage: one request per message, whatever comes back. */
public final class CdyneGateway implements SmsGateway {

    private static final Map<String, String> HEADERS = Map.of(
            "Content-Type", "application/json",
            "Accept", "application/json",
            "User-Agent", "keycloak-two-factor");

    private final CdyneSettings settings;
    private final VendorHttpClient transport;
    private final @Nullable String reports;

    /** @param transport shared among gateways; stays open */
    public CdyneGateway(CdyneSettings settings, VendorHttpClient transport) {
        this(settings, transport, null);
    }

    /** @param reports address to which CDYNE tells what became of a message, without the message's name; null for none */
    public CdyneGateway(CdyneSettings settings, VendorHttpClient transport, @Nullable String reports) {
        this.settings = settings;
        this.transport = transport;
        this.reports = reports;
    }

    @Override
    public SendResult send(SmsMessage message) {
        URI address = URI.create(settings.apiUrl() + "/SendMessage");
        VendorReply reply = transport.send(
                new VendorRequest(address, HEADERS, request(message).toString()));
        return reply instanceof Answer answer
                ? CdyneVerdict.onAnswer(answer)
                : SendResult.failed(
                        SendResult.Outcome.UNAVAILABLE,
                        ((NoAnswer) reply).reason().word());
    }

    private ObjectNode request(SmsMessage message) {
        ObjectNode request = JsonNodeFactory.instance.objectNode();
        request.put("LicenseKey", settings.licenseKey());
        request.putArray("To").add(message.to().substring(1));
        if (settings.from() != null) {
            request.put("From", settings.from());
        }
        request.put("Body", message.text());
        // Without these two CDYNE cuts what is too long, and loses letters that the GSM alphabet has not.
        request.put("Concatenate", Segments.of(message.text()) > 1);
        request.put("IsUnicode", !Segments.isGsm(message.text()));
        request.put("UseMMS", false);
        request.put("ReferenceID", message.reference());
        if (reports != null) {
            String key = new CdyneReports(settings.licenseKey()).key(message.reference());
            request.put("PostbackUrl", reports + message.reference() + "?key=" + key);
        }
        return request;
    }
}
