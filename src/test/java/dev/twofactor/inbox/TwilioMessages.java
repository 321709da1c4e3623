package dev.twofactor.inbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.UUID;

/** The two JSON objects that Twilio answers with: a message and an error. */
final class TwilioMessages {

    private static final DateTimeFormatter RFC_2822 =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss Z", Locale.ENGLISH);

    private TwilioMessages() {}

    /** A new message, queued, with every field that Twilio's description names. */
    static ObjectNode resource(TwilioRequest request, Instant at) {
        String sid = "SM" + UUID.randomUUID().toString().replace("-", "");
        String uri = "/2010-04-01/Accounts/" + request.accountSid() + "/Messages/" + sid;
        String date = RFC_2822.format(at.atOffset(ZoneOffset.UTC));
        ObjectNode node = HttpAnswers.JSON.createObjectNode();
        node.put("account_sid", request.accountSid()).put("api_version", "2010-04-01");
        node.put("body", request.field("Body")).put("direction", "outbound-api");
        node.put("date_created", date).put("date_updated", date).putNull("date_sent");
        node.putNull("error_code").putNull("error_message");
        node.put("from", request.field("From")).put("messaging_service_sid", request.field("MessagingServiceSid"));
        node.put("num_media", "0").put("num_segments", "1").putNull("price").putNull("price_unit");
        node.put("sid", sid).put("status", "queued").put("to", request.field("To"));
        node.putObject("subresource_uris").put("media", uri + "/Media.json");
        node.put("uri", uri + ".json");
        return node;
    }

    static ObjectNode error(int status, int code) {
        return HttpAnswers.JSON
                .createObjectNode()
                .put("code", code)
                .put("message", "The request was refused (the inbox plays error " + code + ")")
                .put("more_info", "https://www.twilio.com/docs/errors/" + code)
                .put("status", status);
    }
}
