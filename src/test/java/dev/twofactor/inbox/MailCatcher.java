package dev.twofactor.inbox;

import com.icegreen.greenmail.mail.MailAddress;
import com.icegreen.greenmail.mail.MovingMessage;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/** An SMTP server that takes mail for everybody and keeps nothing itself. */
final class MailCatcher implements AutoCloseable {

    private static final int MAX_PART = 256 * 1024;
    private static final GreenMailUser NOBODY = (GreenMailUser) Proxy.newProxyInstance(
            MailCatcher.class.getClassLoader(), new Class<?>[] {GreenMailUser.class}, (proxy, method, args) -> null);

    private final GreenMail server;
    private final InboxMessages messages;

    /** @param port 0 takes a free one */
    MailCatcher(InetAddress address, int port, InboxMessages messages) {
        this.messages = messages;
        server = new GreenMail(new ServerSetup(port, address.getHostAddress(), ServerSetup.PROTOCOL_SMTP));
        server.start();
        server.getUserManager().setMessageDeliveryHandler(this::take);
    }

    int port() {
        return server.getSmtp().getPort();
    }

    @Override
    public void close() {
        server.stop();
    }

    private GreenMailUser take(MovingMessage mail, MailAddress to) throws MessagingException {
        String text = find(mail.getMessage(), "text/plain");
        String html = find(mail.getMessage(), "text/html");
        messages.add(new InboxMessage(
                UUID.randomUUID().toString(),
                Instant.now(),
                "email",
                to.getEmail(),
                text == null ? "" : text,
                html,
                "smtp",
                source(mail.getMessage())));
        return NOBODY;
    }

    private static String source(MimeMessage mail) throws MessagingException {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            mail.writeTo(bytes);
            return bytes.toString(StandardCharsets.ISO_8859_1).substring(0, Math.min(bytes.size(), MAX_PART));
        } catch (IOException e) {
            throw new MessagingException("cannot read a mail", e);
        }
    }

    /** The first part of a type, cut at 256 KB; null where there is none. */
    private static String find(Part part, String type) throws MessagingException {
        try {
            if (part.isMimeType(type)) {
                String content = part.getContent().toString();
                return content.substring(0, Math.min(content.length(), MAX_PART));
            }
            return part.isMimeType("multipart/*") ? findAmong((Multipart) part.getContent(), type) : null;
        } catch (IOException e) {
            throw new MessagingException("cannot decode a part", e);
        }
    }

    private static String findAmong(Multipart parts, String type) throws MessagingException {
        for (int i = 0; i < parts.getCount(); i++) {
            String found = find(parts.getBodyPart(i), type);
            if (found != null) {
                return found;
            }
        }
        return null;
    }
}
