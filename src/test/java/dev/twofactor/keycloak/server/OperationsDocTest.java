package dev.twofactor.keycloak.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.keycloak.Config;

/** The figures of docs/operations.md are those of the code. */
class OperationsDocTest {

    @Test
    void everyServerOptionStandsThereWithItsDefault() throws IOException {
        String text = Files.readString(Path.of("docs/operations.md"));
        ServerOptions options = ServerOptions.from(Config.scope("nothing"));

        assertThat(text)
                .contains("| `max-transactions` | " + options.maxTransactions() + " |")
                .contains("| `senders` | " + options.senders() + " |")
                .contains("| `queue` | " + options.queue() + " |")
                .contains("| `allow-private-addresses` | " + options.allowPrivateAddresses() + " |");
        assertThat(ServerOptions.class.getRecordComponents())
                .as("an option that is new needs a line in docs/operations.md")
                .hasSize(4);
    }
}
