package dev.twofactor.keycloak.settings;

import java.util.List;

/** The further parts of the settings page, in their order. */
final class SettingsSections {

    /** Trusted devices go here. */
    static final List<SettingsSection> ALL = List.of();

    private SettingsSections() {}
}
