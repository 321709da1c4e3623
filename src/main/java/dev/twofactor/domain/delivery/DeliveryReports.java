package dev.twofactor.domain.delivery;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what a vendor tells later about a message that it has taken. */
public interface DeliveryReports {

    /**
     * What came from somebody who may be the vendor.
     *
     * @param address the public address that it came to, as we gave it to the vendor
     * @param reference our own name of the message, from the address
     * @param fields names and values; a name that came twice has its first value
     * @param signature what proves the vendor; null where none came
     */
    record Report(String address, String reference, Map<String, String> fields, @Nullable String signature) {

        /** Tells nothing: the number may be among the fields. */
        @Override
        public String toString() {
            return "Report[redacted]";
        }
    }

    /** The state that the vendor tells; empty when the report is not the vendor's. */
    Optional<DeliveryState> read(Report report);
}
