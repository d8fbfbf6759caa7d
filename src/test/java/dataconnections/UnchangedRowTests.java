package dataconnections;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/** Records that are uploaded again as they are. */
@ServiceTest
class UnchangedRowTests {

	@Autowired
	private Client client;

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	private MovableClock clock;

	private TestConnection connection;

	@BeforeEach
	void connect() {
		this.connection = TestConnection.create(this.client, this.jdbc);
		this.connection.store("{\"data\":[{\"id\":\"a\",\"n\":1},{\"id\":\"b\",\"n\":1}]}");
	}

	@Test
	void sameRecordStaysWhereItIsAndCountsAsUpdated() {
		List<String> before = places();
		String answer = this.connection.upload("[{\"n\":1,\"id\":\"a\"},{\"id\":\"b\",\"n\":2},{\"id\":\"c\"}]").body();

		assertThat(answer).contains("\"rows_received\":3,\"rows_inserted\":1,\"rows_updated\":2");
		assertThat(places()).startsWith(before.getFirst()).doesNotContain(before.getLast()).hasSize(3);
		assertThat(this.connection.values("n")).containsExactly("1", "2", null);
		assertThat(this.connection.recordCount()).isEqualTo(3);
	}

	@Test
	void repeatedKeysCountOnceWhetherTheirRecordChangesOrNot() {
		String answer = this.connection
			.upload("[{\"id\":\"b\"},{\"id\":\"a\",\"n\":2},{\"id\":\"b\",\"n\":1},{\"id\":\"a\",\"n\":3}]")
			.body();

		assertThat(answer).contains("\"rows_received\":4,\"rows_inserted\":0,\"rows_updated\":2");
		assertThat(this.connection.values("n")).containsExactly("3", "1");
	}

	@Test
	void numberOfOtherDigitsIsAChange() {
		this.connection.store("[{\"id\":\"a\",\"n\":1.0}]");

		assertThat(this.connection.query("{\"primary_key\":\"a\"}").body()).contains("1.0");
	}

	@Test
	void expiryIsAChange() {
		this.connection.store("{\"data\":[{\"id\":\"a\",\"n\":1}],\"ttl_seconds\":60}");
		this.clock.move(Duration.ofSeconds(61));

		assertThat(this.connection.query("{\"primary_key\":\"a\"}").status()).isEqualTo(404);
		assertThat(this.connection.query("{\"primary_key\":\"b\"}").status()).isEqualTo(200);
	}

	@Test
	void noExpiryIsAChange() {
		this.connection.store("{\"data\":[{\"id\":\"a\",\"n\":1}],\"ttl_seconds\":60}");
		this.connection.store("{\"data\":[{\"id\":\"a\",\"n\":1}]}");
		this.clock.move(Duration.ofSeconds(61));

		assertThat(this.connection.query("{\"primary_key\":\"a\"}").status()).isEqualTo(200);
	}

	@Test
	void batchLeavesWhatIsTheSameToo() {
		List<String> before = places();
		String open = this.connection.upload("{\"data\":[{\"id\":\"a\",\"n\":1}],\"batch_completed\":false}")
			.json()
			.path("batch_uuid")
			.asString();
		String answer = this.connection.upload("{\"data\":[{\"id\":\"b\",\"n\":2}],\"batch_uuid\":\"" + open + "\"}")
			.body();

		assertThat(answer).contains("\"rows_inserted\":0,\"rows_updated\":2");
		assertThat(places()).startsWith(before.getFirst()).doesNotContain(before.getLast());
	}

	private List<String> places() {
		return this.jdbc.sql("SELECT ctid::text FROM row WHERE connection_id = ? ORDER BY key")
			.param(this.connection.id())
			.query((rs, n) -> rs.getString(1))
			.list();
	}

}
