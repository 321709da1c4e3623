package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twofactor.gateway.FaultServer;
import java.io.IOException;
import java.net.URLClassLoader;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The packaged JAR by itself: what is in it, and that its relocated libraries work without the originals. */
class ShadedJarIT {

    /** One and a half megabytes of 1,048,576 bytes. */
    static final int MAX_BYTES = 1_572_864;

    private static final String MADE =
            "{\"sid\":\"SM0123456789abcdef0123456789abcdef\",\"status\":\"queued\",\"price_unit\":\"USD\","
                    + "\"date_created\":\"Thu, 24 Aug 2023 05:01:45 +0000\",\"from\":\"+14155550100\","
                    + "\"direction\":\"outbound-api\",\"subresource_uris\":{}}";
    private static final String REFUSED = "{\"code\":21211,\"message\":\"no\",\"more_info\":\"x\",\"status\":400}";

    private URLClassLoader loader;

    @BeforeEach
    void open() throws IOException {
        loader = ShadedJar.loader();
    }

    @AfterEach
    void close() throws IOException {
        loader.close();
    }

    private String send(FaultServer vendor) throws ReflectiveOperationException {
        Class<?> sender = loader.loadClass("dev.twofactor.it.SendThroughShadedJar");
        @SuppressWarnings("unchecked") // our own class, of another loader
        UnaryOperator<String> send =
                (UnaryOperator<String>) sender.getConstructor().newInstance();
        return send.apply(vendor.address() + "/twilio");
    }

    @Test
    void theRelocatedTwilioSendsOneMessage() throws Exception {
        try (FaultServer vendor = new FaultServer(FaultServer.status(201, MADE))) {
            assertThat(send(vendor)).isEqualTo("ACCEPTED accepted");
            assertThat(vendor.requests())
                    .singleElement()
                    .asString()
                    .contains("To=%2B14155550101", "Body=Acme%3A+123456");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "400, true, NUMBER_REFUSED 21211",
        "500, true, UNAVAILABLE http-500",
        "401, false, CREDENTIALS_WRONG http-401",
        "201, false, UNAVAILABLE garbage"
    })
    void theRelocatedTwilioReadsRefusalsAndGarbage(int status, boolean json, String result) throws Exception {
        try (FaultServer vendor = new FaultServer(FaultServer.status(status, json ? REFUSED : "<html>"))) {
            assertThat(send(vendor)).isEqualTo(result);
            assertThat(vendor.requests()).hasSize(1);
        }
    }

    @Test
    void theRelocatedPhoneNumbersFindTheirData() throws Exception {
        Object run = loader.loadClass("dev.twofactor.it.ReadThroughShadedJar")
                .getConstructor()
                .newInstance();

        assertThat(((java.util.function.Supplier<?>) run).get())
                .isEqualTo("DE NOT_A_NUMBER KIND_REFUSED KIND_REFUSED US 245");
    }

    @Test
    void theRelocatedCircuitBreakerOpensTriesAndCloses() throws Exception {
        Object run = loader.loadClass("dev.twofactor.it.BreakThroughShadedJar")
                .getConstructor()
                .newInstance();

        assertThat(((java.util.function.Supplier<?>) run).get()).isEqualTo("CLOSED OPEN HALF_OPEN CLOSED");
    }

    @Test
    void nothingThatTheServerShipsIsInside() throws IOException {
        List<String> entries = ShadedJar.entries();
        assertThat(entries)
                .allMatch(name -> name.startsWith("dev/twofactor/")
                        || name.startsWith("META-INF/")
                        || name.startsWith("theme-resources/")
                        || name.startsWith("theme/two-factor/"))
                .noneMatch(name -> name.endsWith("module-info.class"))
                .noneMatch(name -> name.startsWith("META-INF/maven/") || name.startsWith("META-INF/versions/"))
                .noneMatch(name -> name.matches("META-INF/[^/]+\\.(SF|RSA|DSA|EC)"))
                .contains("META-INF/THIRD-PARTY-NOTICES.txt", "META-INF/LICENSE", "META-INF/beans.xml")
                .doesNotHaveDuplicates();
        assertThat(ShadedJar.size()).isLessThan(MAX_BYTES);
    }

    @Test
    void whatNobodyCallsIsLeftOutOfTheBundledLibraries() throws IOException {
        assertThat(ShadedJar.entries())
                .noneMatch(name -> name.contains("/phonenumbers/data/"))
                .noneMatch(name -> name.contains("ShortNumberInfo") || name.contains("AsYouTypeFormatter"))
                .contains("META-INF/two-factor-phone-numbers.zip", "META-INF/two-factor-messages.txt");
    }
}
