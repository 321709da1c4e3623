package dev.twofactor.gateway.transport;

import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A program of its own: sends one request to a name that changes its address right after it was judged. */
final class RebindingProbe {

    private RebindingProbe() {}

    /**
     * Prints what became of the request.
     *
     * @param arguments the file of names that this JVM was started with, the address to send to, and the file's next text
     */
    public static void main(String[] arguments) {
        Path names = Path.of(arguments[0]);
        VendorHttpClient.Lookup changing = host -> {
            InetAddress[] judged = InetAddress.getAllByName(host);
            Files.writeString(names, arguments[2]);
            return judged;
        };
        try (VendorHttpClient client = new VendorHttpClient(HttpLimits.DEFAULT, new AddressRule(true), changing)) {
            System.out.println(client.send(new VendorRequest(URI.create(arguments[1]), Map.of(), "b0dy")));
        }
    }
}
