package dataconnections.wire;

import java.io.IOException;
import java.util.Map;
import java.util.UUID;

import com.github.benmanes.caffeine.cache.Ticker;
import dataconnections.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.context.ConfigurationPropertiesAutoConfiguration;
import org.springframework.boot.autoconfigure.context.PropertyPlaceholderAutoConfiguration;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * A small service that has nothing but the common rules. No configuration by its
 * annotation, so that the whole service does not find it.
 */
@ComponentScan({ "dataconnections.problem", "dataconnections.wire" })
@ImportAutoConfiguration({ ConfigurationPropertiesAutoConfiguration.class, PropertyPlaceholderAutoConfiguration.class,
		HttpMessageConvertersAutoConfiguration.class, JacksonAutoConfiguration.class, ValidationAutoConfiguration.class,
		TomcatServletWebServerAutoConfiguration.class, DispatcherServletAutoConfiguration.class,
		WebMvcAutoConfiguration.class, ErrorMvcAutoConfiguration.class })
class Toy {

	@Bean
	Ticker ticker() {
		return Ticker.systemTicker();
	}

	@Bean
	FilterRegistrationBean<?> failingFilter() {
		FilterRegistrationBean<?> filter = new FilterRegistrationBean<>((request, response, chain) -> {
			throw new IllegalStateException("secret");
		});
		filter.addUrlPatterns("/fail/filter");
		return filter;
	}

	record Inner(@Min(1) int ttl) {
	}

	record Request(@NotBlank @Size(max = 10) String toyName, @Valid @Nullable Inner inner) {
	}

	@RestController
	static class Controller {

		@PostMapping("/toys")
		Request toy(@Valid @RequestBody Request request) {
			return request;
		}

		@PostMapping("/tree")
		JsonNode tree(@RequestBody JsonNode tree) {
			return tree;
		}

		@PostMapping("/reader")
		String reader(HttpServletRequest request) throws IOException {
			StringBuilder text = new StringBuilder();
			request.getReader().lines().forEach(text::append);
			return text.toString();
		}

		@PostMapping("/stream")
		byte[] stream(HttpServletRequest request) throws IOException {
			return request.getInputStream().readAllBytes();
		}

		@RequestMapping({ "/toys/upload_data", "/toys/update_data" })
		long upload(HttpServletRequest request) throws IOException {
			return request.getInputStream().readAllBytes().length;
		}

		@GetMapping("/connections/{connectionId}")
		void connection(@PathVariable UUID connectionId) {
			throw ProblemException.unknown("connection");
		}

		@GetMapping("/references/{referenceId}")
		void reference(@PathVariable UUID referenceId) {
			throw ProblemException.unknown("reference");
		}

		@GetMapping("/query")
		Map<String, Integer> query(@RequestParam @Min(1) int size) {
			return Map.of("size", size);
		}

		@GetMapping("/fail/{kind}")
		void fail(@PathVariable String kind) throws Exception {
			throw switch (kind) {
				case "resource" -> new DataAccessResourceFailureException("secret");
				case "transaction" -> new CannotCreateTransactionException("secret");
				case "timeout" -> new QueryTimeoutException("secret");
				case "wrapped" -> new IllegalStateException(new java.sql.SQLTransientConnectionException("secret"));
				case "io" -> new IOException("secret");
				case "error" -> throw new StackOverflowError("secret");
				default -> new IllegalStateException("secret");
			};
		}

		@GetMapping("/half")
		void half(HttpServletResponse response) throws IOException {
			response.getWriter().write("half");
			response.flushBuffer();
			throw new IllegalStateException("secret");
		}

	}

}
