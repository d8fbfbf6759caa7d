package dataconnections.problem;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class UnavailableLogTests {

	private final AtomicLong now = new AtomicLong(-1);

	private final UnavailableLog log = new UnavailableLog(this.now::get);

	@Test
	void oneLineIsWrittenInAWhileWithTheNumberOfTheOthers(CapturedOutput output) {
		tell("first", 1);
		tell("second", 500);
		assertThat(warnings(output)).hasSize(1).first().asString().contains("Request first", "(0 more");
		this.now.addAndGet(UnavailableLog.PAUSE.toNanos());
		tell("third", 2);
		assertThat(warnings(output)).hasSize(2)
			.last()
			.asString()
			.contains("Request third could not be answered", "as planned (500 more");
		this.now.addAndGet(UnavailableLog.PAUSE.toNanos());
		tell("fourth", 1);
		assertThat(warnings(output)).hasSize(3).last().asString().contains("Request fourth", "(1 more");
	}

	private void tell(String id, int times) {
		for (int i = 0; i < times; i++) {
			this.log.tell(id, new IllegalStateException("as planned"));
		}
	}

	private static List<String> warnings(CapturedOutput output) {
		return output.toString().lines().filter((line) -> line.contains("WARN")).toList();
	}

}
