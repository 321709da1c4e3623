package dev.twofactor.gateway.twilio;

import com.twilio.base.TwilioResponse;
import com.twilio.exception.ApiException;
import com.twilio.exception.TwilioException;
import com.twilio.rest.api.v2010.account.Message;
import com.twilio.rest.api.v2010.account.MessageCreator;
import com.twilio.type.PhoneNumber;
import dev.twofactor.domain.delivery.SendResult;
import dev.twofactor.domain.delivery.SmsGateway;
import dev.twofactor.domain.delivery.SmsMessage;
import dev.twofactor.gateway.transport.VendorHttpClient;
import dev.twofactor.gateway.twilio.TwilioSender.Kind;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Sends text messages by Twilio: one request per message, whatever comes back. */
public final class TwilioGateway implements SmsGateway {

    private final TwilioSettings settings;
    private final VendorHttpClient transport;
    private final @Nullable String reports;

    /** @param transport shared among gateways; stays open */
    public TwilioGateway(TwilioSettings settings, VendorHttpClient transport) {
        this(settings, transport, null);
    }

    /** @param reports address to which Twilio tells what became of a message, without the message's name; null for none */
    public TwilioGateway(TwilioSettings settings, VendorHttpClient transport, @Nullable String reports) {
        this.settings = settings;
        this.transport = transport;
        this.reports = reports;
    }

    @Override
    public SendResult send(SmsMessage message) {
        // One exchange per message: twilio-java loses the status of an answer that it cannot read, the exchange keeps
        // it.
        TwilioExchange exchange = new TwilioExchange(settings.apiUrl(), transport);
        try {
            TwilioResponse<Message> answer =
                    creator(message).createWithResponse(QuietTwilioClient.of(settings.login(), exchange));
            return TwilioVerdict.onAnswer(exchange.status(), answer.getContent());
        } catch (NoVendorAnswerException e) {
            return TwilioVerdict.onNoAnswer(e.reason());
        } catch (ApiException e) {
            // Only the number is read: the message quotes the vendor, who quotes the phone number or the answer.
            return TwilioVerdict.onRefusal(exchange.status(), e.getCode());
        } catch (TwilioException e) {
            return TwilioVerdict.onRefusal(exchange.status(), null);
        }
    }

    private MessageCreator creator(SmsMessage message) {
        PhoneNumber to = new PhoneNumber(message.to());
        String sender = settings.sender().value();
        MessageCreator creator = settings.sender().kind() == Kind.FROM
                ? Message.creator(settings.accountSid(), to, new PhoneNumber(sender), message.text())
                : Message.creator(settings.accountSid(), to, sender, message.text());
        return reports == null ? creator : creator.setStatusCallback(URI.create(reports + message.reference()));
    }
}
