package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twofactor.server.ProcessTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command that renders the gallery, as its head documents it. */
class GalleryIT {

    private static final Path OUTPUT = Path.of("target", "gallery-it.log");

    @Test
    void rendersTheChosenPageAndMailAndListsThem(@TempDir Path folder) throws IOException {
        ProcessBuilder command = new ProcessBuilder(
                        Path.of("gallery").toAbsolutePath().toString(),
                        "fr,pt-BR",
                        "keycloak.v2",
                        "code-by-text,mail-code,text-messages")
                .redirectErrorStream(true)
                .redirectOutput(OUTPUT.toFile());
        command.environment().put("GALLERY_FOLDER", folder.toString());
        try (ProcessTree gallery = new ProcessTree(command.start())) {
            assertThat(gallery.awaitExit(4, TimeUnit.MINUTES)).isTrue();
            assertThat(gallery.process().exitValue())
                    .as(Files.readString(OUTPUT))
                    .isZero();
        }

        assertThat(Files.readString(folder.resolve("README.md")))
                .contains("pt-BR/keycloak.v2/code-by-text-phone.jpg", "pt-BR/mail-code.jpg", "fr/text-messages.jpg")
                .doesNotContain("settings", "mail-notice");
        assertThat(width(folder.resolve("pt-BR/keycloak.v2/code-by-text.jpg"))).isEqualTo(400);
        assertThat(width(folder.resolve("pt-BR/keycloak.v2/code-by-text-phone.jpg")))
                .isEqualTo(170);
        assertThat(width(folder.resolve("pt-BR/mail-code.jpg"))).isEqualTo(400);
        assertThat(width(folder.resolve("fr/text-messages.jpg"))).isEqualTo(400);
    }

    private static int width(Path picture) throws IOException {
        return ImageIO.read(picture.toFile()).getWidth();
    }
}
