package dev.twofactor.keycloak.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.twofactor.domain.delivery.Channel;
import dev.twofactor.domain.delivery.Destination;
import dev.twofactor.domain.spend.Asked;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TwilioLookupTest {

    private static final Asked TEXT =
            new Asked("anna", false, Channel.SMS, new Destination("+14155550101", "+1 •••", "US"), 2);
    private static final Asked MAIL =
            new Asked("anna", false, Channel.EMAIL, new Destination("a@b.example", "a•••", null), 2);

    private final AtomicReference<String> answer = new AtomicReference<>("{}");
    private final AtomicInteger status = new AtomicInteger(200);
    private final AtomicReference<String> asked = new AtomicReference<>("");
    private HttpServer twilio;

    @BeforeEach
    void start() throws IOException {
        twilio = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        twilio.createContext("/", exchange -> {
            asked.set(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Authorization"));
            byte[] body = answer.get().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Location", "http://127.0.0.1:1/");
            exchange.sendResponseHeaders(status.get(), body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        twilio.start();
    }

    @AfterEach
    void stop() {
        twilio.stop(0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "true  | {\"sim_swap\":{\"last_sim_swap\":{\"swapped_in_period\":false}},\"line_type_intelligence\":{\"type\":\"mobile\"}}",
                "false | {\"sim_swap\":{\"last_sim_swap\":{\"swapped_in_period\":true}},\"line_type_intelligence\":{\"type\":\"mobile\"}}",
                "false | {\"sim_swap\":null,\"line_type_intelligence\":{\"type\":\"nonFixedVoip\"}}",
                "true  | {\"sim_swap\":{\"last_sim_swap\":null,\"error_code\":60606},\"line_type_intelligence\":null}",
            })
    void aSwappedCardAndARefusedLineStopTheMessageAndSilenceOfACarrierDoesNot(boolean allowed, String json) {
        answer.set(json);

        assertThat(check().allows(null, TEXT)).isEqualTo(allowed);
        assertThat(asked.get())
                .isEqualTo("GET /v2/PhoneNumbers/%2B14155550101?Fields=sim_swap,line_type_intelligence"
                        + " Basic QUMxOnRva2Vu");
    }

    @ParameterizedTest
    @CsvSource({"401, {}", "302, {}", "500, {}", "200, no json"})
    void withoutAUsableAnswerTheMessageDoesNotLeave(int code, String body) {
        status.set(code);
        answer.set(body);

        assertThat(check().allows(null, TEXT)).isFalse();
    }

    @Test
    void whereNobodyListensItDoesNotLeaveEither() {
        TwilioLookup check = check();
        twilio.stop(0);

        assertThat(check.allows(null, TEXT)).isFalse();
    }

    @Test
    void mailIsNobodysNumber() {
        assertThat(check().allows(null, MAIL)).isTrue();
        assertThat(asked.get()).isEmpty();
        assertThat(check().toString()).doesNotContain("token");
    }

    private TwilioLookup check() {
        return new TwilioLookup(
                URI.create("http://127.0.0.1:" + twilio.getAddress().getPort()),
                "AC1",
                "token",
                Set.of("nonFixedVoip"));
    }
}
