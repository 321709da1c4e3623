package dev.twofactor.gateway.http;

import dev.twofactor.domain.delivery.SmsMessage;
import dev.twofactor.domain.policy.SettingException;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names in braces that a template may hold, and what stands for them in one message. */
final class Placeholders {

    /** The number with its plus, its digits alone, the text, and our name for the message. */
    static final Set<String> OF_MESSAGE = Set.of("to", "digits", "text", "reference");
    /** What the settings hold. */
    static final Set<String> OF_ACCOUNT = Set.of("from", "api-key", "api-secret");

    private static final Pattern NAME = Pattern.compile("\\{([a-z-]+)\\}");

    private final Map<String, String> values;

    private Placeholders(Map<String, String> values) {
        this.values = values;
    }

    static Placeholders of(SmsMessage message, HttpAccount account) {
        return new Placeholders(Map.of(
                "to", message.to(),
                "digits", message.to().substring(1),
                "text", message.text(),
                "reference", message.reference(),
                "from", account.from(),
                "api-key", account.key(),
                "api-secret", account.secret()));
    }

    /**
     * Puts the values into a template.
     *
     * @param escape makes a value safe for where the template stands; what is put in is never read as a template again
     */
    String fill(String template, UnaryOperator<String> escape) {
        return NAME.matcher(template)
                .replaceAll(found -> Matcher.quoteReplacement(
                        escape.apply(Objects.requireNonNull(values.get(found.group(1)), "judged at save"))));
    }

    /** @throws SettingException when the template names something that cannot stand there */
    static void check(String key, String template, Set<String> allowed) {
        Matcher names = NAME.matcher(template);
        while (names.find()) {
            if (!allowed.contains(names.group(1))) {
                throw new SettingException(
                        key,
                        "{" + names.group(1) + "} cannot stand here; known are "
                                + allowed.stream()
                                        .sorted()
                                        .map(name -> "{" + name + "}")
                                        .toList());
            }
        }
    }
}
