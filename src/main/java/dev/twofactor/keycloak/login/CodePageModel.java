package dev.twofactor.keycloak.login;

/**
 * What the template of the code page sees.
 *
 * @param method {@code sms} or {@code email}
 * @param destination masked
 * @param length digits of the code
 * @param state {@code SENDING}, {@code SENT}, {@code FAILED}, or {@code NONE} when nothing was sent
 * @param resendSeconds until another message may be asked for
 * @param canResend whether this login has messages left
 */
public record CodePageModel(
        String method,
        String destination,
        String company,
        int length,
        String state,
        long resendSeconds,
        boolean canResend) {

    // FreeMarker in Keycloak reads bean properties, not record components.
    public String getMethod() {
        return method;
    }

    public String getDestination() {
        return destination;
    }

    public String getCompany() {
        return company;
    }

    public int getLength() {
        return length;
    }

    public String getState() {
        return state;
    }

    public long getResendSeconds() {
        return resendSeconds;
    }

    public boolean isCanResend() {
        return canResend;
    }
}
