package dev.tokenry.functions.notices;

import com.amazonaws.services.lambda.runtime.LambdaLogger;
import dev.tokenry.administration.NoticeSender;
import dev.tokenry.functions.aws.Mailer;
import dev.tokenry.functions.aws.Mailer.Mail;
import dev.tokenry.model.Contact;
import dev.tokenry.model.EmailAddress;
import dev.tokenry.model.Language;
import dev.tokenry.model.NoticeChannel;
import dev.tokenry.model.NoticeDigest;
import dev.tokenry.model.User;
import java.util.Objects;
import java.util.Optional;

/**
 * Mails notices to owners, in their languages. Disabled users, whose tokens do not work, receive none: they may no
 * longer belong to those who may know of them.
 */
record MailSender(Mailer mailer, MessageFactory messages, LambdaLogger log) implements NoticeSender {

    @Override
    public NoticeChannel channel() {
        return NoticeChannel.MAIL;
    }

    @Override
    public boolean reaches(Optional<User> user) {
        return user.filter(User::enabled).map(User::contact).map(Contact::email).isPresent();
    }

    @Override
    public boolean send(NoticeDigest digest) {
        Contact contact = digest.user().map(User::contact).orElse(Contact.NONE);
        EmailAddress address = Objects.requireNonNull(contact.email());
        Language language = contact.language() == null ? Language.ENGLISH : contact.language();
        NoticeMessage message = messages.create(digest, language);
        Optional<String> failure = mailer.send(new Mail(
                address.value(),
                messages.subject(message),
                TextMessage.toOwner(message),
                HtmlMessage.toOwner(message)));
        failure.ifPresent(reason -> log.log("The mail to the owner " + digest.owner() + " failed: " + reason));
        return failure.isEmpty();
    }
}
