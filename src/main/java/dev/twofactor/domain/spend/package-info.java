/** What messages may be sent at all: budgets by number, address, country, realm and money, and who runs up a bill. */
@NullMarked
package dev.twofactor.domain.spend;

import org.jspecify.annotations.NullMarked;
