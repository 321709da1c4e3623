package dev.twofactor.keycloak.sms;

import com.google.i18n.phonenumbers.MetadataLoader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/**
 * What libphonenumber knows of each country, from the one file that the build packs it into: as 250 files it would be
 * twice as large in the JAR.
 */
final class PackedMetadata implements MetadataLoader {

    private static final String FILE = "/META-INF/two-factor-phone-numbers.zip";
    private final Map<String, byte[]> countries;

    /**
     * Reads all of it, a quarter of a megabyte; what it means the library finds out country by country, when asked.
     *
     * @throws UncheckedIOException when the JAR was built without it, with the file's name
     */
    PackedMetadata() {
        try (InputStream packed = PackedMetadata.class.getResourceAsStream(FILE)) {
            if (packed == null) {
                throw new IOException(FILE + " is missing");
            }
            countries = unpacked(new ZipInputStream(packed));
        } catch (IOException e) {
            throw new UncheckedIOException(FILE, e);
        }
    }

    private static Map<String, byte[]> unpacked(ZipInputStream packed) throws IOException {
        Map<String, byte[]> files = new HashMap<>();
        for (var entry = packed.getNextEntry(); entry != null; entry = packed.getNextEntry()) {
            files.put(lastPart(entry.getName()), packed.readAllBytes());
        }
        return files;
    }

    private static String lastPart(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** The bytes of one country; null for one that the library has nothing of, as the library wants it. */
    @Override
    public @Nullable InputStream loadMetadata(String path) {
        byte[] country = countries.get(lastPart(path));
        return country == null ? null : new ByteArrayInputStream(country);
    }
}
