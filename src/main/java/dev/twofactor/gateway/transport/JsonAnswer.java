package dev.twofactor.gateway.transport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;

/** Reads and writes the JSON of vendors. */
public final class JsonAnswer {

    private static final ObjectMapper JSON = new ObjectMapper();

    private JsonAnswer() {}

    /** The body as JSON; a missing node when it is none. */
    public static JsonNode of(byte[] body) {
        try {
            JsonNode read = JSON.readTree(body);
            return read == null ? MissingNode.getInstance() : read;
        } catch (IOException e) {
            // Its message quotes the answer, and "no JSON" is all there is to know.
            return MissingNode.getInstance();
        }
    }
}
