package dev.twofactor.inbox;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What Twilio's API description says about "create a message" ({@code POST …/Accounts/{AccountSid}/Messages.json}),
 * restated for the fields that we send.
 */
final class TwilioRequestChecker {

    private static final Pattern PATH = Pattern.compile("/2010-04-01/Accounts/AC[0-9a-fA-F]{32}/Messages\\.json");
    private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{1,14}");
    private static final Pattern SENDER_NAME = Pattern.compile("(?=.*[A-Za-z])[A-Za-z0-9 ]{1,11}");
    private static final Pattern SHORT_CODE = Pattern.compile("[0-9]{3,8}");
    private static final Pattern SERVICE = Pattern.compile("MG[0-9a-fA-F]{32}");
    private static final Pattern ACCOUNT_OR_KEY = Pattern.compile("(AC|SK)[0-9a-fA-F]{32}");
    private static final int MAX_BODY = 1600;

    /** Of all fields that Twilio knows, the ones that a text message of ours may use. */
    private static final Set<String> KNOWN = Set.of(
            "To",
            "From",
            "MessagingServiceSid",
            "Body",
            "StatusCallback",
            "ValidityPeriod",
            "SmartEncoded",
            "ShortenUrls",
            "ContentRetention",
            "AddressRetention",
            "RiskCheck",
            "MaxPrice",
            "ProvideFeedback");

    /** What is wrong with the request, in words that repeat none of its values; empty when it is as Twilio wants it. */
    List<String> violations(TwilioRequest request) {
        List<String> found = new ArrayList<>();
        require(found, "POST".equals(request.method()), "the method is not POST");
        require(found, PATH.matcher(request.path()).matches(), "the path is not …/Accounts/AC…/Messages.json");
        require(found, isForm(request.contentType()), "the content type is not application/x-www-form-urlencoded");
        require(found, isAuthorized(request), "no basic authorization with an account or key and its secret");
        checkFields(request, found);
        return found;
    }

    private static void checkFields(TwilioRequest request, List<String> found) {
        require(found, KNOWN.containsAll(request.form().keySet()), "a field is not among those we may send");
        require(
                found,
                request.form().values().stream().allMatch(values -> values.size() == 1),
                "a field is there more than once");
        require(found, matches(E164, request.field("To")), "To is required, in E.164 form");
        String body = request.field("Body");
        require(
                found,
                body != null && !body.isEmpty() && body.length() <= MAX_BODY,
                "Body is required, 1 to " + MAX_BODY + " characters");
        checkSender(request.field("From"), request.field("MessagingServiceSid"), found);
    }

    private static void checkSender(String from, String service, List<String> found) {
        require(found, (from == null) != (service == null), "exactly one of From and MessagingServiceSid is required");
        require(
                found,
                from == null || matches(E164, from) || matches(SENDER_NAME, from) || matches(SHORT_CODE, from),
                "From is no number, short code or sender name");
        require(
                found,
                service == null || matches(SERVICE, service),
                "MessagingServiceSid is not MG and 32 hexadecimal digits");
    }

    private static boolean isForm(String contentType) {
        return contentType != null
                && contentType
                        .toLowerCase(Locale.ROOT)
                        .split(";", 2)[0]
                        .strip()
                        .equals("application/x-www-form-urlencoded");
    }

    private static boolean isAuthorized(TwilioRequest request) {
        String header = request.authorization();
        if (header == null || !header.startsWith("Basic ")) {
            return false;
        }
        String[] pair = decode(header.substring("Basic ".length())).split(":", 2);
        boolean itself = pair[0].startsWith("SK") || pair[0].equals(request.accountSid());
        return pair.length == 2 && matches(ACCOUNT_OR_KEY, pair[0]) && itself && !pair[1].isEmpty();
    }

    private static String decode(String base64) {
        try {
            return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            // No Base64 is no authorization.
            return "";
        }
    }

    private static boolean matches(Pattern pattern, String value) {
        return value != null && pattern.matcher(value).matches();
    }

    private static void require(List<String> found, boolean holds, String otherwise) {
        if (!holds) {
            found.add(otherwise);
        }
    }
}
