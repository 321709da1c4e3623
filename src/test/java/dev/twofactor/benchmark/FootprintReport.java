package dev.twofactor.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.ToLongFunction;

/** Memory of a server with and without the JAR. */
final class FootprintReport {

    private static final Path FILE = Path.of("target/benchmark-footprint.json");

    private final Path jar;
    private final Memory with;
    private final Memory same;
    private final Memory without;

    /**
     * @param withJar what memory held in the end after logins by our methods
     * @param sameLogins with the JAR too, after the logins of the one without it
     */
    FootprintReport(Path jar, Memory withJar, Memory sameLogins, Memory alone) {
        this.jar = jar;
        with = withJar;
        same = sameLogins;
        without = alone;
    }

    void write(boolean quick) {
        try {
            long size = Files.size(jar);
            ObjectNode report = new ObjectMapper().createObjectNode();
            report.put("jarBytes", size).put("residentKilobytesMore", more(with, Memory::resident));
            report.put("residentKilobytesMoreForSameLogins", more(same, Memory::resident));
            report.set("with", new ObjectMapper().valueToTree(with));
            report.set("same", new ObjectMapper().valueToTree(same));
            report.set("without", new ObjectMapper().valueToTree(without));
            Files.writeString(FILE, report.toPrettyString() + "\n");
            String text = text(size);
            if (!quick) {
                new DocsSection("footprint", "./benchmark --footprint").write(text);
            }
            System.out.println(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String text(long size) {
        return format("| | size | to be held |\n|---|---|---|\n| JAR | %.2f MiB | 1.5 MiB |\n\n", size / 1048576.0)
                + "| after 10,000 logins | without the JAR: Keycloak's own OTP | with it: the same | | with it: our methods | | to be held |\n"
                + "|---|---|---|---|---|---|---|\n"
                + memory("memory of the process", Memory::resident, "16 MB")
                + memory("the same once the C library gave back what it keeps free", Memory::trimmed, "")
                + memory("of it heap in use after a collection", Memory::heap, "")
                + memory("of it classes", Memory::metaspace, "")
                + memory("of it compiled code", Memory::code, "")
                + format(
                        "| threads | %d | %d | %+d | %d | %+d | |\n",
                        without.threads(),
                        same.threads(),
                        same.threads() - without.threads(),
                        with.threads(),
                        with.threads() - without.threads());
    }

    private String memory(String words, ToLongFunction<Memory> figure, String bound) {
        String more = format("%+.1f MB", more(with, figure) / 1024.0);
        return format(
                "| %s | %.1f MB | %.1f MB | %+.1f MB | %.1f MB | %s | %s |\n",
                words,
                figure.applyAsLong(without) / 1024.0,
                figure.applyAsLong(same) / 1024.0,
                more(same, figure) / 1024.0,
                figure.applyAsLong(with) / 1024.0,
                bound.isEmpty() ? more : "**" + more + "**",
                bound);
    }

    private long more(Memory server, ToLongFunction<Memory> figure) {
        return figure.applyAsLong(server) - figure.applyAsLong(without);
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
