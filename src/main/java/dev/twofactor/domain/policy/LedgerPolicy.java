package dev.twofactor.domain.policy;

/**
 * How long sent messages stay on record.
 *
 * @param days 1 to 3,650
 */
public record LedgerPolicy(int days) {

    /** @throws SettingException when the value is out of its range */
    public static LedgerPolicy from(Settings settings) {
        return new LedgerPolicy(settings.number("ledger-days", 90, 1, 3650));
    }
}
