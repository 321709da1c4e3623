package dev.twofactor.keycloak.settings;

import java.util.List;

/** The further parts of the settings page, in their order. */
final class SettingsSections {

    static final List<SettingsSection> ALL = List.of(new DevicesSection());

    private SettingsSections() {}
}
