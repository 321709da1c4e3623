package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Two hundred logins at once while the vendor is slow. Late: what ./test does beside the other tests takes time from this one. */
@Order(Integer.MAX_VALUE - 50)
class SlowVendorIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> VENDORS = List.of("oneSecond", "tenSeconds");

    /** Once again when the machine was busy with something else; where a login waits for its message no run comes near it. */
    private static final int RUNS = 3;

    private static final Path WAVES = Path.of("target/benchmark-slow-vendor.json");

    @Test
    void aVendorThatTakesASecondOrTenHoldsNobodyUp() throws IOException {
        JsonNode waves = NullNode.instance;
        List<String> all = new ArrayList<>();
        for (int run = 1; run <= RUNS && !isHeld(waves); run++) {
            waves = waves(all);
        }

        assertThat(isHeld(waves)).as(all.toString()).isTrue();
        assertThat(waves.path("people").asInt()).isEqualTo(200);
        for (String vendor : VENDORS) {
            // Eight that send, and at most four places for each whose vendor hangs.
            assertThat(waves.path(vendor).path("senders").asInt()).isBetween(1, 40);
            assertThat(waves.path(vendor).path("heapGrowthMegabytes").asInt()).isLessThan(32);
        }
    }

    private static boolean isHeld(JsonNode waves) {
        return isHeld(waves.path("tenSeconds"), 1.2) && isHeld(waves.path("oneSecond"), 1.5);
    }

    private static boolean isHeld(JsonNode vendor, double mostForOthers) {
        return vendor.path("ratio").asDouble(99) <= 1.2
                && vendor.path("ratioOfOthers").asDouble(99) <= mostForOthers;
    }

    private static JsonNode waves(List<String> all) throws IOException {
        Files.deleteIfExists(WAVES);
        try {
            all.add(BenchmarkCommand.run("--slow-vendor", "--quick"));
        } catch (IllegalStateException e) {
            // A server without time to answer: the next run has more, or none has.
            all.add(e.getMessage());
            return NullNode.instance;
        }
        return JSON.readTree(WAVES.toFile());
    }
}
