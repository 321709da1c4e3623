package dev.twofactor.gateway.twilio;

import com.twilio.http.HttpClient;
import com.twilio.http.Request;
import com.twilio.http.Response;
import dev.twofactor.gateway.transport.VendorHttpClient;
import dev.twofactor.gateway.transport.VendorReply;
import dev.twofactor.gateway.transport.VendorReply.Answer;
import dev.twofactor.gateway.transport.VendorReply.NoAnswer;
import dev.twofactor.gateway.transport.VendorRequest;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.util.Map;

/** Carries one request of twilio-java over our transport, and remembers the status of its answer. */
final class TwilioExchange extends HttpClient {

    private final URI apiUrl;
    private final VendorHttpClient transport;
    private int status;

    TwilioExchange(URI apiUrl, VendorHttpClient transport) {
        this.apiUrl = apiUrl;
        this.transport = transport;
    }

    /** HTTP status of the answer; 0 as long as there is none. */
    int status() {
        return status;
    }

    /** Not reliable on purpose: the original posts again after a 5xx, and the user gets a second text message. */
    @Override
    public Response reliableRequest(Request request) {
        return makeRequest(request);
    }

    @Override
    public Response reliableRequest(Request request, int[] retryCodes, int retries, long delayMillis) {
        return makeRequest(request);
    }

    @Override
    public Response makeRequest(Request request) {
        VendorReply reply =
                transport.send(new VendorRequest(addressOf(request), headersOf(request), request.encodeFormBody()));
        if (reply instanceof Answer answer) {
            status = answer.status();
            return new Response(new ByteArrayInputStream(answer.body()), status);
        }
        throw new NoVendorAnswerException(((NoAnswer) reply).reason());
    }

    /** Only the path is Twilio's: its library knows no other host than its own. */
    private URI addressOf(Request request) {
        return URI.create(apiUrl + request.constructURL().getPath());
    }

    private static Map<String, String> headersOf(Request request) {
        return Map.of(
                "Authorization", request.getAuthString(),
                "Content-Type", "application/x-www-form-urlencoded",
                "Accept", "application/json");
    }
}
