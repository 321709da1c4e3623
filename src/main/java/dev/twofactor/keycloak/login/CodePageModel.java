package dev.twofactor.keycloak.login;

/**
 * What the template of the code page sees. No record: FreeMarker would take {@code state} for the method of that name.
 */
public final class CodePageModel {

    private final String method;
    private final String destination;
    private final String company;
    private final int length;
    private final String state;
    private final long resendSeconds;
    private final boolean canResend;

    /**
     * @param method {@code sms} or {@code email}
     * @param destination masked
     * @param length digits of the code
     * @param state {@code SENDING}, {@code SENT}, {@code FAILED}, or {@code NONE} when nothing was sent
     * @param resendSeconds until another message may be asked for
     * @param canResend whether this login has messages left
     */
    CodePageModel(
            String method,
            String destination,
            String company,
            int length,
            String state,
            long resendSeconds,
            boolean canResend) {
        this.method = method;
        this.destination = destination;
        this.company = company;
        this.length = length;
        this.state = state;
        this.resendSeconds = resendSeconds;
        this.canResend = canResend;
    }

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
