package dev.twofactor.gateway.settings;

/** A setting is missing or malformed; the message names its key and says what is expected, and never repeats the value. */
public final class InvalidSettingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String key;

    /**
     * @param key the setting's key, such as {@code account-sid}
     * @param expected what it should be, in words for an administrator
     */
    public InvalidSettingException(String key, String expected) {
        super(key + ": " + expected);
        this.key = key;
    }

    /** The key of the setting to correct. */
    public String key() {
        return key;
    }
}
