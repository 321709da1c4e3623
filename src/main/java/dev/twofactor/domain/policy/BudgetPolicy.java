package dev.twofactor.domain.policy;

import java.math.BigDecimal;

/**
 * How many messages may be sent, and for how much; 0 stands for no limit.
 *
 * @param mode whether the limits stop messages or are only written down
 * @param perNumberTenMinutes messages to one number in any ten minutes, 1 to 100
 * @param perNumberDay messages to one number in any 24 hours, 1 to 1,000
 * @param unverifiedPerAddressHour messages from one network address in any hour whose code was never entered, 0 to 100,000
 * @param unverifiedPerPrefixDay messages to one number prefix in any 24 hours whose code was never entered, 0 to 1,000,000
 * @param perCountryDay messages to one country in any 24 hours, 0 to 100,000,000
 * @param perRealmDay messages of the realm in any 24 hours, 0 to 100,000,000
 * @param spendPerDay cost of the realm's messages in any 24 hours, in the unit of the services' prices
 */
public record BudgetPolicy(
        BudgetMode mode,
        int perNumberTenMinutes,
        int perNumberDay,
        int unverifiedPerAddressHour,
        int unverifiedPerPrefixDay,
        int perCountryDay,
        int perRealmDay,
        BigDecimal spendPerDay) {

    private static final int MANY = 100_000_000;

    /** @throws SettingException when a value is out of its range */
    public static BudgetPolicy from(Settings settings) {
        return new BudgetPolicy(
                settings.choice("budget-mode", BudgetMode.ENFORCE),
                settings.number("sends-per-number-10-minutes", 5, 1, 100),
                settings.number("sends-per-number-day", 10, 1, 1000),
                settings.number("unverified-per-address-hour", 30, 0, 100_000),
                settings.number("unverified-per-prefix-day", 50, 0, 1_000_000),
                settings.number("sends-per-country-day", 0, 0, MANY),
                settings.number("sends-per-realm-day", 0, 0, MANY),
                settings.amount("spend-per-day"));
    }
}
