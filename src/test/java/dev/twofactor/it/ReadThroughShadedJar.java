package dev.twofactor.it;

import dev.twofactor.domain.policy.NumberPolicy;
import dev.twofactor.domain.policy.Settings;
import dev.twofactor.keycloak.sms.Countries;
import dev.twofactor.keycloak.sms.PhoneNumbers;
import dev.twofactor.keycloak.sms.TypedNumber;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/** Loaded beside the packaged JAR by {@link ShadedJarIT}: reads numbers of all kinds with what is left of the phone library. */
public final class ReadThroughShadedJar implements Supplier<String> {

    @Override
    public String get() {
        NumberPolicy policy = NumberPolicy.from(new Settings(Map.of()));
        String mobile = read("01512 3456789", "DE", policy);
        String typo = read("0151", "DE", policy);
        String premium = read("+1 900 234 5678", null, policy);
        String satellite = read("+870773111632", null, policy);
        String stored = PhoneNumbers.destination("+14155550101").orElseThrow().country();
        return String.join(" ", mobile, typo, premium, satellite, stored) + " "
                + Countries.of(policy, Locale.GERMAN).size();
    }

    private static String read(String typed, String country, NumberPolicy policy) {
        TypedNumber number = TypedNumber.read(typed, country, policy);
        return number.destination() == null
                ? number.refusal().name()
                : number.destination().country();
    }
}
