package dev.twofactor.domain.policy;

/** A setting that cannot be used; names the key and never repeats the value, which may be a secret. */
public final class SettingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String key;

    public SettingException(String key, String problem) {
        super(key + " " + problem);
        this.key = key;
    }

    /** The key as the admin wrote it. */
    public String key() {
        return key;
    }
}
