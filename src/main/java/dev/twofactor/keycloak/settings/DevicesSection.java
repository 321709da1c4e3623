package dev.twofactor.keycloak.settings;

import dev.twofactor.keycloak.device.TrustedDevice;
import dev.twofactor.keycloak.device.TrustedDevices;
import dev.twofactor.keycloak.enrollment.EnrollmentForm;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.keycloak.authentication.RequiredActionContext;

/** The browsers that a person trusts, to take trust away from one or from all. */
final class DevicesSection implements SettingsSection {

    @Override
    public String template() {
        return "two-factor-settings-devices.ftl";
    }

    @Override
    public Map<String, Object> model(RequiredActionContext context) {
        List<TrustedDevice> devices = devices(context).list(context.getRealm(), context.getUser());
        Locale locale = context.getSession().getContext().resolveLocale(context.getUser());
        return devices.isEmpty()
                ? null
                : Map.of(
                        "devices",
                        devices.stream().map(device -> view(device, locale)).toList());
    }

    @Override
    public String act(RequiredActionContext context, EnrollmentForm form) {
        String one = form.text("forget");
        if (form.has("forgetAll")) {
            devices(context).endAll(context.getRealm(), context.getUser());
            return "twoFactorDevicesForgotten";
        }
        return one != null && devices(context).end(context.getRealm(), context.getUser(), one)
                ? "twoFactorDeviceForgotten"
                : null;
    }

    private static TrustedDevices devices(RequiredActionContext context) {
        return TrustedDevices.of(context.getSession());
    }

    private static Map<String, Object> view(TrustedDevice device, Locale locale) {
        return Map.of(
                "id", device.id(),
                "browser", device.browser(),
                "system", device.system(),
                "place", device.place(),
                "since", day(device.since(), locale),
                "lastUsed", day(device.lastUsedAt(), locale),
                "end", day(device.endsAt(), locale),
                "here", device.current());
    }

    private static String day(Instant moment, Locale locale) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM)
                .withLocale(locale)
                .format(moment.atZone(ZoneOffset.UTC));
    }
}
