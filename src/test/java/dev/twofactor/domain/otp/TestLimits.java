package dev.twofactor.domain.otp;

import dev.twofactor.domain.policy.BudgetPolicy;
import dev.twofactor.domain.policy.CodePolicy;
import dev.twofactor.domain.policy.Settings;
import dev.twofactor.domain.spend.NetworkAddress;
import dev.twofactor.domain.spend.SendBudget;
import dev.twofactor.domain.spend.SendCheck;
import dev.twofactor.domain.spend.WrongCodes;
import java.math.BigDecimal;
import java.util.Map;

/** The limits over all users, for tests of the domain and of its store. */
public final class TestLimits {

    private TestLimits() {}

    /** Those that stop nothing. */
    public static Limits none() {
        return of(Map.of("budget-mode", "record", "wrong-per-address-hour", "0"), "192.0.2.1", finding -> {});
    }

    /** Those of a policy, for a request from an address. */
    public static Limits of(Map<String, String> policy, String address, CodeWatch watch) {
        return of(policy, address, BigDecimal.ZERO, watch);
    }

    /** The same, where each text message has a price. */
    public static Limits of(Map<String, String> policy, String address, BigDecimal price, CodeWatch watch) {
        Settings settings = new Settings(policy);
        NetworkAddress from = NetworkAddress.of(address);
        SendBudget budget =
                new SendBudget(BudgetPolicy.from(settings), value -> value, from, asked -> price, user -> false);
        return new Limits(
                budget, new WrongCodes(CodePolicy.from(settings), value -> value, from), SendCheck.NONE, watch);
    }
}
