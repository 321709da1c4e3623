package dev.twofactor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.twofactor.domain.policy.TrustEnd;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.keycloak.authentication.AuthenticatorFactory;
import org.keycloak.authentication.FormActionFactory;
import org.keycloak.authentication.RequiredActionFactory;
import org.keycloak.credential.CredentialProviderFactory;
import org.keycloak.provider.ConfiguredProvider;
import org.keycloak.provider.ProviderFactory;
import org.keycloak.provider.Spi;

/**
 * What realms, scripts and themes of other people rely on: ids, keys, columns, message keys. A change here is a change of
 * the product's interface: run with {@code -Dcontract.write=true} only when it is meant, and say so in the CHANGELOG.
 */
class ContractTest {

    private static final Path FILE = Path.of("src/test/resources/contract.txt");

    @Test
    void whatOthersRelyOnIsWhatTheFileSays() throws IOException {
        TreeSet<String> contract = new TreeSet<>();
        services(AuthenticatorFactory.class).forEach(factory -> contract.add("authenticator " + factory.getId()));
        services(FormActionFactory.class).forEach(factory -> contract.add("form action " + factory.getId()));
        services(RequiredActionFactory.class).forEach(factory -> contract.add("required action " + factory.getId()));
        services(CredentialProviderFactory.class)
                .forEach(factory -> contract.add("credential type " + factory.getId()));
        services(Spi.class).forEach(spi -> {
            contract.add("spi " + spi.getName() + " " + spi.getProviderClass().getName());
            services(spi.getProviderFactoryClass()).forEach(factory -> add(contract, spi, factory));
        });
        for (TrustEnd event : TrustEnd.values()) {
            contract.add(
                    "trust-ends-on " + event.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        }
        contract.addAll(columns());
        contract.addAll(messages());
        contract.addAll(themes());

        if (Boolean.getBoolean("contract.write")) {
            Files.write(FILE, contract);
        }
        assertThat(contract).containsExactlyElementsOf(Files.readAllLines(FILE));
    }

    @Test
    void theDemoRealmUsesOnlyWhatTheContractNames() throws IOException {
        String realm = Files.readString(Path.of("realm-export.json"));
        List<String> contract = Files.readAllLines(FILE);
        Matcher ids = Pattern.compile("\"(?:authenticator|providerId)\"\\s*:\\s*\"(two-factor-[a-z-]+|twilio)\"")
                .matcher(realm);

        while (ids.find()) {
            String id = ids.group(1);
            assertThat(contract).anyMatch(line -> line.endsWith(" " + id));
        }
        JsonNode shop = new ObjectMapper().readTree(realm);
        assertThat(shop.path("realm").asText()).isEqualTo("shop");
        assertThat(contract)
                .contains("account theme " + shop.path("accountTheme").asText());
    }

    private static void add(TreeSet<String> contract, Spi spi, Object factory) {
        String id = ((ProviderFactory<?>) factory).getId();
        contract.add("provider " + spi.getName() + " " + id);
        if (factory instanceof ConfiguredProvider configured) {
            configured
                    .getConfigProperties()
                    .forEach(property -> contract.add(
                            "key " + id + " " + property.getName() + (property.isSecret() ? " (secret)" : "")));
        }
    }

    private static List<String> columns() throws IOException {
        String log = Files.readString(Path.of("src/main/resources/META-INF/two-factor-changelog.xml"));
        Matcher tables = Pattern.compile("(?:tableName=\"(\\w+)\")|(?:<column name=\"(\\w+)\" type=\"([^\"]+)\")"
                        + "|(?:columnName=\"(\\w+)\" newDataType=\"([^\"]+)\")")
                .matcher(log);
        TreeMap<String, String> columns = new TreeMap<>();
        String table = "";
        while (tables.find()) {
            if (tables.group(1) != null) {
                table = tables.group(1);
            } else if (tables.group(2) != null) {
                columns.put(table + "." + tables.group(2), tables.group(3));
            } else {
                columns.put(table + "." + tables.group(4), tables.group(5));
            }
        }
        return columns.entrySet().stream()
                .map(column -> "column " + column.getKey() + " " + column.getValue())
                .toList();
    }

    private static List<String> themes() throws IOException {
        JsonNode themes = new ObjectMapper()
                .readTree(Path.of("src/main/resources/META-INF/keycloak-themes.json")
                        .toFile())
                .path("themes");
        List<String> names = new ArrayList<>();
        themes.forEach(theme -> theme.path("types")
                .forEach(type ->
                        names.add(type.asText() + " theme " + theme.path("name").asText())));
        return names;
    }

    private static List<String> messages() throws IOException {
        Properties english = new Properties();
        try (InputStream file = Files.newInputStream(Path.of("themes/messages/messages_en.properties"))) {
            english.load(new InputStreamReader(file, StandardCharsets.UTF_8));
        }
        return english.stringPropertyNames().stream()
                .map(key -> "message " + key)
                .sorted()
                .toList();
    }

    // Read from our own registration files: the test class path holds Keycloak's providers too, not all of them
    // loadable.
    private static <T> Stream<T> services(Class<T> type) {
        Path file = Path.of("target/classes/META-INF/services", type.getName());
        try {
            return Files.exists(file) ? Files.readAllLines(file).stream().map(name -> make(type, name)) : Stream.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static <T> T make(Class<T> type, String name) {
        try {
            return type.cast(Class.forName(name).getConstructor().newInstance());
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(name + " cannot be made as a service", e);
        }
    }
}
