package dev.tokenry.emulator.sqs;

import dev.tokenry.emulator.io.AwsAccount;
import dev.tokenry.emulator.io.PhysicalResource;
import dev.tokenry.emulator.io.RecentItems;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Queues in memory, for messages of other emulated services. It serves no requests: functions cannot call SQS. */
public final class SqsEmulator {

    private static final int MESSAGES_PER_QUEUE = 1_000;

    private final AwsAccount account;
    private final String namePrefix;
    private final Map<String, RecentItems<String>> queues = new ConcurrentHashMap<>();

    /** @param namePrefix prefix of the names of queues to which the template gives no name */
    public SqsEmulator(AwsAccount account, String namePrefix) {
        this.account = account;
        this.namePrefix = namePrefix;
    }

    /** Creates a queue. Its other properties have no effect, because no consumer receives messages from it. */
    public PhysicalResource create(String logicalId, Map<String, Object> properties) {
        String name =
                properties.getOrDefault("QueueName", namePrefix + logicalId).toString();
        String url = "https://sqs." + account.region() + ".amazonaws.com/" + account.accountId() + "/" + name;
        return new PhysicalResource(url, Map.of("Arn", account.arn("sqs", name), "QueueName", name, "QueueUrl", url));
    }

    /** Sends a message to the queue with this ARN, which need not have been created. */
    public void send(String queueArn, String body) {
        queue(queueArn).add(body);
    }

    /** Returns the last messages of the queue with this ARN, the newest first. */
    public List<String> messages(String queueArn) {
        return queue(queueArn).newestFirst();
    }

    private RecentItems<String> queue(String arn) {
        return queues.computeIfAbsent(arn, any -> new RecentItems<>(MESSAGES_PER_QUEUE));
    }
}
