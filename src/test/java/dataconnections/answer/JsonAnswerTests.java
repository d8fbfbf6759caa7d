package dataconnections.answer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import dataconnections.problem.ProblemException;
import org.junit.jupiter.api.Test;

import org.springframework.mock.web.MockHttpServletResponse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What is sent of the parts of an answer. */
class JsonAnswerTests {

	@Test
	void partsAreSentInOrderWithTheirLength() throws IOException {
		MockHttpServletResponse response = new MockHttpServletResponse();
		JsonAnswer answer = new JsonAnswer(100).text("[").item(json("1")).item(json("\"ü\"")).text("]");
		answer.writeTo(response);
		assertThat(response.getContentAsString(StandardCharsets.UTF_8)).isEqualTo("[1,\"ü\"]");
		assertThat(response.getContentLengthLong()).isEqualTo(answer.length()).isEqualTo(8);
		assertThat(response.getContentType()).isEqualTo("application/json");
	}

	@Test
	void whatWouldBecomeTooLongIsRefused() {
		JsonAnswer answer = new JsonAnswer(3).record(json("123"));
		assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> answer.record(json("4")))
			.withMessageContaining("larger than 3 bytes");
	}

	private static byte[] json(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
