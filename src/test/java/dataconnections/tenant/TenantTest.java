package dataconnections.tenant;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.concurrent.atomic.AtomicLong;

import com.github.benmanes.caffeine.cache.Ticker;
import dataconnections.TestDatabase;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * A test of who is let in, over HTTP, with a clock and a ticker that the test moves.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "data-connections.bootstrap.api-key=keys-tests-api-key-of-at-least-32-characters",
				"data-connections.bootstrap.brand-key=keys-tests-brand-key",
				"data-connections.keys.last-used-interval=1h", "data-connections.authentication.max-failures=1000000" })
@ContextConfiguration(initializers = TestDatabase.class)
@Import(TenantTest.Configuration.class)
@interface TenantTest {

	AtomicLong NANOS = new AtomicLong();

	@TestConfiguration(proxyBeanMethods = false)
	@Import(BrandController.class)
	class Configuration {

		@Bean
		@Primary
		Ticker heldTicker() {
			return NANOS::get;
		}

	}

	@TestComponent
	@RestController
	class BrandController {

		@GetMapping({ "/api/test/brand", "/api/data-connections/v1/connections/{id}/external-content/emarsys",
				"/api/data-connections/v1/connections/{id}/external-content/emarsys/more",
				"/api/data-connections/v1/connections/{id}/more/external-content/emarsys" })
		String brand(@AuthenticationPrincipal Brand brand) {
			return brand.name();
		}

		@GetMapping("/api/test/address")
		String address(HttpServletRequest request) {
			return request.getRemoteAddr();
		}

	}

}
