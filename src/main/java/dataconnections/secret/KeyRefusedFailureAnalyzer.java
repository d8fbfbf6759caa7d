package dataconnections.secret;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Says in a sentence what is wrong with the keys, instead of a stack trace.
 */
class KeyRefusedFailureAnalyzer extends AbstractFailureAnalyzer<KeyRefusedException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, KeyRefusedException cause) {
		return new FailureAnalysis(cause.getMessage(), cause.remedy(), cause);
	}

}
