package dataconnections.openapi;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import org.jspecify.annotations.Nullable;

/**
 * The problems that every call of a form can answer with, and what every answer has. A
 * description need only tell what is its own.
 */
class CommonProblems {

	private static final String PROBLEM = "application/problem+json";

	private static final String REQUEST_ID = "X-Request-Id";

	private final Map<String, ApiResponse> shared;

	CommonProblems(Map<String, ApiResponse> shared) {
		this.shared = shared;
		shared.values().forEach(CommonProblems::complete);
	}

	void addTo(DescribedOperation described) {
		ApiResponses answers = described.operation().getResponses();
		common(described).forEach((status, name) -> {
			if (described.mayAnswer(status)) {
				add(answers, status, name);
			}
		});
		answers.values().forEach(CommonProblems::complete);
		sort(answers);
	}

	private static Map<String, String> common(DescribedOperation described) {
		Map<String, String> common = new TreeMap<>(Map.of("400", "MalformedRequest", "422", "InvalidRequest", "429",
				"TooManyRequests", "500", "InternalError", "503", "Unavailable"));
		if (!described.isLookUp()) {
			common.put("403", "Forbidden");
		}
		if (described.hasBody()) {
			common.put("413", "ContentTooLarge");
			common.put("415", "UnsupportedMediaType");
		}
		if (described.namesAnObject()) {
			common.put("404", "NotFound");
		}
		if (described.answersWithContent()) {
			common.put("406", "NotAcceptable");
		}
		return common;
	}

	private void add(ApiResponses answers, String status, String name) {
		ApiResponse own = answers.get(status);
		if (own == null) {
			answers.put(status, new ApiResponse().$ref("#/components/responses/" + name));
		}
		else if (own.get$ref() == null) {
			addTo(own, Objects.requireNonNull(this.shared.get(name)));
		}
	}

	/** The operation's own examples come first. */
	private static void addTo(ApiResponse own, ApiResponse common) {
		if (own.getDescription() == null) {
			own.setDescription(common.getDescription());
		}
		Map<String, Example> examples = new LinkedHashMap<>();
		for (ApiResponse answer : new ApiResponse[] { own, common }) {
			MediaType problem = problem(answer);
			if (problem != null) {
				examples.putAll(problem.getExamples());
			}
		}
		own.setContent(new Content().addMediaType(PROBLEM, new MediaType().examples(examples)));
	}

	private static void complete(ApiResponse answer) {
		if (answer.get$ref() == null) {
			answer.addHeaderObject(REQUEST_ID, new Header().$ref("#/components/headers/" + REQUEST_ID));
		}
		MediaType problem = problem(answer);
		if (problem != null) {
			problem.setSchema(new Schema<>().$ref("#/components/schemas/Problem"));
		}
	}

	private static @Nullable MediaType problem(ApiResponse answer) {
		Content content = answer.getContent();
		return (content != null) ? content.get(PROBLEM) : null;
	}

	private static void sort(ApiResponses answers) {
		Map<String, ApiResponse> sorted = new TreeMap<>(answers);
		answers.clear();
		answers.putAll(sorted);
	}

}
