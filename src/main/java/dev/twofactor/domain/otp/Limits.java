package dev.twofactor.domain.otp;

import dev.twofactor.domain.spend.SendBudget;
import dev.twofactor.domain.spend.SendCheck;
import dev.twofactor.domain.spend.WrongCodes;

/**
 * The limits over all users of a realm, as one request meets them.
 *
 * @param check the operator's own, before a second message
 * @param watch hears what an operator wants to know, after the fact is durable
 */
public record Limits(SendBudget budget, WrongCodes wrongCodes, SendCheck check, CodeWatch watch) {}
