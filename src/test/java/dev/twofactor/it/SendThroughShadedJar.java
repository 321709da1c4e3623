package dev.twofactor.it;

import dev.twofactor.domain.delivery.SendResult;
import dev.twofactor.domain.delivery.SmsMessage;
import dev.twofactor.domain.policy.Settings;
import dev.twofactor.gateway.transport.AddressRule;
import dev.twofactor.gateway.transport.HttpLimits;
import dev.twofactor.gateway.transport.VendorHttpClient;
import dev.twofactor.gateway.twilio.TwilioGateway;
import dev.twofactor.gateway.twilio.TwilioSettings;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Loaded beside the packaged JAR by {@link ShadedJarIT}: sends one message to a base address and tells outcome and reason. */
public final class SendThroughShadedJar implements UnaryOperator<String> {

    @Override
    public String apply(String apiUrl) {
        TwilioSettings settings = TwilioSettings.from(new Settings(Map.of(
                "account-sid", "AC0123456789abcdef0123456789abcdef",
                "auth-token", "t0ken",
                "from", "+14155550100",
                "api-url", apiUrl)));
        try (VendorHttpClient transport = new VendorHttpClient(HttpLimits.DEFAULT, new AddressRule(true))) {
            SendResult result =
                    new TwilioGateway(settings, transport).send(new SmsMessage("+14155550101", "Acme: 123456"));
            return result.outcome() + " " + result.reason();
        }
    }
}
