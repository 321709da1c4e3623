package dev.twofactor.benchmark.micro;

import freemarker.cache.FileTemplateLoader;
import freemarker.cache.MultiTemplateLoader;
import freemarker.cache.StringTemplateLoader;
import freemarker.cache.TemplateLoader;
import freemarker.core.HTMLOutputFormat;
import freemarker.template.Configuration;
import freemarker.template.TemplateException;
import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.keycloak.theme.beans.MessageFormatterMethod;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The page that asks for a code, our part of it: Keycloak's frame around it is left out. */
@State(Scope.Thread)
public class PageBenchmark {

    private static final String FRAME =
            "<#macro registrationLayout displayMessage=true><#nested 'header'><#nested 'form'></#macro>";

    private Configuration templates;
    private Map<String, Object> model;

    /** No field has an error. */
    public static final class NoErrors {

        public boolean existsError(String field) {
            return field.isEmpty();
        }
    }

    /** Templates as Keycloak keeps them, parsed once; words from the messages in English. */
    @Setup
    public void prepare() throws IOException {
        StringTemplateLoader frame = new StringTemplateLoader();
        frame.putTemplate("template.ftl", FRAME);
        frame.putTemplate("field.ftl", "");
        templates = new Configuration(Configuration.VERSION_2_3_32);
        templates.setTemplateLoader(new MultiTemplateLoader(new TemplateLoader[] {
            frame, new FileTemplateLoader(Path.of("themes", "templates").toFile())
        }));
        templates.setOutputFormat(HTMLOutputFormat.INSTANCE);
        templates.setLocalizedLookup(false);
        Properties words = new Properties();
        try (Reader file = Files.newBufferedReader(Path.of("themes", "messages", "messages_en.properties"))) {
            words.load(file);
        }
        model = Map.of(
                "msg",
                new MessageFormatterMethod(Locale.ENGLISH, words),
                "messagesPerField",
                new NoErrors(),
                "url",
                Map.of("loginAction", "https://login.example/action", "resourcesPath", "/resources/abcde/login/shop"),
                "properties",
                Map.of("kcFormClass", "pf-v5-c-form", "kcButtonClass", "pf-v5-c-button"),
                "twoFactor",
                Map.of(
                        "state",
                        "SENT",
                        "method",
                        "sms",
                        "destination",
                        "+1 ••• ••• ••01",
                        "length",
                        6,
                        "trustDays",
                        30,
                        "canResend",
                        true,
                        "resendSeconds",
                        30,
                        "others",
                        List.of()),
                "twoFactorArrival",
                Map.of("address", "https://login.example/arrival", "sends", 1));
    }

    @Benchmark
    public String render() throws IOException, TemplateException {
        StringWriter page = new StringWriter();
        templates.getTemplate("two-factor-code.ftl").process(model, page);
        return page.toString();
    }
}
