package dev.twofactor.keycloak.lookup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.twofactor.domain.delivery.Channel;
import dev.twofactor.domain.spend.Asked;
import dev.twofactor.keycloak.SendCheck;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;
import org.keycloak.models.RealmModel;

/**
 * Asks Twilio Lookup v2 whether the SIM card of a number was swapped of late, and what kind of line it is. Without an answer
 * the message does not leave; what a carrier does not tell stops nothing. One request, no redirect, 5 s in all, 64 KiB.
 */
final class TwilioLookup implements SendCheck {

    private static final Logger LOG = Logger.getLogger(TwilioLookup.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration TOTAL = Duration.ofSeconds(5);
    private static final int MOST_BYTES = 64 * 1024;

    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final URI base;
    private final String authorization;
    private final Set<String> refusedLines;

    /**
     * @param base such as {@code https://lookups.twilio.com}
     * @param refusedLines Twilio's words for kinds of lines, such as {@code nonFixedVoip}
     */
    TwilioLookup(URI base, String accountSid, String authToken, Set<String> refusedLines) {
        this.base = base;
        this.refusedLines = refusedLines;
        this.authorization = "Basic "
                + Base64.getEncoder().encodeToString((accountSid + ":" + authToken).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public boolean allows(RealmModel realm, Asked asked) {
        return asked.channel() != Channel.SMS
                || answer(asked.destination().address()).filter(this::isGood).isPresent();
    }

    private boolean isGood(JsonNode number) {
        boolean swapped = number.at("/sim_swap/last_sim_swap/swapped_in_period").asBoolean(false);
        String line = number.at("/line_type_intelligence/type").asText("");
        return !swapped && !refusedLines.contains(line);
    }

    private Optional<JsonNode> answer(String number) {
        HttpRequest request = HttpRequest.newBuilder(base.resolve("/v2/PhoneNumbers/"
                        + URLEncoder.encode(number, StandardCharsets.UTF_8)
                        + "?Fields=sim_swap,line_type_intelligence"))
                .header("Authorization", authorization)
                .timeout(TOTAL)
                .build();
        CompletableFuture<Optional<JsonNode>> answer =
                client.sendAsync(request, BodyHandlers.ofInputStream()).thenApplyAsync(TwilioLookup::read);
        try {
            return answer.get(TOTAL.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return nothing("interrupted");
        } catch (TimeoutException e) {
            answer.cancel(true);
            return nothing("timeout");
        } catch (ExecutionException e) {
            // Its text may carry the address, and the number in it.
            return nothing(e.getCause().getClass().getName());
        }
    }

    private static Optional<JsonNode> read(HttpResponse<InputStream> response) {
        try (InputStream body = response.body()) {
            byte[] bytes = body.readNBytes(MOST_BYTES);
            return response.statusCode() == 200 ? Optional.of(JSON.readTree(bytes)) : nothing("status");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<JsonNode> nothing(String why) {
        LOG.warnf("Twilio Lookup gave no answer: %s", why);
        return Optional.empty();
    }

    /** Tells nothing: the account is in it. */
    @Override
    public String toString() {
        return "TwilioLookup[redacted]";
    }
}
