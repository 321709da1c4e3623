package dev.twofactor.gateway.http;

import dev.twofactor.domain.delivery.SendResult;
import dev.twofactor.domain.delivery.SmsGateway;
import dev.twofactor.domain.delivery.SmsMessage;
import dev.twofactor.gateway.transport.VendorHttpClient;
import dev.twofactor.gateway.transport.VendorReply;
import dev.twofactor.gateway.transport.VendorReply.Answer;
import dev.twofactor.gateway.transport.VendorReply.NoAnswer;

/** Sends text messages by the vendor that the settings describe: one request per message, whatever comes back. */
public final class HttpGateway implements SmsGateway {

    private final HttpSettings settings;
    private final VendorHttpClient transport;

    /** @param transport shared among gateways; stays open */
    public HttpGateway(HttpSettings settings, VendorHttpClient transport) {
        this.settings = settings;
        this.transport = transport;
    }

    @Override
    public SendResult send(SmsMessage message) {
        VendorReply reply = transport.send(settings.request(message));
        return reply instanceof Answer answer
                ? settings.rule().read(answer)
                : SendResult.failed(
                        SendResult.Outcome.UNAVAILABLE,
                        ((NoAnswer) reply).reason().word());
    }
}
