package dev.twofactor.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The JDK's own tool that asks a virtual machine about itself. */
public final class Jcmd {

    private static final String TOOL =
            Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();

    private Jcmd() {}

    /** What the process answers; what went wrong where it does not. */
    public static String ask(long pid, String command) {
        try {
            Process process = new ProcessBuilder(TOOL, String.valueOf(pid), command)
                    .redirectErrorStream(true)
                    .start();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
