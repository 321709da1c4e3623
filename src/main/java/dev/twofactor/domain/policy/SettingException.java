package dev.twofactor.domain.policy;

/** A setting that cannot be used; names the key and never repeats the value, which may be a secret. */
public final class SettingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String key;

    /**
     * @param key the setting's key, such as {@code code-length}
     * @param problem what is wrong or expected, in words for an administrator
     */
    public SettingException(String key, String problem) {
        super(key + ": " + problem);
        this.key = key;
    }

    /** The key as the admin wrote it. */
    public String key() {
        return key;
    }
}
