package dev.twofactor.gateway.twilio;

import com.twilio.http.Request;
import com.twilio.http.Response;
import com.twilio.http.TwilioRestClient;

/** Twilio's client without its logging (account and headers at DEBUG) and without its second try after a 401. */
final class QuietTwilioClient extends TwilioRestClient {

    private final TwilioLogin login;

    private QuietTwilioClient(Builder builder, TwilioLogin login) {
        super(builder);
        this.login = login;
    }

    static QuietTwilioClient of(TwilioLogin login, TwilioExchange exchange) {
        return new QuietTwilioClient(new Builder(login.userName(), login.password()).httpClient(exchange), login);
    }

    @Override
    public Response request(Request request) {
        request.setAuth(login.userName(), login.password());
        return getHttpClient().reliableRequest(request);
    }
}
