package dataconnections;

import java.util.Arrays;
import java.util.regex.Pattern;

import dataconnections.Client.Answer;

/** Holds what the service says against what holds for all that it says. */
final class WeekJudge {

	private static final Pattern LOG_ENTRY = Pattern.compile("(?m)^(?=\\d{4}-\\d\\d-\\d\\dT)");

	private static final Pattern UNEXPECTED = Pattern.compile("^\\S+ ERROR ");

	private final WeekFindings findings;

	WeekJudge(WeekFindings findings) {
		this.findings = findings;
	}

	/**
	 * Whether an answer tells what became of a request: not where the service cannot do
	 * it now, or is doing it already under the same key.
	 */
	boolean tellsWhatBecameOf(String request, Answer answer) {
		int status = answer.status();
		boolean mayBeSentAgain = !answer.header("Retry-After").isEmpty();
		this.findings.count("answers: " + status);
		String said = request + " was answered " + status + " " + answer.http().headers().map() + " " + answer.body();
		if (status >= 400) {
			this.findings.check(isProblem(answer), "No problem document: " + said);
			boolean upstream = (status == 502 || status == 504) && answer.body().contains("problem:upstream-");
			this.findings.check(status < 500 || (status == 503 && mayBeSentAgain) || upstream, said);
		}
		return status != 503 && !(status == 409 && mayBeSentAgain);
	}

	/** Counts a write that was answered as it should be. */
	boolean acknowledge(String what, Answer answer, int... statuses) {
		boolean right = Arrays.stream(statuses).anyMatch((status) -> status == answer.status());
		this.findings.check(right, what + " was answered " + answer.status() + " " + answer.body());
		if (right) {
			this.findings.count("acknowledged: " + what);
		}
		return right;
	}

	/** Reads the log of a process for what nobody has thought of. */
	void readLog(ServiceProcess service) {
		LOG_ENTRY.splitAsStream(service.log())
			.filter((entry) -> UNEXPECTED.matcher(entry).find())
			.forEach(this.findings::wrong);
	}

	private static boolean isProblem(Answer answer) {
		return answer.header("Content-Type").startsWith("application/problem+json")
				&& answer.json().path("status").asInt() == answer.status() && answer.json().has("type")
				&& answer.json().has("title") && answer.json().has("request_id");
	}

}
