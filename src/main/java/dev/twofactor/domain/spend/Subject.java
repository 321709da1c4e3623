package dev.twofactor.domain.spend;

/**
 * What a tally is kept of.
 *
 * @param key a keyed hash, a country or empty: never a number or an address that could be read
 */
public record Subject(Kind kind, String key) implements Comparable<Subject> {

    /** In the order in which tallies are held, so that no two requests ever wait for each other in a circle. */
    public enum Kind {
        /** Wrong codes that came from one network address. */
        WRONG_OF_ADDRESS,
        /** Wrong codes of the realm. */
        WRONG_OF_REALM,
        /** Messages of sign-ins to one number. */
        NUMBER,
        /** Messages of set-ups to one number or mail address. */
        NUMBER_SET_UP,
        /** Messages of sign-ins that one network address caused. */
        ADDRESS,
        /** Messages of set-ups that one network address caused. */
        ADDRESS_SET_UP,
        /** Messages of sign-ins to one prefix. */
        PREFIX,
        /** Messages of set-ups to one prefix. */
        PREFIX_SET_UP,
        /** Messages of set-ups to one country. */
        COUNTRY_SET_UP,
        /** All messages to one country. */
        COUNTRY,
        /** Messages of set-ups of the realm. */
        REALM_SET_UP,
        /** All messages of the realm, and their cost. */
        REALM,
        /** One user at one network address. Asked for at any time, for only who has the user's records does so. */
        USER_AT_ADDRESS
    }

    /** The one subject of a kind that a realm has once. */
    static Subject of(Kind kind) {
        return new Subject(kind, "");
    }

    @Override
    public int compareTo(Subject other) {
        int byKind = kind.compareTo(other.kind);
        return byKind == 0 ? key.compareTo(other.key) : byKind;
    }
}
