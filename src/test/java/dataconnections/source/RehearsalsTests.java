package dataconnections.source;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

import dataconnections.upstream.MovableTicker;
import dataconnections.address.FakeNames;
import dataconnections.address.RefusedAddressException;
import dataconnections.address.TestResolver;
import dataconnections.upstream.Calls;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.StringNode;

import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;

class RehearsalsTests {

	private final FakeNames names = new FakeNames();

	private final MovableTicker ticker = new MovableTicker();

	private final Calls calls = new Calls();

	private final Rehearsals rehearsals = new Rehearsals(
			new AnswerCache(new CacheSettings(DataSize.ofMegabytes(1)), this.ticker, new SimpleMeterRegistry()),
			this.calls.forecasts(TestResolver.of(List.of(), this.names)));

	@AfterEach
	void close() throws IOException {
		this.calls.close();
	}

	@Test
	void publicAddressIsNotRefusedAndTheHostLookedUpOnce() {
		this.names.thenAnswer("93.184.215.14");
		Explanation explained = explain("https://crm.example/{id}");
		assertThat(explained.refusedBy()).isNull();
		assertThat(explained.request()).isNotNull();
		assertThat(this.names.asked()).containsExactly("crm.example");
		assertThat(this.calls.connections().getAvailable() + this.calls.connections().getLeased()).isZero();
		assertThat(this.calls.destinations()).isZero();
	}

	@ParameterizedTest
	@CsvSource({ "127.0.0.1", "10.0.0.7", "169.254.169.254", "fd00::1" })
	void everyAddressThatMayNotBeCalledIsToldInTheSameWords(String address) {
		this.names.thenAnswer(address);
		assertThat(explain("https://crm.example/{id}").refusedBy())
			.isEqualTo(new Explanation.RefusedBy("address", "address_refused", RefusedAddressException.SENTENCE));
	}

	@Test
	void hostOfInternalNetworksIsNotEvenLookedUp() {
		this.names.thenAnswer("93.184.215.14");
		assertThat(explain("https://db.internal/{id}").refusedBy())
			.isEqualTo(new Explanation.RefusedBy("address", "address_refused", RefusedAddressException.SENTENCE));
		assertThat(this.names.asked()).isEmpty();
	}

	@Test
	void hostWithoutAnAddressIsTold() {
		Explanation.RefusedBy refused = explain("https://crm.example/{id}").refusedBy();
		assertThat(refused).isNotNull().extracting(Explanation.RefusedBy::type).isEqualTo("host_unknown");
	}

	@Test
	void urlThatCannotBeCalledIsTold() {
		Explanation explained = explain("https://crm.example:22/{id}");
		assertThat(explained.refusedBy()).isNotNull().extracting(Explanation.RefusedBy::rule).isEqualTo("url");
		assertThat(explained.breaker()).isNull();
		assertThat(this.names.asked()).isEmpty();
	}

	private Explanation explain(String url) {
		ExternalApi api = new ExternalApi(url, "GET", Map.of(), null, 60, 5, 0, false, 0, 0, Map.of());
		Source source = new Source(Calls.BRAND, Calls.OTHER_BRAND, 0, "id", api);
		return this.rehearsals.explain(source, Map.of("id", new StringNode("1")), UnaryOperator.identity());
	}

}
