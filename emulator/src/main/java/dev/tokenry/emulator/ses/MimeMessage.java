package dev.tokenry.emulator.ses;

import dev.tokenry.emulator.ses.SentEmail.Recipients;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.james.mime4j.dom.Entity;
import org.apache.james.mime4j.dom.Message;
import org.apache.james.mime4j.dom.Multipart;
import org.apache.james.mime4j.dom.SingleBody;
import org.apache.james.mime4j.dom.address.Address;
import org.apache.james.mime4j.dom.address.AddressList;
import org.apache.james.mime4j.dom.address.Mailbox;
import org.apache.james.mime4j.dom.address.MailboxList;
import org.apache.james.mime4j.message.DefaultMessageBuilder;
import org.apache.james.mime4j.util.CharsetUtil;
import org.jspecify.annotations.Nullable;

/** A message in the format of the Internet, decoded. */
record MimeMessage(Message message) {

    static MimeMessage parse(byte[] bytes) {
        try {
            return new MimeMessage(new DefaultMessageBuilder().parseMessage(new ByteArrayInputStream(bytes)));
        } catch (IOException e) {
            throw SendEmailRequest.badRequest("Raw.Data is not a MIME message.");
        }
    }

    String from() {
        MailboxList from = message.getFrom();
        return from == null || from.isEmpty() ? "" : display(from.get(0));
    }

    Recipients recipients() {
        return new Recipients(addresses(message.getTo()), addresses(message.getCc()), addresses(message.getBcc()));
    }

    List<String> replyTo() {
        return addresses(message.getReplyTo());
    }

    String subject() {
        return message.getSubject() == null ? "" : message.getSubject();
    }

    Optional<String> text() {
        return body("text/plain");
    }

    Optional<String> html() {
        return body("text/html");
    }

    /** Returns the first part of this type that is not an attachment. */
    private Optional<String> body(String type) {
        return leaves(message)
                .filter(part -> part.getMimeType().equals(type))
                .filter(part -> !"attachment".equals(part.getDispositionType()))
                .findFirst()
                .map(MimeMessage::decode);
    }

    private static Stream<Entity> leaves(Entity entity) {
        return entity.getBody() instanceof Multipart multipart
                ? multipart.getBodyParts().stream().flatMap(MimeMessage::leaves)
                : Stream.of(entity);
    }

    private static String decode(Entity part) {
        if (!(part.getBody() instanceof SingleBody body)) {
            return "";
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            body.writeTo(bytes);
        } catch (IOException e) {
            throw SendEmailRequest.badRequest("A part of the message cannot be decoded.");
        }
        Charset charset = CharsetUtil.lookup(part.getCharset());
        return bytes.toString(charset == null ? StandardCharsets.UTF_8 : charset);
    }

    private static List<String> addresses(@Nullable AddressList list) {
        return list == null
                ? List.of()
                : list.flatten().stream().map(MimeMessage::display).toList();
    }

    private static String display(Address address) {
        return address instanceof Mailbox mailbox && mailbox.getName() != null
                ? mailbox.getName() + " <" + mailbox.getAddress() + ">"
                : address instanceof Mailbox plain ? plain.getAddress() : address.toString();
    }
}
