package dataconnections.local;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Says in a sentence what is missing, instead of a stack trace.
 */
class LocalModeFailureAnalyzer extends AbstractFailureAnalyzer<LocalModeException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, LocalModeException cause) {
		return new FailureAnalysis(cause.getMessage(), cause.remedy(), cause);
	}

}
