package dev.tokenry.store;

import static dev.tokenry.model.TestStamp.STAMP;
import static dev.tokenry.store.SampleTokens.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenry.model.NoticeChannel;
import dev.tokenry.model.NoticeMark;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every notice store does. */
public abstract class NoticeStoreContract {

    private static final Instant LATER = NOW.plus(Duration.ofMinutes(15));
    private static final NoticeMark MARK = new NoticeMark(NOW, 7, null);

    private TokenStore tokens;
    private NoticeStore notices;

    /** The stores under test, which share a new table. */
    public record Stores(TokenStore tokens, NoticeStore notices) {}

    protected abstract Stores stores();

    @BeforeEach
    void create_stores() {
        Stores stores = stores();
        tokens = stores.tokens();
        notices = stores.notices();
    }

    @Test
    void each_channel_has_its_own_mark_and_the_token_stays_as_it_is() {
        Token token = insert(SampleTokens.full());
        NoticeMark unused = new NoticeMark(null, NoticeMark.EXPIRED, NOW);

        notices.mark(token.id(), NoticeChannel.MAIL, MARK);
        notices.mark(token.id(), NoticeChannel.EVENT, MARK);
        notices.mark(token.id(), NoticeChannel.EVENT, unused);

        assertThat(notices.find(List.of(token.id(), SampleTokens.newId())))
                .isEqualTo(Map.of(token.id(), Map.of(NoticeChannel.MAIL, MARK, NoticeChannel.EVENT, unused)));
        assertThat(tokens.find(token.id())).hasValue(token);
    }

    @Test
    void marks_survive_a_replacement_of_the_token() {
        Token token = insert(SampleTokens.full());
        notices.mark(token.id(), NoticeChannel.TOPIC, MARK);

        tokens.replace(token, token.withSettings(token.settings().withName("other")), STAMP);

        assertThat(notices.find(List.of(token.id()))).isEqualTo(Map.of(token.id(), Map.of(NoticeChannel.TOPIC, MARK)));
    }

    @Test
    void a_missing_or_deleted_token_is_not_marked() {
        Token deleted = insert(SampleTokens.full());
        notices.mark(deleted.id(), NoticeChannel.MAIL, MARK);
        tokens.delete(deleted, STAMP);
        TokenId missing = SampleTokens.newId();

        notices.mark(deleted.id(), NoticeChannel.EVENT, MARK);
        notices.mark(missing, NoticeChannel.EVENT, MARK);

        assertThat(notices.find(List.of(missing))).isEmpty();
        assertThat(tokens.find(missing)).isEmpty();
        assertThat(notices.find(List.of(deleted.id())).getOrDefault(deleted.id(), Map.of()))
                .doesNotContainKey(NoticeChannel.EVENT);
    }

    @Test
    void marks_of_many_tokens_are_found_together() {
        List<TokenId> ids = IntStream.range(0, 150)
                .mapToObj(_ -> insert(SampleTokens.bare()).id())
                .toList();
        ids.forEach(id -> notices.mark(id, NoticeChannel.MAIL, MARK));

        assertThat(notices.find(ids).keySet()).containsExactlyInAnyOrderElementsOf(ids);
    }

    @Test
    void one_run_at_a_time_is_in_progress() {
        assertThat(notices.start("one", NOW, LATER)).isEqualTo(new NoticeRun.Started(null));
        assertThat(notices.start("two", NOW, LATER)).isEqualTo(new NoticeRun.InProgress(LATER));
        assertThat(notices.start("one", NOW, LATER)).isEqualTo(new NoticeRun.Started(null));

        notices.finish("two", null);
        assertThat(notices.start("two", NOW, LATER)).isInstanceOf(NoticeRun.InProgress.class);
        notices.finish("one", null);
        assertThat(notices.start("two", NOW, LATER)).isEqualTo(new NoticeRun.Started(null));
    }

    @Test
    void a_run_that_died_is_in_progress_until_its_time_is_over() {
        IndexPosition position = new IndexPosition("sort", "key");
        notices.start("first", NOW, LATER);
        notices.finish("first", position);
        notices.start("died", NOW, LATER);

        assertThat(notices.start("next", LATER, LATER.plusSeconds(1))).isEqualTo(new NoticeRun.InProgress(LATER));
        assertThat(notices.start("next", LATER.plusMillis(1), LATER.plusSeconds(1)))
                .isEqualTo(new NoticeRun.Started(position));
        notices.finish("died", null);
        notices.finish("next", null);
        assertThat(notices.start("last", NOW, LATER)).isEqualTo(new NoticeRun.Started(null));
    }

    private Token insert(Token token) {
        tokens.insert(token, STAMP);
        return tokens.find(token.id()).orElseThrow();
    }
}
