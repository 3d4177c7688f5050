package dev.tokenry.functions.notices;

import com.amazonaws.services.lambda.runtime.LambdaLogger;
import dev.tokenry.administration.NoticeSender;
import dev.tokenry.functions.aws.Topic;
import dev.tokenry.functions.aws.Topic.Attribute;
import dev.tokenry.functions.aws.Topic.Message;
import dev.tokenry.model.Language;
import dev.tokenry.model.Notice;
import dev.tokenry.model.NoticeChannel;
import dev.tokenry.model.NoticeDigest;
import dev.tokenry.model.User;
import java.util.List;
import java.util.Optional;

/** Publishes notices about the tokens of all owners to a topic, in English: its subscribers are not the owners. */
record TopicSender(Topic topic, MessageFactory messages, LambdaLogger log) implements NoticeSender {

    private static final String ELLIPSIS = "...";

    @Override
    public NoticeChannel channel() {
        return NoticeChannel.TOPIC;
    }

    @Override
    public boolean reaches(Optional<User> user) {
        return true;
    }

    @Override
    public boolean send(NoticeDigest digest) {
        NoticeMessage message = messages.create(digest, Language.ENGLISH);
        Optional<String> failure =
                topic.publish(new Message(subject(message, digest), TextMessage.body(message), attributes(digest)));
        failure.ifPresent(reason -> log.log("The message about the owner " + digest.owner() + " failed: " + reason));
        return failure.isEmpty();
    }

    /** The text has what does not fit. */
    private String subject(NoticeMessage message, NoticeDigest digest) {
        String subject = messages.subject(message) + ": " + digest.owner();
        return subject.length() <= Message.MAX_SUBJECT
                ? subject
                : subject.substring(0, Message.MAX_SUBJECT - ELLIPSIS.length()) + ELLIPSIS;
    }

    private List<Attribute> attributes(NoticeDigest digest) {
        return List.of(
                Attribute.text("environment", messages.environment()),
                Attribute.text("owner", digest.owner().key()),
                Attribute.list(
                        "kinds",
                        digest.notices().stream()
                                .map(Notice::kind)
                                .map(Notice.Kind::id)
                                .distinct()
                                .toList()));
    }
}
