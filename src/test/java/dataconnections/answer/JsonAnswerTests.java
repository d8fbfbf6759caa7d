package dataconnections.answer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.mock.web.MockHttpServletResponse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** What is sent of the parts of an answer. */
class JsonAnswerTests {

	@Test
	void partsAreSentInOrderWithTheirLength() throws IOException {
		JsonAnswer answer = answer(100).text("[");
		answer.item().text("1");
		answer.item().record(json("\"ü\""));
		assertThat(sent(answer.text("]"))).isEqualTo("[1,\"ü\"]");
		assertThat(answer.length()).isEqualTo(8);
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 4_093, 4_094, 4_095, 4_096, 4_097, 10_000 })
	void partsOfAllSizesStayInOrder(int size) throws IOException {
		JsonAnswer answer = answer(Long.MAX_VALUE);
		StringBuilder whole = new StringBuilder();
		for (String part : List.of("a".repeat(size), "b", "c".repeat(3 * size), "d".repeat(size), "e")) {
			answer.text(part);
			whole.append(part);
		}
		assertThat(sent(answer)).isEqualTo(whole.toString());
	}

	@Test
	void whatWouldBecomeTooLongIsRefused() {
		JsonAnswer answer = answer(3).text("123");
		assertThatIllegalStateException().isThrownBy(() -> answer.text("4")).withMessage("more than 3");
		assertThatIllegalStateException().isThrownBy(() -> answer.counted(json("4"))).withMessage("more than 3");
	}

	private static JsonAnswer answer(long maxBytes) {
		return new JsonAnswer(TestMemory.unbounded().open(UUID.randomUUID()), maxBytes,
				(most) -> new IllegalStateException("more than " + most));
	}

	private static String sent(JsonAnswer answer) throws IOException {
		MockHttpServletResponse response = new MockHttpServletResponse();
		answer.writeTo(response);
		assertThat(response.getContentLengthLong()).isEqualTo(answer.length());
		assertThat(response.getContentType()).isEqualTo("application/json");
		return response.getContentAsString(StandardCharsets.UTF_8);
	}

	private static byte[] json(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
