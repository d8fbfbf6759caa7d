package dataconnections;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;

/**
 * A test of the whole service over HTTP, on a real Postgres, with a clock that the test
 * moves.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = {
		"data-connections.bootstrap.api-key=" + Client.API_KEY,
		"data-connections.bootstrap.brand-key=" + Client.BRAND_KEY, "data-connections.row.sweep-interval=1h",
		"data-connections.idempotency.sweep-interval=1h", "data-connections.source.allowed-networks=127.0.0.0/8",
		"data-connections.operator.token=" + Client.OPERATOR_TOKEN, "data-connections.keys.last-used-interval=1h",
		"data-connections.answer.max-wait=500ms", "data-connections.authentication.max-failures=1000000" })
@ContextConfiguration(initializers = TestDatabase.class)
@Import({ MovableClock.class, MovableTicker.class, Client.Configuration.class })
@interface ServiceTest {

}
