package dev.twofactor.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** What the test provider lets a test do in any server that has it; addresses are without a slash at the end. */
final class TestResources {

    private TestResources() {}

    /** Sets the server's clock this far ahead of the real one. */
    static void setClockAhead(String url, Duration time) {
        send(url, "PUT", "clock?offset-seconds=" + time.toSeconds());
    }

    /** The server's clock in milliseconds since 1970. */
    static long clockMillis(String url) {
        return Long.parseLong(send(url, "GET", "clock"));
    }

    /** Does now what the server's timer does every hour, and comes back when it is done. */
    static void runTask(String url, String name) {
        send(url, "PUT", "tasks/" + name);
    }

    /** Bytes that the server's threads have allocated so far. */
    static long allocated(String url) {
        return Long.parseLong(send(url, "GET", "allocated"));
    }

    private static String send(String url, String method, String path) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/realms/master/two-factor-test/" + path))
                .timeout(Duration.ofMinutes(2))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        try {
            HttpResponse<String> answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
            // A clock that did not move would show as something else, later or in another test.
            if (answer.statusCode() / 100 != 2) {
                throw new AssertionError(method + " " + path + " was answered by status " + answer.statusCode());
            }
            return answer.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while calling a test resource", e);
        }
    }
}
