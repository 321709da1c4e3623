package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VersionsTableTest {

    @TempDir
    private Path folder;

    @Test
    void theReadmeShowsThatEveryPromiseHeldOnEveryVersionInTheLastRun() throws IOException {
        VersionsTable all = new VersionsTable(VersionsIT.VERSIONS);
        for (String version : VersionsIT.VERSIONS) {
            for (Promise promise : Promise.values()) {
                all.holds(version, promise);
            }
        }

        assertThat(Files.readString(Path.of("README.md"))).contains(all.markdown());
    }

    @Test
    void whatWasNotSeenToHoldIsToldSo() throws IOException {
        Path page = Files.writeString(
                folder.resolve("page.md"),
                "before\n<!-- versions: written by ./versions -->\nold\n<!-- end of versions -->\nafter\n");
        VersionsTable table = new VersionsTable(List.of("1.2.3", "4.5.6"));
        table.holds("1.2.3", Promise.TRUST);
        table.writeInto(page);

        assertThat(page)
                .content()
                .startsWith("before\n<!--")
                .endsWith("<!-- end of versions -->\nafter\n")
                .doesNotContain("old")
                .contains("| Keycloak | 1.2.3 | 4.5.6 |\n|---|:-:|:-:|\n")
                .contains("\n| Trust a browser | yes | **no** |\n")
                .contains("\n| Set up a phone | **no** | **no** |\n");
    }

    @Test
    void aPageWithoutAPlaceForItIsNotTouched() throws IOException {
        Path page = Files.writeString(folder.resolve("page.md"), "text");

        assertThatThrownBy(() -> new VersionsTable(List.of("1.2.3")).writeInto(page))
                .isInstanceOf(IllegalStateException.class);
        assertThat(page).hasContent("text");
    }
}
